using System.ComponentModel;

namespace BigData.Delta.Storage;

/// <summary>The log in a folder of a local disk. Files appear whole and synced, under their final name, or not at all.</summary>
/// <param name="folder">Absolute path of <c>_delta_log</c>.</param>
internal sealed class LocalLogStore(string folder) : ILogStore
{
    public string Folder => folder;

    public Task<IReadOnlyList<LogFile>> ListAsync(string startName, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        DirectoryInfo directory = new(folder);
        if (!directory.Exists)
        {
            return Task.FromResult<IReadOnlyList<LogFile>>([]);
        }

        List<LogFile> files = [];
        foreach (FileInfo file in directory.EnumerateFiles())
        {
            if (string.CompareOrdinal(file.Name, startName) >= 0 && TryDescribe(file) is { } found)
            {
                files.Add(found);
            }
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return Task.FromResult<IReadOnlyList<LogFile>>(files);
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65_536, useAsync: false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken token)
    {
        string final = Path.Combine(folder, name);
        string temporary = TemporaryName(name);
        try
        {
            EnsureFolder();
            if (File.Exists(final))
            {
                return false;
            }

            await WriteSyncedAsync(temporary, (stream, cancel) => stream.WriteAsync(content, cancel).AsTask(), token).ConfigureAwait(false);
            bool won = NativeFiles.TryPublish(temporary, final);
            if (won)
            {
                NativeFiles.SyncFolder(folder);
            }

            return won;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw DeltaErrors.Storage(final, Reason(exception), exception);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    public async Task ReplaceAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken token)
    {
        string final = Path.Combine(folder, name);
        string temporary = TemporaryName(name);
        try
        {
            EnsureFolder();
            await WriteSyncedAsync(temporary, write, token).ConfigureAwait(false);

            // Hadoop's hidden checksum of the old content would make Spark's local file system refuse the new one.
            TryDelete(Path.Combine(folder, $".{name}.crc"));
            File.Move(temporary, final, overwrite: true);
            NativeFiles.SyncFolder(folder);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw DeltaErrors.Storage(final, Reason(exception), exception);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    private static async Task WriteSyncedAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken token)
    {
        FileStream stream = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65_536, useAsync: false);
        await using (stream.ConfigureAwait(false))
        {
            await write(stream, token).ConfigureAwait(false);
            token.ThrowIfCancellationRequested();
            stream.Flush(flushToDisk: true);
        }
    }

    // A file may vanish between its listing and the look at its size.
    private static LogFile? TryDescribe(FileInfo file)
    {
        try
        {
            return new LogFile(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // The argument error is what .NET makes of EFBIG, the limit on the size of a file.
    private static string Reason(Exception exception) => exception is ArgumentOutOfRangeException ? "File too large" : exception.Message;

    private static bool IsRefusal(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or Win32Exception or ArgumentOutOfRangeException;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Litter with a name that no reader of a log matches.
        }
    }

    private string TemporaryName(string name) => Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.tmp");

    private void EnsureFolder()
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        for (string? parent = Path.GetDirectoryName(folder); parent is not null && parent.Length > 1; parent = Path.GetDirectoryName(parent))
        {
            NativeFiles.SyncFolder(parent);
        }
    }
}
