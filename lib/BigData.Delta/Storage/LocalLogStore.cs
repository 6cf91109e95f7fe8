namespace BigData.Delta.Storage;

/// <summary>The log on a local disk.</summary>
internal sealed class LocalLogStore(string folder) : ILogStore
{
    public string Folder => folder;

    public Task<IReadOnlyList<LogFile>> ListAsync(string startName, CancellationToken token) => throw new InvalidOperationException();

    public Task<Stream?> OpenReadAsync(string name, CancellationToken token) => throw new InvalidOperationException();

    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken token) => throw new InvalidOperationException();

    public Task ReplaceAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken token) => throw new InvalidOperationException();
}
