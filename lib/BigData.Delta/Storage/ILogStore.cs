namespace BigData.Delta.Storage;

/// <summary>Port: the files of one table's <c>_delta_log</c>. Names have no folder.</summary>
public interface ILogStore
{
    /// <summary>The files whose names are not below <paramref name="startName"/>, in ordinal order of names; subfolders are left out.</summary>
    /// <param name="startName">The first name wanted; empty for all.</param>
    /// <param name="token">Cancels the listing.</param>
    /// <returns>The files; empty when the folder does not exist.</returns>
    Task<IReadOnlyList<LogFile>> ListAsync(string startName, CancellationToken token);

    /// <summary>Opens a file.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="token">Cancels the opening.</param>
    /// <returns>A stream that can seek, or null when the file does not exist.</returns>
    Task<Stream?> OpenReadAsync(string name, CancellationToken token);

    /// <summary>Publishes a new file whole, unless one of that name exists; of several writers exactly one wins.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="token">Cancels before the file is published; never after.</param>
    /// <returns>False when a file of that name exists.</returns>
    /// <exception cref="DeltaException">The storage refused; nothing was published.</exception>
    Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken token);

    /// <summary>Publishes a file whole, in place of one of the same name.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="write">Writes the content to a stream that can seek.</param>
    /// <param name="token">Cancels before the file is published.</param>
    /// <exception cref="DeltaException">The storage refused; the old file is as it was.</exception>
    Task ReplaceAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken token);
}

/// <summary>A file of the log.</summary>
/// <param name="Name">Name without folder.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="ModificationTime">Time of the last change as the storage has it.</param>
public sealed record LogFile(string Name, long Size, DateTimeOffset ModificationTime);
