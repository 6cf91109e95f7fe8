using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;

namespace BigData.Customers.Tests.Rfm;

/// <summary>What RFM gives on small shops, on every engine.</summary>
public abstract class RfmSuite
{
    private static readonly StructType Schema = new(
        new StructField("source", DataTypes.String),
        new StructField("order_id", DataTypes.String),
        new StructField("customer_id", DataTypes.String),
        new StructField("amount", new DecimalType(18, 2)),
        new StructField("ordered_at", DataTypes.Timestamp),
        new StructField("is_return", DataTypes.Boolean));

    protected abstract SparkSession Open();

    // Customer c1 … c10: customer n has n orders of n pounds each, the last one 11 - n days before 2024-01-31.
    private static IEnumerable<Row> Ladder() =>
        from customer in Enumerable.Range(1, 10)
        from order in Enumerable.Range(0, customer)
        select Line($"o{customer}-{order}", $"c{customer:00}", customer, 31 - (11 - customer) - order);

    private static Row Line(string order, string? customer, decimal amount, int day, bool isReturn = false, int hour = 12) =>
        new("shop", order, customer, amount, new DateTimeOffset(2024, 1, 1, hour, 0, 0, TimeSpan.Zero).AddDays(day - 1), isReturn);

    private static RfmOptions Options => new() { AsOf = new DateOnly(2024, 1, 31) };

    private static string[] Scores(DataFrame scores) =>
        [.. scores.OrderBy("customer_id").Collect().Select(row => $"{row.Get("customer_id")} {row.Get("recency_days")} {row.Get("frequency")} {row.Get("monetary")} {row.Get("rfm_code")} {row.Get("segment")}")];

    [Fact]
    public void Ten_rising_customers_fall_in_pairs_into_five_groups()
    {
        using SparkSession spark = Open();
        string[] scores = Scores(BigData.Customers.Rfm.Score(spark.CreateDataFrame(Ladder(), Schema), Options));
        Assert.Equal(["c01 10 1 1.00 111 hibernating", "c02 9 2 4.00 111 hibernating", "c03 8 3 9.00 222 hibernating"], scores[..3]);
        Assert.Equal(["c09 2 9 81.00 555 champions", "c10 1 10 100.00 555 champions"], scores[^2..]);
    }

    [Fact]
    public void The_order_of_rows_changes_nothing()
    {
        using SparkSession spark = Open();
        Row[] shuffled = [.. Ladder()];
        new Random(3).Shuffle(shuffled);
        Assert.Equal(
            Scores(BigData.Customers.Rfm.Score(spark.CreateDataFrame(Ladder(), Schema), Options)),
            Scores(BigData.Customers.Rfm.Score(spark.CreateDataFrame(shuffled, Schema), Options)));
    }

    [Theory]
    [InlineData(RfmMethod.Qcut)]
    [InlineData(RfmMethod.Ntile)]
    public void Methods_agree_where_groups_are_equal_and_values_distinct(RfmMethod method)
    {
        using SparkSession spark = Open();
        string[] codes = [.. BigData.Customers.Rfm.Score(spark.CreateDataFrame(Ladder(), Schema), Options with { Method = method })
            .OrderBy("customer_id").Collect().Select(row => row.GetAs<string>("rfm_code"))];
        Assert.Equal(["111", "111", "222", "222", "333", "333", "444", "444", "555", "555"], codes);
    }

    [Fact]
    public void Bands_are_edges_of_the_business()
    {
        using SparkSession spark = Open();
        RfmOptions options = Options with { Method = RfmMethod.Bands, Bands = new RfmBands([2, 4, 6, 8], [2, 4, 6, 8], [10, 20, 50, 100]) };
        string[] codes = [.. BigData.Customers.Rfm.Score(spark.CreateDataFrame(Ladder(), Schema), options)
            .OrderBy("customer_id").Collect().Select(row => row.GetAs<string>("rfm_code"))];
        Assert.Equal(["111", "121", "221", "232", "333", "343", "443", "454", "554", "555"], codes);
    }

    [Fact]
    public void Equal_quintiles_are_an_error_that_names_source_metric_and_remedy_or_are_merged_with_a_warning()
    {
        using SparkSession spark = Open();
        DataFrame lines = spark.CreateDataFrame([.. Enumerable.Range(1, 6).Select(i => Line($"o{i}", $"c{i}", i, 30))], Schema);
        RfmTiesException error = Assert.Throws<RfmTiesException>(() => BigData.Customers.Rfm.Score(lines, Options));
        Assert.Equal(("shop", "recency_days"), (error.Source, error.Metric));
        Assert.Contains("OnTies", error.Message, StringComparison.Ordinal);
        using RfmModel merged = BigData.Customers.Rfm.Fit(lines, Options with { OnTies = RfmTies.Merge });
        Assert.Single(merged.Warnings);
        Assert.Equal([5], merged.Scores.Select("r_score").Distinct().Collect().Select(row => row.GetAs<int>("r_score")));
    }

    [Fact]
    public void Returns_are_left_out_or_lower_what_was_spent()
    {
        using SparkSession spark = Open();
        DataFrame lines = spark.CreateDataFrame(
            [.. Ladder(), Line("C1", "c10", -30, 30, isReturn: true), Line("C2", "c99", -5, 30, isReturn: true), Line("o0", null, 7, 30), Line("o00", "c98", 0, 30)], Schema);
        DataFrame excluded = BigData.Customers.Rfm.Score(lines, Options with { OnTies = RfmTies.Merge });
        DataFrame netted = BigData.Customers.Rfm.Score(lines, Options with { OnTies = RfmTies.Merge, Returns = RfmReturns.Net });
        Assert.Equal(10, excluded.Count());
        Assert.Equal(10, netted.Count());
        Assert.Equal(100m, excluded.Filter("customer_id = 'c10'").Collect().Single().GetAs<decimal>("monetary"));
        Assert.Equal((70m, 10L), netted.Filter("customer_id = 'c10'").Collect().Select(row => (row.GetAs<decimal>("monetary"), row.GetAs<long>("frequency"))).Single());
    }

    [Fact]
    public void The_window_ends_at_the_start_of_the_day_in_the_zone_of_the_source()
    {
        using SparkSession spark = Open();
        DataFrame lines = spark.CreateDataFrame([.. Ladder(), Line("late", "c01", 1, 30, hour: 23)], Schema);
        RfmOptions tokyo = Options with { TimeZones = new Dictionary<string, string> { ["shop"] = "Asia/Tokyo" } };
        Assert.Equal(2L, BigData.Customers.Rfm.Score(lines, Options with { OnTies = RfmTies.Merge }).Filter("customer_id = 'c01'").Collect().Single().GetAs<long>("frequency"));
        Assert.Equal(1L, BigData.Customers.Rfm.Score(lines, tokyo with { OnTies = RfmTies.Merge }).Filter("customer_id = 'c01'").Collect().Single().GetAs<long>("frequency"));
    }

    [Fact]
    public void A_history_of_segments_closes_stays_and_takes_back_the_same_day()
    {
        using SparkSession spark = Open();
        StructType now = new(Enumerable.Select(["source", "customer_id", "segment_set", "segment"], name => new StructField(name, DataTypes.String)));
        DataFrame At(params string[] moves) =>
            spark.CreateDataFrame([.. moves.Select(move => new Row("shop", move[..1], "set", move[1..]))], now);
        static string[] Text(DataFrame history) =>
            [.. history.OrderBy("customer_id", "valid_from").Collect().Select(row => $"{row.Get("customer_id")} {row.Get("segment")} {row.Get("valid_from"):yyyy-MM-dd} {row.Get("valid_to"):yyyy-MM-dd} {row.Get("is_current")}")];
        DataFrame first = SegmentHistory.Advance(null, At("ax", "bx"), new DateOnly(2024, 1, 1));
        DataFrame second = SegmentHistory.Advance(first, At("ay", "cx"), new DateOnly(2024, 1, 2));
        Assert.Equal(
            ["a x 2024-01-01 2024-01-02 False", "a y 2024-01-02  True", "b x 2024-01-01 2024-01-02 False", "c x 2024-01-02  True"], Text(second));
        Assert.Equal(Text(first), Text(SegmentHistory.Advance(second, At("ax", "bx"), new DateOnly(2024, 1, 2))));
    }
}

public sealed class RfmEmbeddedTests : RfmSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override SparkSession Open() => SparkSession.Builder().AppName("rfm").Embedded(_folder.FullPath).GetOrCreate();
}

public sealed class RfmSparkTests : RfmSuite
{
    protected override SparkSession Open() => SparkSession.Builder().AppName("rfm").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}
