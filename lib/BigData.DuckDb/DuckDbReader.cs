using System.Runtime.CompilerServices;
using Apache.Arrow;
using BigData.DuckDb.Native;

namespace BigData.DuckDb;

/// <summary>The open result of a query: its schema, then its batches as DuckDB produces them. One reader at a time a session. It may be disposed while a read is running, which then fails; else it is not thread-safe.</summary>
public sealed class DuckDbReader : IDisposable
{
    private readonly RunningStatement _statement;
    private readonly ResultStream _stream;
    private readonly int _batchRows;
    private bool _disposed;

    internal DuckDbReader(RunningStatement statement, ResultStream stream, DuckDbQueryOptions options)
    {
        _statement = statement;
        _stream = stream;
        _batchRows = options.BatchRows;
    }

    /// <summary>The columns of every batch; known before the first one.</summary>
    public Schema Schema => _stream.Schema;

    /// <summary>Rows given so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Gives the next batch.</summary>
    /// <returns>A batch with at least one row, owned by the caller; null at the end.</returns>
    /// <exception cref="DuckDbException">The query failed.</exception>
    /// <exception cref="OperationCanceledException">The token of the query was cancelled.</exception>
    public async ValueTask<RecordBatch?> ReadAsync()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var batch = await Task.Run(() => _statement.Read(_stream, _batchRows), CancellationToken.None).ConfigureAwait(false);
        RowsRead += batch?.Length ?? 0;
        return batch;
    }

    /// <summary>Streams what is left of the result.</summary>
    /// <param name="token">Stops the stream between two batches; the query's own token interrupts the query.</param>
    /// <returns>Batches with at least one row, owned by the consumer.</returns>
    public async IAsyncEnumerable<RecordBatch> ReadAllAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        while (await ReadAsync().ConfigureAwait(false) is { } batch)
        {
            token.ThrowIfCancellationRequested();
            yield return batch;
        }
    }

    /// <summary>Ends the query, if it still runs, and frees the session for the next statement.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _statement.Close(_stream);
            _statement.Dispose();
        }
    }
}
