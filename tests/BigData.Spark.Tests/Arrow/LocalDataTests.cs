using BigData.Spark.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Tests.Arrow;

public sealed class LocalDataTests
{
    [Fact]
    public void Every_type_survives_writing_and_reading_with_its_extremes()
    {
        var point = new StructType(new StructField("x", DataTypes.Integer), new StructField("y", DataTypes.String));
        var schema = new StructType(
            new StructField("b", DataTypes.Boolean), new StructField("i8", DataTypes.Byte), new StructField("i16", DataTypes.Short),
            new StructField("i32", DataTypes.Integer), new StructField("i64", DataTypes.Long), new StructField("f", DataTypes.Float),
            new StructField("d", DataTypes.Double), new StructField("dec", new DecimalType(38, 10)), new StructField("s", DataTypes.String),
            new StructField("bin", DataTypes.Binary), new StructField("day", DataTypes.Date), new StructField("ts", DataTypes.Timestamp),
            new StructField("ntz", DataTypes.TimestampNtz), new StructField("span", new DayTimeIntervalType()), new StructField("n", DataTypes.Null),
            new StructField("list", new ArrayType(new ArrayType(DataTypes.Integer))), new StructField("map", new MapType(DataTypes.String, point)),
            new StructField("st", point));
        Row[] rows =
        [
            new([true, sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue, float.NegativeInfinity, double.NaN,
                SparkDecimal.Parse("-9999999999999999999999999999.9999999999"), "a\0é𝄞", new byte[] { 0, 255 }, DateOnly.MinValue,
                DateTimeOffset.MinValue, DateTime.MinValue, TimeSpan.FromTicks(-10), null,
                new object?[] { new object?[] { 1, null }, null, System.Array.Empty<object?>() },
                new OrderedDictionary<object, object?> { ["k"] = new Row([1, "v"], point), ["j"] = null }, new Row([null, "y"], point)], schema),
            new(new object?[18], schema),
            new([false, sbyte.MaxValue, short.MaxValue, int.MaxValue, long.MaxValue, float.Epsilon, double.MaxValue, 0.1m, string.Empty,
                System.Array.Empty<byte>(), DateOnly.MaxValue, new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero),
                new DateTime(9999, 12, 31, 23, 59, 59, 999, 999), TimeSpan.FromDays(1), null, System.Array.Empty<object?>(),
                new OrderedDictionary<object, object?>(), new Row([1, null], point)], schema),
        ];

        var batches = ArrowStreams.Read(LocalData.FromRows(schema, rows), rowCount: 3).Batches;

        Assert.Equal(rows, batches.SelectMany(b => new BatchReader(schema).Rows(b, 0)));
        Assert.Equal(schema.SimpleString, ArrowSchemas.ToSpark(batches[0].Schema).SimpleString);
    }

    [Fact]
    public void Records_are_written_by_their_properties()
    {
        (StructType schema, ReadOnlyMemory<byte> stream) = LocalData.FromRecords([
            new Order("A", 1, 2.5m, DateTimeOffset.UnixEpoch, ["x"], new Place("UK")), new Order(null, null, 0, default, [], null)]);

        Assert.Equal(
            "struct<Id:string,Quantity:int,Price:decimal(38,18),At:timestamp,Flags:array<string>,Place:struct<Country:string>>", schema.SimpleString);
        Assert.False(schema["Price"].IsNullable);
        Assert.True(schema["Id"].IsNullable);
        Row row = new BatchReader(schema).Rows(ArrowStreams.Read(stream).Batches[0], 0).First();
        Assert.Equal("UK", row.GetAs<Place>("Place").Country);
    }

    [Fact]
    public void Simple_values_become_the_column_value()
    {
        (StructType schema, ReadOnlyMemory<byte> stream) = LocalData.FromRecords([1, 2, 3]);

        Assert.Equal("struct<value:int>", schema.SimpleString);
        Assert.Equal([1, 2, 3], new RecordReader<int>(schema).Read(ArrowStreams.Read(stream, 3).Batches[0], 0));
    }

    [Fact]
    public void No_rows_give_a_stream_with_a_schema_and_nothing_else() =>
        Assert.Empty(ArrowStreams.Read(LocalData.FromRows(new StructType(new StructField("a", DataTypes.Integer)), []), 0).Batches);

    [Fact]
    public void Rows_are_split_into_batches()
    {
        var schema = new StructType(new StructField("a", DataTypes.Integer));
        var batches = ArrowStreams.Read(LocalData.FromRows(schema, Enumerable.Range(0, 10_001).Select(i => new Row(i))), 10_001).Batches;

        Assert.Equal([10_000, 1], batches.Select(b => b.Length));
    }

    [Theory]
    [InlineData("1.005")]
    [InlineData("123456789.0")]
    public void A_decimal_that_does_not_fit_its_field_is_an_error_with_row_and_column(string number)
    {
        var schema = new StructType(new StructField("price", new DecimalType(10, 2)));

        var error = Assert.Throws<SparkException>(() => LocalData.FromRows(schema, [new Row(1m), new Row(SparkDecimal.Parse(number))]));

        Assert.Contains("Row 2, column `price`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_in_a_field_that_takes_none_is_an_error()
    {
        var schema = new StructType(new StructField("id", DataTypes.Integer, isNullable: false));

        var error = Assert.Throws<SparkException>(() => LocalData.FromRows(schema, [new Row([null])]));

        Assert.Contains("Row 1, column `id`: the value null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_another_type_is_an_error_that_does_not_show_it()
    {
        var schema = new StructType(new StructField("id", DataTypes.Integer));

        var error = Assert.Throws<SparkException>(() => LocalData.FromRows(schema, [new Row("secret")]));

        Assert.Contains("of type string", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_time_is_no_timestamp_without_its_offset()
    {
        var schema = new StructType(new StructField("at", DataTypes.Timestamp));

        Assert.Throws<SparkException>(() => LocalData.FromRows(schema, [new Row(new DateTime(2020, 1, 1))]));
    }

    private sealed record Order(string? Id, int? Quantity, decimal Price, DateTimeOffset At, IReadOnlyList<string> Flags, Place? Place);

    private sealed record Place(string Country);
}
