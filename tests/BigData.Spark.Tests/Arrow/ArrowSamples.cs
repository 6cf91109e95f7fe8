using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace BigData.Spark.Tests.Arrow;

/// <summary>Small batches with every Arrow type that Spark sends.</summary>
internal static class ArrowSamples
{
    /// <summary>Three rows; the second is null in every column.</summary>
    public static RecordBatch AllTypes()
    {
        var columns = new (string Name, IArrowArray Array)[]
        {
            ("b", new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build()),
            ("i8", new Int8Array.Builder().Append(-128).AppendNull().Append(127).Build()),
            ("i16", new Int16Array.Builder().Append(short.MinValue).AppendNull().Append(short.MaxValue).Build()),
            ("i32", new Int32Array.Builder().Append(int.MinValue).AppendNull().Append(int.MaxValue).Build()),
            ("i64", new Int64Array.Builder().Append(long.MinValue).AppendNull().Append(long.MaxValue).Build()),
            ("f32", new FloatArray.Builder().Append(float.NaN).AppendNull().Append(1.5f).Build()),
            ("f64", new DoubleArray.Builder().Append(double.MinValue).AppendNull().Append(double.PositiveInfinity).Build()),
            ("dec", new Decimal128Array.Builder(new Decimal128Type(38, 2)).Append("123456789012345678901234567890123456.78").AppendNull().Append("-0.01").Build()),
            ("s", new StringArray.Builder().Append("straße").AppendNull().Append(string.Empty).Build()),
            ("bin", new BinaryArray.Builder().Append([1, 2, 255]).AppendNull().Append(ReadOnlySpan<byte>.Empty).Build()),
            ("d", new Date32Array.Builder().Append(new DateOnly(1, 1, 1)).AppendNull().Append(new DateOnly(9999, 12, 31)).Build()),
            ("ts", new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, "UTC")).Append(DateTimeOffset.UnixEpoch).AppendNull().Append(DateTimeOffset.UnixEpoch.AddTicks(-10)).Build()),
            ("ntz", new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, (string?)null)).Append(DateTimeOffset.UnixEpoch).AppendNull().Append(DateTimeOffset.UnixEpoch.AddDays(1)).Build()),
            ("list", Strings()),
            ("map", Map()),
            ("st", Struct()),
        };
        var schema = new Schema([.. columns.Select(c => new Field(c.Name, c.Array.Data.DataType, nullable: true))], metadata: null);
        return new RecordBatch(schema, columns.Select(c => c.Array), 3);
    }

    public static byte[] Write(params RecordBatch[] batches)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batches[0].Schema))
        {
            foreach (RecordBatch batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    private static ListArray Strings()
    {
        var builder = new ListArray.Builder(new Field("element", StringType.Default, nullable: true));
        var values = (StringArray.Builder)builder.ValueBuilder;
        builder.Append();
        values.Append("a").AppendNull();
        builder.AppendNull();
        builder.Append();
        return builder.Build();
    }

    private static MapArray Map()
    {
        var builder = new MapArray.Builder(new MapType(StringType.Default, Int32Type.Default));
        var keys = (StringArray.Builder)builder.KeyBuilder;
        var values = (Int32Array.Builder)builder.ValueBuilder;
        builder.Append();
        keys.Append("z").Append("a");
        values.Append(1).AppendNull();
        builder.AppendNull();
        builder.Append();
        return builder.Build();
    }

    private static StructArray Struct()
    {
        var type = new StructType([new Field("x", Int32Type.Default, nullable: true), new Field("y", StringType.Default, nullable: true)]);
        var x = new Int32Array.Builder().Append(1).AppendNull().AppendNull().Build();
        var y = new StringArray.Builder().Append("one").AppendNull().Append("three").Build();
        var validity = new ArrowBuffer.BitmapBuilder().Append(true).Append(false).Append(true).Build();
        return new StructArray(type, 3, [x, y], validity, 1);
    }
}
