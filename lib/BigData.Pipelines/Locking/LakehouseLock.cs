using System.Text.Json;

namespace BigData.Pipelines.Locking;

/// <summary>
/// The right to write to a lakehouse, or to be its scheduler: an exclusive lock of the operating system on a file in it, which ends with the
/// process however it ends. A <c>.json</c> beside the file only tells people who holds it.
/// </summary>
public sealed class LakehouseLock : IDisposable
{
    private const string WriteFile = ".bigdata.lock";
    private const string ScheduleFile = ".bigdata.schedule.lock";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly string _holderFile;
    private readonly FileStream _stream;

    private LakehouseLock(string holderFile, FileStream stream, LockHolder holder)
    {
        _holderFile = holderFile;
        _stream = stream;
        Holder = holder;
    }

    /// <summary>What was written about the holder.</summary>
    public LockHolder Holder { get; }

    /// <summary>Takes the lock or says who has it; never waits.</summary>
    /// <param name="folder">The lakehouse; made when it does not exist.</param>
    /// <param name="command">What the process does, for people.</param>
    /// <param name="time">The clock for <see cref="LockHolder.Since"/>.</param>
    /// <param name="purpose">What the lock is for; default: to write.</param>
    /// <returns>The lock; dispose it when the work is over.</returns>
    /// <exception cref="LakehouseLockedException">Another process holds it.</exception>
    /// <exception cref="PipelineException">The folder cannot be made or written to.</exception>
    public static LakehouseLock Acquire(string folder, string command, TimeProvider time, LockPurpose purpose = LockPurpose.Write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(time);
        string file = Path.Combine(folder, FileOf(purpose));
        FileStream stream = Open(folder, file) ?? throw new LakehouseLockedException(folder, ReadHolder(file), purpose);
        LockHolder holder = new(Environment.ProcessId, Environment.MachineName, command, time.GetUtcNow());
        try
        {
            WriteHolder(folder, file, holder);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        return new LakehouseLock(HolderOf(file), stream, holder);
    }

    /// <summary>Whether some process holds the lock now, and which one says that it does.</summary>
    /// <param name="folder">The lakehouse.</param>
    /// <param name="purpose">What the lock is for; default: to write.</param>
    /// <returns>The holder, or null when nobody holds the lock.</returns>
    public static LockHolder? Find(string folder, LockPurpose purpose = LockPurpose.Write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string path = Path.Combine(folder, FileOf(purpose));
        if (!File.Exists(path) || !File.Exists(HolderOf(path)))
        {
            return null;
        }

        try
        {
            // A shared lock for a moment: it fails only while a writer holds the exclusive one, and two askers do not see each other.
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return null;
        }
        catch (IOException)
        {
            return ReadHolder(path) ?? new LockHolder(0, "unknown", "unknown", default);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(_holderFile);
        _stream.Dispose();
    }

    private static string FileOf(LockPurpose purpose) => purpose switch
    {
        LockPurpose.Write => WriteFile,
        LockPurpose.Schedule => ScheduleFile,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "unknown purpose of a lock"),
    };

    private static string HolderOf(string file) => file + ".json";

    private static FileStream? Open(string folder, string file)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file) && IsSharing(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(
                $"The lakehouse {folder} cannot be written to: {e.Message} Give the folder write permission, free space, or choose another with --lakehouse.", e);
        }
    }

    // .NET reports a held lock as EWOULDBLOCK (11 on Linux, 35 on macOS) and as a sharing or lock violation on Windows.
    private static bool IsSharing(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult is 11 or 35;

    private static void WriteHolder(string folder, string file, LockHolder holder)
    {
        string path = HolderOf(file);
        string next = path + ".new";
        try
        {
            File.WriteAllText(next, JsonSerializer.Serialize(holder, Json));
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"The lakehouse {folder} cannot be written to: {e.Message}", e);
        }
    }

    private static LockHolder? ReadHolder(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(File.ReadAllText(HolderOf(file)), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
