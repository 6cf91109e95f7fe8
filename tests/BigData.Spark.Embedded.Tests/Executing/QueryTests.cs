using Apache.Arrow;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Executing;

public sealed class QueryTests
{
    [Fact]
    public void A_filtered_range_is_collected()
    {
        using EmbeddedLakehouse lakehouse = new();

        Assert.Equal([3L, 4L], lakehouse.Spark.Range(5).Where("id > 2").Collect().Select(row => row.GetAs<long>(0)));
    }

    [Fact]
    public void An_empty_result_has_its_schema()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame empty = lakehouse.Spark.Range(0).SelectExpr("id", "array(id) AS a", "map('k', id) AS m", "named_struct('x', id) AS s");

        Assert.Empty(empty.Collect());
        Assert.Equal(["id", "a", "m", "s"], empty.Columns());
    }

    [Fact]
    public async Task Batches_continue_where_the_last_one_ended()
    {
        using EmbeddedLakehouse lakehouse = new();
        long next = 0;
        int batches = 0;
        await foreach (RecordBatch batch in lakehouse.Spark.Range(100_000).ToArrowAsync())
        {
            using (batch)
            {
                Assert.Equal(next, ((Int64Array)batch.Column(0)).GetValue(0));
                next += batch.Length;
                batches++;
            }
        }

        Assert.Equal(100_000, next);
        Assert.InRange(batches, 2, 20);
    }

    [Fact]
    public void Show_prints_as_Spark_does()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame frame = lakehouse.Spark.Range(3).SelectExpr("id", "CAST(id AS double) AS d", "CASE WHEN id > 0 THEN concat('name ', id) END AS n");

        Assert.Equal(
            "+---+---+------+\n| id|  d|     n|\n+---+---+------+\n|  0|0.0|  NULL|\n|  1|1.0|name 1|\n+---+---+------+\nonly showing top 2 rows",
            frame.ShowString(2));
        Assert.Equal("-RECORD 0--\n id  | 0   \nonly showing top 1 row", lakehouse.Spark.Range(2).ShowString(1, vertical: true));
        Assert.Equal("+---+\n| id|\n+---+\n+---+\nonly showing top 0 rows", lakehouse.Spark.Range(1).ShowString(0));
    }

    [Fact]
    public async Task A_cancelled_query_ends_with_its_token()
    {
        using EmbeddedLakehouse lakehouse = new();
        using CancellationTokenSource source = new();
        DataFrame endless = lakehouse.Spark.Range(10_000_000_000).SelectExpr("sum(id % 7)");
        Task<IReadOnlyList<Row>> work = endless.CollectAsync(source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(1, lakehouse.Spark.Range(1).Count());
    }

    [Fact]
    public async Task An_interrupted_query_ends_with_the_error_of_Spark()
    {
        using EmbeddedLakehouse lakehouse = new();
        lakehouse.Spark.AddTag("slow");
        Task<IReadOnlyList<Row>> work = lakehouse.Spark.Range(10_000_000_000).SelectExpr("sum(id % 7)").CollectAsync();
        while (!work.IsCompleted)
        {
            await lakehouse.Spark.InterruptTagAsync("slow");
        }

        SparkException error = await Assert.ThrowsAnyAsync<SparkException>(() => work);
        Assert.Equal("OPERATION_CANCELED", error.ErrorClass);
    }

    [Fact]
    public async Task Several_queries_run_at_once()
    {
        using EmbeddedLakehouse lakehouse = new();
        long[] counts = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => lakehouse.Spark.Range(n * 1000L).CountAsync()));

        Assert.Equal(Enumerable.Range(1, 8).Select(n => n * 1000L), counts);
    }

    [Theory]
    [InlineData("id / 0", "DIVIDE_BY_ZERO")]
    [InlineData("CAST(concat('a', id) AS int)", "CAST_INVALID_INPUT")]
    [InlineData("CAST(id AS int) + 2147483647", "ARITHMETIC_OVERFLOW")]
    public void Errors_of_rows_have_the_classes_of_Spark(string expression, string errorClass)
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame frame = lakehouse.Spark.Range(1, 5).SelectExpr(expression);

        Assert.Equal(errorClass, EmbeddedLakehouse.Fails(() => frame.Collect()).ErrorClass);
    }

    [Fact]
    public void A_wrong_column_is_told_with_suggestions()
    {
        using EmbeddedLakehouse lakehouse = new();

        SparkException error = EmbeddedLakehouse.Fails(() => lakehouse.Spark.Range(1).Select("idd").Collect());

        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", error.ErrorClass);
        Assert.IsType<AnalysisException>(error);
    }

    [Fact]
    public void Local_rows_come_back_with_their_types()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame frame = lakehouse.Spark.CreateDataFrame(
            [new Row(1, "a", 1.50m, new DateOnly(2024, 1, 2), null), new Row(2, null, -0.25m, null, true)],
            new Sql.Types.StructType(
                new Sql.Types.StructField("i", Sql.Types.DataTypes.Integer), new Sql.Types.StructField("s", Sql.Types.DataTypes.String),
                new Sql.Types.StructField("d", Sql.Types.DataTypes.Decimal(5, 2)), new Sql.Types.StructField("t", Sql.Types.DataTypes.Date),
                new Sql.Types.StructField("b", Sql.Types.DataTypes.Boolean)));

        Assert.Equal(
            [new Row(1, "a", 1.50m, new DateOnly(2024, 1, 2), null), new Row(2, null, -0.25m, null, true)], frame.OrderBy("i").Collect());
        Assert.Equal(2, frame.Count());
    }

    [Fact]
    public void Observed_metrics_arrive_with_the_rows()
    {
        using EmbeddedLakehouse lakehouse = new();
        Observation observation = new("totals");
        DataFrame frame = lakehouse.Spark.Range(10).Observe(observation, Count(Lit(1)).As("rows"), Sum(Col("id")).As("total"));

        Assert.Equal(10, frame.Collect().Count);
        Assert.Equal((10L, 45L), (observation.Get()["rows"], observation.Get()["total"]));
    }

    [Fact]
    public void The_time_zone_of_the_session_rules_timestamps()
    {
        using EmbeddedLakehouse lakehouse = new();
        DataFrame frame = lakehouse.Spark.Range(1).SelectExpr("timestamp'2024-07-01 12:00:00' AS t");
        Assert.Contains("|2024-07-01 12:00:00|", frame.ShowString(), StringComparison.Ordinal);

        lakehouse.Spark.Conf().Set("spark.sql.session.timeZone", "Asia/Tokyo");

        Assert.Equal(new DateTimeOffset(2024, 7, 1, 3, 0, 0, TimeSpan.Zero), lakehouse.Spark.Range(1).SelectExpr("timestamp'2024-07-01 12:00:00' AS t").First().Get(0));
    }
}
