using Apache.Arrow;
using BigData.Spark.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Tests.Arrow;

public sealed class RecordReaderTests
{
    private static readonly StructType Schema = new(
        new StructField("customer_id", DataTypes.String),
        new StructField("orders", DataTypes.Integer),
        new StructField("spent", new DecimalType(18, 2)),
        new StructField("flags", new ArrayType(DataTypes.String)),
        new StructField("first", DataTypes.Timestamp));

    private static readonly Row[] Sample =
    [
        new("17850", 3, 12.50m, new[] { "a", "b" }, DateTimeOffset.UnixEpoch),
        new(null, null, null, null, null),
    ];

    [Fact]
    public void A_record_takes_columns_by_name_without_regard_to_case_and_underscores()
    {
        Customer customer = Read<Customer>(Sample[0])[0];

        Assert.Equal(("17850", 3L, 12.50m, DateTimeOffset.UnixEpoch), (customer.CustomerId, customer.Orders, customer.Spent, customer.First));
        Assert.Equal(["a", "b"], customer.Flags!);
    }

    [Fact]
    public void A_class_takes_columns_by_its_settable_properties()
    {
        Settable row = Read<Settable>(Sample[0])[0];

        Assert.Equal(("17850", 3, "kept"), (row.Customer_Id, row.Orders, row.Other));
    }

    [Fact]
    public void Nulls_go_to_members_that_take_them() =>
        Assert.Equal(new Nullable(null, null), Read<Nullable>(Sample[1])[0]);

    [Fact]
    public void A_null_for_a_value_type_is_an_error_with_row_column_and_member()
    {
        var error = Assert.Throws<SparkException>(() => Read<OnlyOrders>(Sample));

        Assert.Equal("RECORD_MAPPING.NULL_VALUE", error.ErrorClass);
        Assert.Contains("Rows cannot be mapped to OnlyOrders: row 2 has NULL in column `orders`, but the member Orders", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_for_a_string_that_takes_none_is_an_error()
    {
        var error = Assert.Throws<SparkException>(() => Read<OnlyCustomer>(Sample));

        Assert.Equal("RECORD_MAPPING.NULL_VALUE", error.ErrorClass);
        Assert.Equal("CustomerId", error.MessageParameters["member"]);
    }

    [Fact]
    public void A_member_without_a_column_is_an_error_that_lists_the_columns()
    {
        var error = Assert.Throws<SparkException>(() => Read<Unknown>(Sample));

        Assert.Equal("RECORD_MAPPING.COLUMN_NOT_FOUND", error.ErrorClass);
        Assert.Contains("customer_id, orders, spent, flags, first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_would_lose_digits_is_refused_before_any_row()
    {
        var error = Assert.Throws<SparkException>(() => Read<Narrow>());

        Assert.Equal("RECORD_MAPPING.TYPE_MISMATCH", error.ErrorClass);
        Assert.Contains("column `orders` is int, but the member Orders is short; expected int", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decimal_that_fits_no_decimal_is_an_error_unless_a_SparkDecimal_is_asked_for()
    {
        var schema = new StructType(new StructField("value", new DecimalType(38, 0)));
        SparkDecimal large = SparkDecimal.Parse("99999999999999999999999999999999999999");
        RecordBatch batch = Batch(schema, [new Row(large)]);

        Assert.Equal([large], new RecordReader<SparkDecimal>(schema).Read(batch, 0));
        var error = Assert.Throws<SparkException>(() => new RecordReader<decimal>(schema).Read(batch, 0).ToList());
        Assert.Equal("VALUE_OUT_OF_RANGE", error.ErrorClass);
    }

    [Fact]
    public void Tuples_take_columns_by_position_and_simple_types_the_only_column()
    {
        var two = new StructType(new StructField("a", DataTypes.Integer), new StructField("b", DataTypes.String));
        var one = new StructType(new StructField("a", DataTypes.Integer));

        Assert.Equal([(1, "x")], new RecordReader<(int, string)>(two).Read(Batch(two, [new Row(1, "x")]), 0));
        Assert.Equal([1L], new RecordReader<long>(one).Read(Batch(one, [new Row(1)]), 0));
        Assert.Equal([(int?)null], new RecordReader<int?>(one).Read(Batch(one, [new Row([null])]), 0));
        Assert.Throws<SparkException>(() => new RecordReader<long>(two));
    }

    [Fact]
    public void Structs_become_nested_records_and_maps_dictionaries()
    {
        var schema = new StructType(
            new StructField("name", DataTypes.String),
            new StructField("location", new StructType(new StructField("x", DataTypes.Integer), new StructField("y", DataTypes.Integer))),
            new StructField("scores", new MapType(DataTypes.String, DataTypes.Double)));
        var scores = new Dictionary<string, double> { ["b"] = 1, ["a"] = 2 };

        Place place = new RecordReader<Place>(schema).Read(Batch(schema, [new Row("n", new Row(1, 2), scores)]), 0).Single();

        Assert.Equal(new Point(1, 2), place.Location);
        Assert.Equal(scores, place.Scores);
    }

    private static List<T> Read<T>(params Row[] rows) => [.. new RecordReader<T>(Schema).Read(Batch(Schema, rows), 0)];

    private static RecordBatch Batch(StructType schema, Row[] rows) => rows.Length == 0
        ? new RecordBatch(ArrowSchemas.ToArrow(new StructType()), [], 0)
        : ArrowStreams.Read(LocalData.FromRows(schema, rows)).Batches[0];

    private sealed record Customer(string CustomerId, long Orders, decimal Spent, IReadOnlyList<string>? Flags, DateTimeOffset First, string Note = "none");

    private sealed record Nullable(string? CustomerId, int? Orders);

    private sealed record OnlyOrders(int Orders);

    private sealed record OnlyCustomer(string CustomerId);

    private sealed record Unknown(string Missing);

    private sealed record Narrow(short Orders);

    private sealed record Point(int X, int Y);

    private sealed class Place
    {
        public string? Name { get; init; }

        public required Point Location { get; init; }

        public Dictionary<string, double> Scores { get; init; } = [];
    }

    private sealed class Settable
    {
        public string? Customer_Id { get; set; }

        public int Orders { get; set; }

        public string Other { get; set; } = "kept";
    }
}
