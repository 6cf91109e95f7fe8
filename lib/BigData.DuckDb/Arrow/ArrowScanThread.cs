using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.DuckDb.Native;

namespace BigData.DuckDb.Arrow;

/// <summary>What one thread of a scan reads: a partition, its current batch, and the rows of it that were given.</summary>
internal sealed class ArrowScanThread(ArrowScan scan) : IDisposable
{
    private readonly IArrowArray[] _columns = new IArrowArray[scan.Columns.Length];
    private IEnumerator<RecordBatch>? _partition;
    private PinnedBatch? _batch;
    private int _offset;

    // What was given last stays readable until the next rows were given: DuckDB may still hold vectors over it.
    private List<PinnedBatch> _given = [];
    private List<PinnedBatch> _givenBefore = [];

    /// <summary>Fills the chunk with the next rows, none at the end.</summary>
    public void Fill(nint chunk)
    {
        (_given, _givenBefore) = (_givenBefore, _given);
        ReleaseAll(_given);
        if (!MoveToRows())
        {
            DuckCalls.DataChunkSetSize(chunk, 0);
            return;
        }

        var count = Math.Min(DuckDbConstants.VectorSize, _batch!.Rows - _offset);
        _batch.AddReference();
        _given.Add(_batch);
        for (var i = 0; i < scan.Columns.Length; i++)
        {
            // A count of rows may ask for a column number beyond the last one; its values are not read.
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
        ReleaseAll(_given);
        ReleaseAll(_givenBefore);
        _batch?.Release();
        _batch = null;
        _partition?.Dispose();
        _partition = null;
    }

    private static void ReleaseAll(List<PinnedBatch> batches)
    {
        batches.ForEach(batch => batch.Release());
        batches.Clear();
    }

    private void Reference(nint chunk, int column, int count)
    {
        var bound = scan.Bound.Columns[scan.Columns[column]];
        var converted = NeedsCopy(_columns[column].Data, _offset)
            ? ConvertCopy(bound, column, count)
            : NativeSlice.ToChunk(scan.Bound.Connection, bound.Schema, _batch!, column, _offset, count);
        DuckCalls.VectorReferenceVector(DuckCalls.DataChunkGetVector(chunk, (ulong)column), DuckCalls.DataChunkGetVector(converted, 0));
        DuckCalls.DestroyDataChunk(ref converted);
    }

    private nint ConvertCopy(BoundColumn bound, int column, int count)
    {
        var copy = new PinnedBatch([BatchJoiner.Compact(_columns[column], _offset, count)], count);
        _given.Add(copy);
        return NativeSlice.ToChunk(scan.Bound.Connection, bound.Schema, copy, 0, 0, count);
    }

    // DuckDB applies the offset of a struct to its children but not to theirs, and drops it inside lists.
    private static bool NeedsCopy(ArrayData data, int offset) =>
        (data.DataType is StructType && data.Offset + offset != 0)
        || (data.Children is { Length: > 0 } children && children.Any(child => NeedsCopy(child, 0)));

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

        for (var i = 0; i < _columns.Length; i++)
        {
            var index = scan.Columns[i] < fields.Count ? scan.Columns[i] : 0;
            _columns[i] = batch.Column(index);
            if (scan.Columns[i] < fields.Count)
            {
                ArrowTypes.CheckColumn(fields[index], _columns[i], batch.Length);
            }
        }

        _batch?.Release();
        _batch = new PinnedBatch(_columns, batch.Length);
        _offset = 0;
    }
}
