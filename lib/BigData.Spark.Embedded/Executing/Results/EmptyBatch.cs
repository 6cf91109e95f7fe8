using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Spark.Embedded.Executing.Results;

/// <summary>A batch without rows, nested types included.</summary>
internal static class EmptyBatch
{
    internal static RecordBatch Of(Schema schema) =>
        new(schema, schema.FieldsList.Select(field => ArrowArrayFactory.BuildArray(Column(field.DataType))), 0);

    private static ArrayData Column(IArrowType type) => type switch
    {
        NullType => new ArrayData(type, 0, 0, 0, System.Array.Empty<ArrowBuffer>()),
        MapType map => new ArrayData(
            type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], [Column(new StructType([map.KeyField, map.ValueField]))]),
        ListType list => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], [Column(list.ValueDataType)]),
        StructType record => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty], [.. record.Fields.Select(field => Column(field.DataType))]),
        StringType or BinaryType => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty, ArrowBuffer.Empty]),
        _ => new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty]),
    };
}
