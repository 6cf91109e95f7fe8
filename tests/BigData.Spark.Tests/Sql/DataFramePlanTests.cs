using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Spark.Tests.Engine;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Tests.Sql;

/// <summary>What calls of the API become on the wire; compare with the golden plans of other clients.</summary>
public sealed class DataFramePlanTests : IDisposable
{
    private readonly SparkSession _spark = FakeBackend.Session(out _);

    public static TheoryData<string> Calls => new(Cases.Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, Func<SparkSession, DataFrame>> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["alias"] = s => s.Range(3).Alias("t").Select("t.id"),
        ["agg_without_groups"] = s => s.Range(3).Agg(Sum("id"), Max(Col("id")).Alias("m")),
        ["coalesce"] = s => s.Range(3).Coalesce(1),
        ["column_of_a_frame"] = s => s.Range(3) is var f ? f.Select(f["id"], f["*"]) : f,
        ["cross_join"] = s => s.Range(2).CrossJoin(s.Range(3)),
        ["cube"] = s => s.Table("t").Cube("a", "b").Count(),
        ["describe"] = s => s.Table("t").Describe("a"),
        ["distinct"] = s => s.Table("t").Distinct(),
        ["drop_columns"] = s => s.Table("t").Drop(Col("a"), Col("b.c")),
        ["drop_duplicates"] = s => s.Table("t").DropDuplicates("a", "b"),
        ["drop_names"] = s => s.Table("t").Drop("a", "b"),
        ["except_all"] = s => s.Table("t").ExceptAll(s.Table("u")),
        ["filter_column"] = s => s.Table("t").Where((Col("a") > 1) & Col("b").IsNotNull()),
        ["filter_text"] = s => s.Table("t").Filter("a > 1 AND b IS NOT NULL"),
        ["group_by"] = s => s.Table("t").GroupBy(Col("a")).Agg(Avg("b"), CountDistinct("c", "d")),
        ["group_by_sum"] = s => s.Table("t").GroupBy("a").Sum("b", "c"),
        ["grouping_sets"] = s => s.Table("t").GroupingSets([[Col("a")], []], Col("a")).Agg(Count("*")),
        ["hint"] = s => Broadcast(s.Table("t")).Hint("rebalance", 3, Col("a")),
        ["intersect"] = s => s.Table("t").Intersect(s.Table("u")),
        ["join_condition"] = s => (s.Table("t"), s.Table("u")) is var (t, u) ? t.Join(u, t["id"] == u["id"], "left_outer") : t,
        ["join_using"] = s => s.Table("t").Join(s.Table("u"), ["a", "b"], "leftanti"),
        ["limit_offset"] = s => s.Table("t").Offset(2).Limit(5),
        ["na_drop"] = s => s.Table("t").Na().Drop("all", "a").Na().Drop(2).Na().Drop(),
        ["na_fill"] = s => s.Table("t").Na().Fill(0L, "a").Na().Fill(new Dictionary<string, object> { ["b"] = "x", ["c"] = 1.5 }),
        ["na_replace"] = s => s.Table("t").Na().Replace(new Dictionary<object, object?> { [1] = 2, [3] = null }, "a"),
        ["observe"] = s => s.Table("t").Observe("m", Count(Lit(1)).Alias("rows"), Max("a").Alias("top")),
        ["order_by"] = s => s.Table("t").OrderBy(Col("a").Desc(), Col("b").AscNullsLast(), Col("c")),
        ["pivot"] = s => s.Table("t").GroupBy("a").Pivot("b", "x", "y").Sum("c"),
        ["random_split"] = s => s.Table("t").RandomSplit([1, 3], seed: 7)[1],
        ["range"] = s => s.Range(1, 10, 2, 3),
        ["read_delta"] = s => s.Read().Format("delta").Option("versionAsOf", 3).Load("/lake/t"),
        ["read_options"] = s => s.Read().Format("csv").Schema("a INT, b STRING").Option("header", true).Option("Header", false).Load("/a", "/b"),
        ["read_schema"] = s => s.Read().Schema(new StructType(new StructField("a", DataTypes.Date))).Parquet("/p"),
        ["read_table"] = s => s.Read().Option("versionAsOf", 1).Table("delta.`/lake/t`"),
        ["repartition"] = s => s.Table("t").Repartition(3).Repartition(4, Col("a")).Repartition(Col("b")),
        ["repartition_by_range"] = s => s.Table("t").RepartitionByRange(4, Col("a").Desc(), Col("b")),
        ["rollup"] = s => s.Table("t").Rollup(Col("a"), Col("b")).Agg(GroupingId()),
        ["sample"] = s => s.Table("t").Sample(0.1, withReplacement: false, seed: 3),
        ["select_expr"] = s => s.Table("t").SelectExpr("a + 1 AS b", "*"),
        ["sort_within_partitions"] = s => s.Table("t").SortWithinPartitions("a", "b"),
        ["summary"] = s => s.Table("t").Summary("count", "50%"),
        ["to_df"] = s => s.Table("t").ToDF("x", "y"),
        ["to_schema"] = s => s.Table("t").To(new StructType(new StructField("a", DataTypes.Long))),
        ["transpose"] = s => s.Table("t").Transpose(Col("a")),
        ["union_by_name"] = s => s.Table("t").UnionByName(s.Table("u"), allowMissingColumns: true),
        ["union"] = s => s.Table("t").Union(s.Table("u")),
        ["unpivot"] = s => s.Table("t").Unpivot([Col("id")], [Col("a"), Col("b")], "name", "value"),
        ["unpivot_all"] = s => s.Table("t").Unpivot([Col("id")], null, "name", "value"),
        ["with_columns"] = s => s.Table("t").WithColumn("a", Lit(1)).WithColumns([new("b", Col("a")), new("c", Lit("x"))]),
        ["with_columns_renamed"] = s => s.Table("t").WithColumnRenamed("a", "b"),
        ["with_metadata"] = s => s.Table("t").WithMetadata("a", Metadata.Empty.With("comment", "c")),
    };

    public void Dispose() => _spark.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public void Calls_become_these_plans(string name) => Golden.Match(name, PlanJson.Of(Cases[name](_spark)), "json");

    [Fact]
    public void Rows_in_memory_are_an_Arrow_stream_with_their_schema()
    {
        StructType schema = new(new StructField("a", DataTypes.Integer), new StructField("b", DataTypes.String));

        DataFrame frame = _spark.CreateDataFrame([new Row(1, "x"), new Row(new object?[] { null, null })], schema);

        Assert.Equal(schema.Json, frame.Relation.LocalRelation.Schema);
        (_, var batches) = BigData.Spark.Arrow.ArrowStreams.Read(frame.Relation.LocalRelation.Data.Memory);
        Assert.Equal(2, Assert.Single(batches).Length);
    }

    [Fact]
    public void Every_relation_has_a_plan_id_of_its_own()
    {
        DataFrame one = _spark.Range(1);
        DataFrame two = one.Limit(1);

        Assert.NotEqual(one.Relation.Common.PlanId, two.Relation.Common.PlanId);
        Assert.Equal(one.Relation.Common.PlanId, one["id"].Expression.UnresolvedAttribute.PlanId);
    }

    [Fact]
    public void A_transformation_leaves_the_frame_as_it_was()
    {
        DataFrame frame = _spark.Range(3);
        string before = PlanJson.Of(frame);

        frame.Filter("id > 1").GroupBy("id").Pivot("id", 1L).Count();

        Assert.Equal(before, PlanJson.Of(frame));
    }

    [Fact]
    public void Four_hundred_transformations_are_written_and_read_back()
    {
        DataFrame frame = _spark.Range(3);
        for (int i = 0; i < 400; i++)
        {
            frame = frame.WithColumn("c", Col("id") + i);
        }

        byte[] bytes = Google.Protobuf.MessageExtensions.ToByteArray(frame.Plan);
        Google.Protobuf.CodedInputStream input = Google.Protobuf.CodedInputStream.CreateWithLimits(new MemoryStream(bytes), int.MaxValue, 1024);
        Proto.Plan copy = new();
        copy.MergeFrom(input);

        Assert.Equal(frame.Plan, copy);
    }

    [Theory]
    [InlineData("full_outer", "FullOuter")]
    [InlineData("OUTER", "FullOuter")]
    [InlineData("left", "LeftOuter")]
    [InlineData("rightouter", "RightOuter")]
    [InlineData("semi", "LeftSemi")]
    [InlineData("left_anti", "LeftAnti")]
    public void Joins_take_all_spellings_of_Spark(string spelling, string expected)
    {
        DataFrame joined = _spark.Range(1).Join(_spark.Range(2), "id", spelling);

        Assert.Equal(expected, joined.Relation.Join.JoinType.ToString());
    }

    [Fact]
    public void A_join_that_Spark_does_not_know_is_refused_with_those_it_knows()
    {
        AnalysisException error = Assert.Throws<AnalysisException>(() => _spark.Range(1).Join(_spark.Range(2), "id", "sideways"));

        Assert.Equal("UNSUPPORTED_JOIN_TYPE", error.ErrorClass);
        Assert.Contains("'leftanti'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pivot_follows_GroupBy_only() =>
        Assert.Throws<InvalidOperationException>(() => _spark.Range(1).Rollup("id").Pivot("id"));

    [Fact]
    public void Weights_of_a_split_must_be_positive() =>
        Assert.Throws<ArgumentException>(() => _spark.Range(1).RandomSplit([1, -1]));
}
