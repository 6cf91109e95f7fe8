using System.Text.Json;

namespace BigData.Pipelines.Locking;

/// <summary>
/// The right to write to a lakehouse: an exclusive lock of the operating system on <c>.bigdata.lock</c>, which ends with the
/// process however it ends. <c>.bigdata.lock.json</c> beside it only tells people who holds it.
/// </summary>
public sealed class LakehouseLock : IDisposable
{
    internal const string LockFile = ".bigdata.lock";
    internal const string HolderFile = ".bigdata.lock.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly string _folder;
    private readonly FileStream _stream;

    private LakehouseLock(string folder, FileStream stream, LockHolder holder)
    {
        _folder = folder;
        _stream = stream;
        Holder = holder;
    }

    /// <summary>What was written about the holder.</summary>
    public LockHolder Holder { get; }

    /// <summary>Takes the lock or says who has it; never waits.</summary>
    /// <param name="folder">The lakehouse; made when it does not exist.</param>
    /// <param name="command">What the process does, for people.</param>
    /// <param name="time">The clock for <see cref="LockHolder.Since"/>.</param>
    /// <returns>The lock; dispose it when writing is over.</returns>
    /// <exception cref="LakehouseLockedException">Another process holds it.</exception>
    /// <exception cref="PipelineException">The folder cannot be made or written to.</exception>
    public static LakehouseLock Acquire(string folder, string command, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(time);
        FileStream stream = Open(folder) ?? throw new LakehouseLockedException(folder, ReadHolder(folder));
        LockHolder holder = new(Environment.ProcessId, Environment.MachineName, command, time.GetUtcNow());
        try
        {
            WriteHolder(folder, holder);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        return new LakehouseLock(folder, stream, holder);
    }

    /// <summary>Whether some process holds the lock now, and which one says that it does.</summary>
    /// <param name="folder">The lakehouse.</param>
    /// <returns>The holder, or null when nobody holds the lock.</returns>
    public static LockHolder? Find(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string path = Path.Combine(folder, LockFile);
        if (!File.Exists(path) || !File.Exists(Path.Combine(folder, HolderFile)))
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
            return ReadHolder(folder) ?? new LockHolder(0, "unknown", "unknown", default);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(Path.Combine(_folder, HolderFile));
        _stream.Dispose();
    }

    private static FileStream? Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(Path.Combine(folder, LockFile)) && IsSharing(e))
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

    private static void WriteHolder(string folder, LockHolder holder)
    {
        string path = Path.Combine(folder, HolderFile);
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

    private static LockHolder? ReadHolder(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(File.ReadAllText(Path.Combine(folder, HolderFile)), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
