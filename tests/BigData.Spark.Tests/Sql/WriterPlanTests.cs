using BigData.Spark.Engine;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Tests.Engine;
using BigData.Testing;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Tests.Sql;

public sealed class WriterPlanTests : IDisposable
{
    private readonly FakeBackend _backend;
    private readonly SparkSession _spark;

    public WriterPlanTests() => _spark = FakeBackend.Session(out _backend);

    public static TheoryData<string> Calls => new(Cases.Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, Action<SparkSession>> Cases { get; } = new(StringComparer.Ordinal)
    {
        ["insert_into"] = s => s.Table("t").Write().InsertInto("u"),
        ["save"] = s => s.Table("t").Write().Format("delta").Mode("append").Option("mergeSchema", true).PartitionBy("a", "b").Save("/lake/t"),
        ["save_as_table"] = s => s.Table("t").Write().Mode(SaveMode.Overwrite).BucketBy(4, "a").SortBy("b").SaveAsTable("u"),
        ["save_default_mode"] = s => s.Table("t").Write().Parquet("/p"),
        ["temp_view"] = s => s.Table("t").CreateOrReplaceTempView("v"),
        ["global_temp_view"] = s => s.Table("t").CreateGlobalTempView("v"),
        ["write_to_create"] = s => s.Table("t").WriteTo("u").Using("delta").TableProperty("p", "v").PartitionedBy(Col("a")).CreateOrReplace(),
        ["write_to_overwrite"] = s => s.Table("t").WriteTo("u").Option("o", "v").Overwrite(Col("a") == 1),
        ["merge_all"] = s => s.Table("source").Alias("s").MergeInto("lake.t", Col("t.id") == Col("s.id"))
            .WhenMatched(Col("s.op") == "delete").Delete()
            .WhenMatched().UpdateAll()
            .WhenNotMatched(Col("s.op") != "delete").InsertAll()
            .WhenNotMatchedBySource(Col("t.old")).Delete()
            .WithSchemaEvolution()
            .Merge(),
        ["merge_columns"] = s => s.Table("source").Alias("s").MergeInto("t", Col("t.id") == Col("s.id"))
            .WhenMatched().Update(new Dictionary<string, Column> { ["a"] = Col("s.a") + 1 })
            .WhenNotMatched().Insert(new Dictionary<string, Column> { ["id"] = Col("s.id"), ["a"] = Lit(0) })
            .WhenNotMatchedBySource().Update(new Dictionary<string, Column> { ["a"] = Lit(null) })
            .Merge(),
        ["merge_delta_path"] = s => DeltaTable.ForPath(s, "/lake/o`dd").As("t")
            .Merge(s.Table("source").As("s"), Col("t.id") == Col("s.id"))
            .WhenMatched(Col("t.a") < Col("s.a")).Update(new Dictionary<string, Column> { ["t.a"] = Coalesce("s.a", "t.a") })
            .Merge(),
    };

    public void Dispose() => _spark.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public void Calls_become_these_commands(string name)
    {
        Cases[name](_spark);

        Golden.Match(name, PlanJson.Of(_backend.LastPlan), "json");
    }

    [Fact]
    public void A_merge_without_an_action_is_refused()
    {
        MergeIntoWriter merge = _spark.Table("s").MergeInto("t", Lit(true));

        Assert.Equal("NO_MERGE_ACTION_SPECIFIED", Assert.Throws<AnalysisException>(merge.Merge).ErrorClass);
        Assert.Empty(_backend.Executed);
    }

    [Fact]
    public void A_mode_that_Spark_does_not_know_is_refused() => Assert.Equal(
        "INVALID_SAVE_MODE", Assert.ThrowsAny<SparkException>(() => _spark.Table("t").Write().Mode("sometimes")).ErrorClass);

    [Theory]
    [InlineData("history", "DESCRIBE HISTORY delta.`/p` LIMIT 1")]
    [InlineData("detail", "DESCRIBE DETAIL delta.`/p`")]
    [InlineData("delete", "DELETE FROM delta.`/p` WHERE a = 1")]
    [InlineData("update", "UPDATE delta.`/p` SET a = 2 WHERE a = 1")]
    [InlineData("restore", "RESTORE TABLE delta.`/p` TO VERSION AS OF 3")]
    [InlineData("vacuum", "VACUUM delta.`/p` RETAIN 0.5 HOURS")]
    [InlineData("optimize", "OPTIMIZE delta.`/p` WHERE d = 1 ZORDER BY (a, b)")]
    public async Task A_Delta_table_speaks_SQL(string operation, string expected)
    {
        _backend.OnExecute = (_, _) => FakeBackend.Events(new SqlRelationEvent(new Relation { LocalRelation = new() }));
        DeltaTable table = DeltaTable.ForPath(_spark, "/p");
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<DataFrame> task = operation switch
        {
            "history" => table.HistoryAsync(1, token),
            "detail" => table.DetailAsync(token),
            "delete" => table.DeleteAsync("a = 1", token),
            "update" => table.UpdateAsync([new("a", "2")], "a = 1", token),
            "restore" => table.RestoreToVersionAsync(3, token),
            "vacuum" => table.VacuumAsync(0.5, token),
            _ => table.OptimizeAsync("d = 1", ["a", "b"], token),
        };
        await task;

        Assert.Equal(expected, _backend.LastPlan.Command.SqlCommand.Input.Sql.Query);
    }
}
