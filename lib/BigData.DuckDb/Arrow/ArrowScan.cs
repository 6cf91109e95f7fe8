using Apache.Arrow;
using BigData.DuckDb.Native;

namespace BigData.DuckDb.Arrow;

/// <summary>One scan of a source: its columns, and which partition comes next.</summary>
internal sealed class ArrowScan(BoundSource bound, int[] columns, SessionState? state)
{
    private int _next = -1;

    public BoundSource Bound { get; } = bound;

    /// <summary>The columns that are read, by index into the source's schema, in the order of the output. May hold columns twice; never empty columns of the source.</summary>
    public int[] Columns { get; } = columns;

    public SessionState? State { get; } = state;

    public ArrowScanRequest Request { get; } = new(columns.Where(c => c < bound.Columns.Count).Distinct().ToArray(), state?.Token ?? CancellationToken.None);

    /// <summary>Gives the next partition to a thread; null when all are given.</summary>
    public ArrowPartition? NextPartition()
    {
        var index = Interlocked.Increment(ref _next);
        return index < Bound.Source.Partitions.Count ? Bound.Source.Partitions[index] : null;
    }
}

/// <summary>What one thread of a scan reads: a partition, its current batch, and the rows of it that were given.</summary>
internal sealed class ArrowScanThread(ArrowScan scan) : IDisposable
{
    private IEnumerator<RecordBatch>? _partition;
    private PinnedBatch? _batch;
    private PinnedBatch? _previous;
    private int _offset;

    /// <summary>Fills the chunk with the next rows, none at the end.</summary>
    public void Fill(nint chunk)
    {
        if (!MoveToRows())
        {
            DuckCalls.DataChunkSetSize(chunk, 0);
            return;
        }

        var count = Math.Min(DuckDbConstants.VectorSize, _batch!.Rows - _offset);
        for (var i = 0; i < scan.Columns.Length; i++)
        {
            // Row counts ask for a column number beyond the last one; its values are not read.
            if (scan.Columns[i] < scan.Bound.Columns.Count)
            {
                Reference(chunk, i, count);
            }
        }

        DuckCalls.DataChunkSetSize(chunk, (ulong)count);
        _offset += count;
    }

    public void Dispose()
    {
        _previous?.Release();
        _batch?.Release();
        _previous = _batch = null;
        _partition?.Dispose();
        _partition = null;
    }

    private void Reference(nint chunk, int column, int count)
    {
        var bound = scan.Bound.Columns[scan.Columns[column]];
        var converted = NativeSlice.ToChunk(scan.Bound.Connection, bound.Schema, _batch!, column, _offset, count);
        DuckCalls.VectorReferenceVector(DuckCalls.DataChunkGetVector(chunk, (ulong)column), DuckCalls.DataChunkGetVector(converted, 0));
        DuckCalls.DestroyDataChunk(ref converted);
    }

    private bool MoveToRows()
    {
        while (_batch is null || _offset >= _batch.Rows)
        {
            scan.Request.Token.ThrowIfCancellationRequested();
            if (_partition is null)
            {
                if (scan.NextPartition() is not { } next)
                {
                    return false;
                }

                _partition = next(scan.Request).GetEnumerator();
            }

            if (_partition.MoveNext())
            {
                Take(_partition.Current);
            }
            else
            {
                _partition.Dispose();
                _partition = null;
            }
        }

        return true;
    }

    private void Take(RecordBatch batch)
    {
        var fields = scan.Bound.Source.Schema.FieldsList;
        if (batch.ColumnCount != fields.Count)
        {
            throw new InvalidOperationException($"An Arrow source gave a batch of {batch.ColumnCount} columns; its schema has {fields.Count}.");
        }

        var columns = new IArrowArray[scan.Columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var index = scan.Columns[i] < fields.Count ? scan.Columns[i] : 0;
            columns[i] = batch.Column(index);
            if (scan.Columns[i] < fields.Count)
            {
                ArrowTypes.CheckColumn(fields[index], columns[i], batch.Length);
            }
        }

        // The rows given last stay readable until the next ones were given: DuckDB may still hold vectors over them.
        _previous?.Release();
        _previous = _batch;
        _batch = new PinnedBatch(columns, batch.Length);
        _offset = 0;
    }
}
