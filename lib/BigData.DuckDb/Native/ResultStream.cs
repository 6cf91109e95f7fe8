using Apache.Arrow;
using Apache.Arrow.C;
using BigData.DuckDb.Arrow;
using DuckDB.NET.Native;

namespace BigData.DuckDb.Native;

/// <summary>A streamed result as Arrow batches that share DuckDB's memory.</summary>
internal sealed unsafe class ResultStream : IDisposable
{
    private readonly DuckDBArrowOptions _options;
    private DuckDBResult _result;
    private bool _ended;
    private bool _disposed;

    private ResultStream(DuckDBResult result, DuckDBArrowOptions options, Schema schema)
    {
        _result = result;
        _options = options;
        Schema = schema;
    }

    public Schema Schema { get; }

    /// <summary>Takes over a streamed result; closes it when its columns have no Arrow form.</summary>
    public static ResultStream Create(DuckDBResult result)
    {
        var options = NativeMethods.Arrow.DuckDBResultGetArrowOptions(ref result);
        try
        {
            return new ResultStream(result, options, ReadSchema(ref result, options));
        }
        catch
        {
            options.Dispose();
            result.Close();
            throw;
        }
    }

    /// <summary>Reads the next batch with rows; null at the end.</summary>
    /// <param name="atLeast">Batches are joined until they have this many rows; 0 or 1 leaves them as they come.</param>
    /// <param name="token">Ends the joining between two batches.</param>
    public RecordBatch? Read(int atLeast, CancellationToken token)
    {
        var first = ReadOne();
        if (first is null || first.Length >= atLeast)
        {
            return first;
        }

        var parts = new List<RecordBatch> { first };
        var rows = first.Length;
        try
        {
            while (rows < atLeast && ReadOne() is { } next)
            {
                parts.Add(next);
                rows += next.Length;
                token.ThrowIfCancellationRequested();
            }

            return parts.Count == 1 ? first : BatchJoiner.Join(Schema, parts);
        }
        finally
        {
            if (parts.Count > 1)
            {
                parts.ForEach(part => part.Dispose());
            }
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _options.Dispose();
            _result.Close();
        }
    }

    private RecordBatch? ReadOne()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // Statements such as COPY or INSERT … RETURNING give a finished result; this call reads both kinds.
        while (!_ended)
        {
            using var chunk = NativeMethods.Query.DuckDBFetchChunk(_result);
            if (chunk.IsInvalid)
            {
                _ended = true;
                ThrowIfFailed();
                return null;
            }

            var rows = NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
            if (rows > 0)
            {
                return ToArrow(chunk);
            }

            // An empty chunk ends a stream.
            _ended = true;
            ThrowIfFailed();
        }

        return null;
    }

    private RecordBatch ToArrow(DuckDBDataChunk chunk)
    {
        var array = CArrowArray.Create();
        try
        {
            DuckFailure.ThrowIfError(NativeMethods.Arrow.DuckDBDataChunkToArrow(_options, chunk, (nint)array));
            return CArrowArrayImporter.ImportRecordBatch(array, Schema);
        }
        finally
        {
            CArrowArray.Free(array);
        }
    }

    private void ThrowIfFailed()
    {
        var message = NativeMethods.Query.DuckDBResultError(ref _result);
        if (!string.IsNullOrEmpty(message))
        {
            throw new DuckFailure(message, NativeMethods.Query.DuckDBResultErrorType(ref _result));
        }
    }

    private static Schema ReadSchema(ref DuckDBResult result, DuckDBArrowOptions options)
    {
        var count = (int)NativeMethods.Query.DuckDBColumnCount(ref result);
        var types = new DuckDBLogicalType[count];
        var names = new nint[count];
        try
        {
            var handles = new nint[count];
            for (var i = 0; i < count; i++)
            {
                var name = NativeMethods.Query.DuckDBColumnName(ref result, i);
                types[i] = NativeMethods.Query.DuckDBColumnLogicalType(ref result, i);
                LogicalTypes.CheckArrowForm(types[i], name);
                handles[i] = types[i].DangerousGetHandle();
                names[i] = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(name);
            }

            return ReadSchema(options, handles, names);
        }
        finally
        {
            foreach (var type in types)
            {
                type?.Dispose();
            }

            foreach (var name in names)
            {
                System.Runtime.InteropServices.Marshal.FreeCoTaskMem(name);
            }
        }
    }

    private static Schema ReadSchema(DuckDBArrowOptions options, nint[] types, nint[] names)
    {
        var schema = CArrowSchema.Create();
        try
        {
            fixed (nint* typesPointer = types)
            fixed (nint* namesPointer = names)
            {
                DuckFailure.ThrowIfError(NativeMethods.Arrow.DuckDBToArrowSchema(
                    options, (nint)typesPointer, (nint)namesPointer, (ulong)types.Length, (nint)schema));
            }

            return CArrowSchemaImporter.ImportSchema(schema);
        }
        finally
        {
            CArrowSchema.Free(schema);
        }
    }
}
