using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Rows and objects of the program as frames, and back.</summary>
public abstract class LocalDataSpec(SpecEngine engine) : SpecSuite(engine)
{
    [Fact]
    public void Every_type_survives_the_way_to_the_engine_and_back() => Case(() =>
    {
        var point = new StructType(new StructField("x", DataTypes.Integer), new StructField("y", DataTypes.String));
        var schema = new StructType(
            new StructField("b", DataTypes.Boolean), new StructField("i8", DataTypes.Byte), new StructField("i16", DataTypes.Short),
            new StructField("i32", DataTypes.Integer), new StructField("i64", DataTypes.Long), new StructField("f", DataTypes.Float),
            new StructField("d", DataTypes.Double), new StructField("dec", new DecimalType(38, 10)), new StructField("s", DataTypes.String),
            new StructField("bin", DataTypes.Binary), new StructField("day", DataTypes.Date), new StructField("ts", DataTypes.Timestamp),
            new StructField("ntz", DataTypes.TimestampNtz), new StructField("list", new ArrayType(new ArrayType(DataTypes.Integer))),
            new StructField("map", new MapType(DataTypes.String, point)), new StructField("st", point));
        Row[] rows =
        [
            new([true, sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue, float.NegativeInfinity, double.NaN,
                SparkDecimal.Parse("-9999999999999999999999999999.9999999999"), "a\0é𝄞", new byte[] { 0, 255 }, DateOnly.MinValue,
                new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTime(1, 1, 1), new object?[] { new object?[] { 1, null }, null, System.Array.Empty<object?>() },
                new OrderedDictionary<object, object?> { ["k"] = new Row([1, "v"], point), ["j"] = null }, new Row([null, "y"], point)], schema),
            new(new object?[16], schema),
            new([false, sbyte.MaxValue, short.MaxValue, int.MaxValue, long.MaxValue, float.MaxValue, double.Epsilon, 0.1m, string.Empty,
                System.Array.Empty<byte>(), DateOnly.MaxValue, new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero),
                new DateTime(9999, 12, 31, 23, 59, 59, 999, 999), System.Array.Empty<object?>(), new OrderedDictionary<object, object?>(),
                new Row([1, null], point)], schema),
        ];

        DataFrame frame = Spark.CreateDataFrame(rows, schema);

        Assert.Equal(schema.SimpleString, frame.Schema().SimpleString);
        Assert.Equal(rows, frame.Collect());
    });

    [Fact]
    public void Records_go_in_and_come_out() => Case(() =>
    {
        Order[] orders = [new("A1", 2, 1.5, ["x", "y"], new DateOnly(2020, 1, 1)), new("A2", null, 0, [], null)];
        DataFrame frame = Spark.CreateDataFrame(orders);
        AssertRows(
            frame, "Id:string,Quantity:int,Price:double,Flags:array<string>,Day:date",
            "A1 | 2 | 1.5 | [x, y] | 2020-01-01", "A2 | NULL | 0 | [] | NULL");
        IReadOnlyList<Order> back = frame.OrderBy("Id").Collect<Order>();
        Assert.Equal(orders.Select(o => (o.Id, o.Quantity, o.Price, o.Day)), back.Select(o => (o.Id, o.Quantity, o.Price, o.Day)));
        Assert.Equal(["x", "y"], back[0].Flags);
    });

    [Fact]
    public void Simple_values_are_the_column_value() => Case(() =>
    {
        AssertRows(Spark.CreateDataFrame(new[] { 3, 1 }), "value:int", "3", "1");
        Assert.Equal(["a", "b"], Spark.CreateDataFrame(new[] { "a", "b" }).Collect<string>());
    });

    [Fact]
    public void A_frame_without_rows_keeps_its_schema() => Case(() =>
    {
        DataFrame none = Spark.EmptyDataFrame(new StructType(new StructField("a", DataTypes.Integer), new StructField("b", DataTypes.String)));
        AssertRows(none, "a:int,b:string");
        AssertRows(none.Agg(Count("a").Alias("n")), "n:bigint", "0");
    });

    [Fact]
    public void Many_rows_keep_their_order() => Case(() =>
    {
        int[] values = [.. Enumerable.Range(0, 25_000)];
        Assert.Equal(values, Spark.CreateDataFrame(values).Collect<int>());
    });

    [Fact]
    public void Nulls_for_members_that_take_none_name_row_and_member() => Case(() =>
    {
        SparkException error = AssertError<SparkException>(
            "RECORD_MAPPING.NULL_VALUE", () => Rows("id:string;quantity:int", ["a", 1], ["b", null]).Coalesce(1).Collect<Strict>());
        Assert.Equal("Quantity", error.MessageParameters["member"]);
    });

    [Fact]
    public void Batches_can_be_taken_as_arrow() => Case(() =>
    {
        long rows = 0;
        foreach (Row row in Spark.Range(1_000).ToLocalIterator())
        {
            rows += row.GetAs<long>(0) >= 0 ? 1 : 0;
        }

        Assert.Equal(1_000, rows);
    });

    private sealed record Order(string? Id, int? Quantity, double Price, IReadOnlyList<string> Flags, DateOnly? Day);

    private sealed record Strict(string Id, int Quantity);
}
