using Apache.Arrow;
using Apache.Arrow.C;
using BigData.DuckDb.Native;
using DuckDB.NET.Native;
using Microsoft.Win32.SafeHandles;

namespace BigData.DuckDb.Arrow;

/// <summary>A source with its columns translated for DuckDB. Freed with its last user: the registry or a running scan.</summary>
internal sealed class BoundSource
{
    private BoundSource(DuckDBNativeConnection connection, ArrowSource source, IReadOnlyList<BoundColumn> columns)
    {
        Connection = connection;
        Source = source;
        Columns = columns;
    }

    /// <summary>The connection in whose name arrays are converted.</summary>
    public DuckDBNativeConnection Connection { get; }

    public ArrowSource Source { get; }

    public IReadOnlyList<BoundColumn> Columns { get; }

    public static BoundSource Create(DuckDBNativeConnection connection, ArrowSource source) =>
        new(connection, source, [.. source.Schema.FieldsList.Select(field => BoundColumn.Create(connection, field))]);
}

/// <summary>A column's name, its type in DuckDB, and DuckDB's recipe to convert its arrays.</summary>
internal sealed record BoundColumn(Field Field, DuckDBLogicalType Type, ConvertedSchema Schema)
{
    // Each column is converted alone: when arrays of several columns are converted together, DuckDB ties their memory to the first column only.
    public static unsafe BoundColumn Create(DuckDBNativeConnection connection, Field field)
    {
        var native = CArrowSchema.Create();
        try
        {
            CArrowSchemaExporter.ExportSchema(new Schema([field], null), native);
            DuckFailure.ThrowIfError(DuckCalls.SchemaFromArrow(connection, native, out var handle));
            var converted = new ConvertedSchema(handle);
            return new BoundColumn(field, ReadType(connection, field, converted), converted);
        }
        finally
        {
            CArrowSchema.Free(native);
        }
    }

    private static DuckDBLogicalType ReadType(DuckDBNativeConnection connection, Field field, ConvertedSchema schema)
    {
        var empty = NativeSlice.Empty(field.DataType);
        try
        {
            var chunk = NativeSlice.ToChunk(connection, schema, empty, 0, 0, 0);
            var type = NativeMethods.Vectors.DuckDBVectorGetColumnType(DuckCalls.DataChunkGetVector(chunk, 0));
            DuckCalls.DestroyDataChunk(ref chunk);
            return type;
        }
        finally
        {
            empty.Release();
        }
    }
}

/// <summary>DuckDB's recipe to convert the arrays of a column.</summary>
internal sealed class ConvertedSchema : SafeHandleZeroOrMinusOneIsInvalid
{
    public ConvertedSchema(nint handle)
        : base(ownsHandle: true)
    {
        SetHandle(handle);
    }

    protected override bool ReleaseHandle()
    {
        DuckCalls.DestroyConvertedSchema(ref handle);
        return true;
    }
}
