using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;

namespace BigData.DuckDb.Arrow;

/// <summary>The sources of one instance, found by token when DuckDB binds the table function.</summary>
internal sealed class ArrowSourceRegistry : IDisposable
{
    private readonly DuckDBConnection _root;
    private readonly Func<ulong, SessionState?> _findState;
    private readonly ConcurrentDictionary<string, BoundSource> _sources = new(StringComparer.Ordinal);
    private long _counter;

    public ArrowSourceRegistry(DuckDBConnection root, Func<ulong, SessionState?> findState)
    {
        _root = root;
        _findState = findState;
        ArrowScanCallbacks.Register(root, this);
    }

    public ArrowSourceRegistration Add(ArrowSource source)
    {
        ArrowTypes.CheckSupported(source.Schema);
        var token = "arrow_" + Interlocked.Increment(ref _counter).ToString(CultureInfo.InvariantCulture);
        _sources[token] = BoundSource.Create(_root.NativeConnection, source);
        return new ArrowSourceRegistration(token, () => _sources.TryRemove(token, out _));
    }

    public BoundSource Find(string token) =>
        _sources.TryGetValue(token, out var source)
            ? source
            : throw new InvalidOperationException($"No Arrow source is registered as '{token}'; its registration was disposed or belongs to another instance.");

    public SessionState? FindState(ulong connectionId) => _findState(connectionId);

    public void Dispose() => _sources.Clear();
}
