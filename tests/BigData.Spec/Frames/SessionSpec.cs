using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Frames;

/// <summary>Views, settings, persisted frames, observed metrics, texts for people and cancellation.</summary>
public abstract class SessionSpec(SpecEngine engine) : SpecSuite(engine)
{
    [Fact]
    public void A_temporary_view_is_a_frame_by_name() => Case(() =>
    {
        string name = NewName();
        Rows("a:int", [1], [2]).CreateOrReplaceTempView(name);
        AssertRows(Spark.Table(name).Where("a > 1"), "a:int", "2");
        Rows("b:string", ["x"]).CreateOrReplaceTempView(name);
        AssertRows(Spark.Table(name.ToUpperInvariant()), "b:string", "x");
        AssertError<AnalysisException>("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", () => Spark.Range(1).CreateTempView(name));
    });

    [Fact]
    public void A_view_that_is_dropped_is_gone() => Case(() =>
    {
        string name = NewName();
        Spark.Range(1).CreateOrReplaceTempView(name);
        Assert.True(Spark.Catalog.DropTempView(name));
        AssertError<AnalysisException>("TABLE_OR_VIEW_NOT_FOUND", () => Spark.Table(name).Collect());
        Assert.False(Spark.Catalog.DropTempView(name));
    });

    [Fact]
    public void A_persisted_frame_gives_the_same_rows() => Case(() =>
    {
        DataFrame frame = Spark.Range(10).Where("id % 2 = 0").Persist();
        Assert.Equal(5, frame.Count());
        Assert.Equal(20, frame.Agg(Sum("id")).Collect()[0].GetAs<long>(0));
        frame.Unpersist();
        Assert.Equal(5, frame.Count());
    });

    [Fact]
    public void Settings_are_set_read_and_unset() => Case(() =>
    {
        Spark.Conf().Set("spark.bigdata.spec", "x");
        Assert.Equal("x", Spark.Conf().Get("spark.bigdata.spec"));
        Spark.Conf().Unset("spark.bigdata.spec");
        Assert.Equal("none", Spark.Conf().Get("spark.bigdata.spec", "none"));
        AssertError<SparkNoSuchElementException>("SQL_CONF_NOT_FOUND", () => Spark.Conf().Get("spark.bigdata.spec"));
        Assert.Equal("UTC", Spark.Conf().Get("spark.sql.session.timeZone"));
    });

    [Fact]
    public void The_engine_follows_Spark_4() => Case(() => Assert.StartsWith("4.", Spark.Version(), StringComparison.Ordinal));

    [Fact]
    public void Show_draws_the_table_of_Spark() => Case(() =>
    {
        DataFrame frame = Rows("id:int;name:string;x:double", [1, "a long text that is cut at twenty", 1e7], [20, null, -0.5], [3, "本", 100.0]).OrderBy("id");
        Assert.Equal(
            """
            +---+--------------------+-----+
            | id|                name|    x|
            +---+--------------------+-----+
            |  1|a long text that ...|1.0E7|
            |  3|                  本|100.0|
            +---+--------------------+-----+
            only showing top 2 rows
            """,
            frame.ShowString(2),
            ignoreLineEndingDifferences: true);
        Assert.Contains("|a long text that is cut at twenty|", frame.ShowString(1, truncate: 0), StringComparison.Ordinal);
    });

    [Fact]
    public void Show_writes_nested_values_dates_and_bytes_as_Spark_does() => Case(() => Assert.Equal(
        """
        +---------+--------+---------+-------+----------+-------------------+----+----+
        |        a|       m|        s|      b|         d|                  t|   f|dec |
        +---------+--------+---------+-------+----------+-------------------+----+----+
        |[1, NULL]|{k -> 1}|{1, NULL}|[41 42]|2020-01-02|2020-01-02 03:04:05|true|1.50|
        +---------+--------+---------+-------+----------+-------------------+----+----+

        """,
        One("array(1, null) as a", "map('k', 1) as m", "named_struct('x', 1, 'y', null) as s", "X'4142' as b", "date'2020-01-02' as d",
            "timestamp'2020-01-02 03:04:05' as t", "true as f", "1.50 as `dec `").ShowString(),
        ignoreLineEndingDifferences: true));

    [Fact]
    public void The_schema_prints_as_a_tree() => Case(() => Assert.Equal(
        "root\n |-- id: long (nullable = false)\n |-- a: array (nullable = false)\n |    |-- element: integer (containsNull = true)\n",
        Spark.Range(1).WithColumn("a", Expr("array(1, null)")).Schema().TreeString()));

    [Fact]
    public void A_plan_can_be_explained() => Case(() => Assert.NotEmpty(Spark.Range(3).Where("id > 1").ExplainString()));

    [Fact]
    public async Task A_cancelled_action_ends_and_the_session_goes_on()
    {
        _ = Spark;
        using var cancel = new CancellationTokenSource();
        Task<long> count = Spark.Range(0, 5_000_000_000).Where("id * 3 % 7 = 5").CountAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count);
        Assert.Equal(3, await Spark.Range(3).CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Observed_metrics_arrive_with_the_rows() => Case(() =>
    {
        var observation = new Observation("seen");
        DataFrame frame = Spark.Range(5).Observe(observation, Count("id").Alias("rows"), Max("id").Alias("max"));
        Assert.Equal(5, frame.Count());
        IReadOnlyDictionary<string, object?> values = observation.Get();
        Assert.Equal((5L, 4L), (values["rows"], values["max"]));
    });

    [Fact]
    public void Statistics_of_quantiles_are_exact_when_asked() => Case(() => Assert.Equal(
        [3.0], Spark.Range(1, 6).Stat().ApproxQuantile(["id"], [0.5], 0.0)[0]));

    private static string NewName() => $"view_{Guid.NewGuid():N}";
}
