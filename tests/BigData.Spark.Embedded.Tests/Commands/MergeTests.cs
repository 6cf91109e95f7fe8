using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spark.Embedded.Commands;

public sealed class MergeTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    private SparkSession Spark => _lakehouse.Spark;

    private string Table => _lakehouse.Path("gold", "t");

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void Rows_are_updated_and_inserted()
    {
        Given(Spark.Range(4).SelectExpr("id", "concat('v', id) AS v"));

        Merge(Source("1L, 'new'", "9L, 'ins'")).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();

        Assert.Equal("[0,v0] [1,new] [2,v2] [3,v3] [9,ins]", Read());
        Assert.Equal("MERGE", LastOperation().GetAs<string>("operation"));
        Assert.Equal(("1", "1", "3", "2"), Metrics("numTargetRowsUpdated", "numTargetRowsInserted", "numTargetRowsCopied", "numSourceRows"));
    }

    [Fact]
    public void Only_files_with_a_row_that_changes_are_rewritten()
    {
        Given(Spark.Range(0, 10).SelectExpr("id", "'a' AS v"));
        Append(Spark.Range(100, 110).SelectExpr("id", "'b' AS v"));

        Merge(Source("105L, 'x'")).WhenMatched().UpdateAll().Merge();

        Assert.Equal(("1", "1", "9", "1"), Metrics("numTargetFilesRemoved", "numTargetFilesAdded", "numTargetRowsCopied", "numTargetRowsUpdated"));
        Assert.Equal(20, Spark.Read().Delta(Table).Count());
    }

    [Fact]
    public void A_merge_that_changes_no_row_commits_nothing()
    {
        Given(Spark.Range(4).SelectExpr("id", "concat('v', id) AS v"));

        Merge(Source("1L, 'v1'")).WhenMatched(OnTarget("s.v <> t.v")).UpdateAll().WhenNotMatched().InsertAll().Merge();
        Merge(Source("1L, 'new'").Where("id > 5")).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();
        Merge(Source("1L, 'new'")).WhenNotMatched().InsertAll().Merge();

        Assert.Equal(1, EmbeddedLakehouse.Commits(Table));
        Assert.Equal(1, EmbeddedLakehouse.DataFiles(Table));
    }

    [Fact]
    public void Inserts_alone_rewrite_nothing()
    {
        Given(Spark.Range(3).SelectExpr("id", "'a' AS v"));

        Merge(Source("1L, 'x'", "7L, 'y'", "8L, 'z'")).WhenNotMatched(Expr("s.id > 7")).Insert([new("id", Col("s.id"))]).Merge();

        Assert.Equal("[0,a] [1,a] [2,a] [8,null]", Read());
        Assert.Equal(("1", "0", "0", "1"), Metrics("numTargetRowsInserted", "numTargetFilesRemoved", "numTargetRowsCopied", "numOutputRows"));
    }

    [Fact]
    public void Clauses_are_tried_in_order()
    {
        Given(Spark.Range(4).SelectExpr("id", "concat('v', id) AS v"));

        Merge(Source("0L, 'a'", "1L, 'b'", "2L, 'c'", "8L, 'd'", "9L, 'e'"))
            .WhenMatched(Expr("s.v = 'a'")).Delete()
            .WhenMatched(OnTarget("t.id < 2")).Update([new("v", OnTarget("concat(t.v, s.v)"))])
            .WhenMatched(OnTarget("t.id = 7")).UpdateAll()
            .WhenNotMatched(Expr("s.id = 8")).InsertAll()
            .WhenNotMatched().Insert([new("id", Expr("s.id * 10"))])
            .Merge();

        Assert.Equal("[1,v1b] [2,v2] [3,v3] [8,d] [90,null]", Read());
        Assert.Equal(("1", "1", "2", "2"), Metrics("numTargetRowsDeleted", "numTargetRowsUpdated", "numTargetRowsInserted", "numTargetRowsCopied"));
    }

    [Fact]
    public void Rows_without_a_source_are_updated_or_deleted()
    {
        Given(Spark.Range(4).SelectExpr("id", "concat('v', id) AS v"));

        Merge(Source("1L, 'x'")).WhenMatched().UpdateAll()
            .WhenNotMatchedBySource(OnTarget("t.id = 0")).Delete()
            .WhenNotMatchedBySource(OnTarget("t.id = 2")).Update([new("v", Lit("lonely"))])
            .Merge();

        Assert.Equal("[1,x] [2,lonely] [3,v3]", Read());
        Assert.Equal(("1", "1", "1", "1"), Metrics(
            "numTargetRowsMatchedUpdated", "numTargetRowsNotMatchedBySourceDeleted", "numTargetRowsNotMatchedBySourceUpdated", "numTargetRowsCopied"));
    }

    [Fact]
    public void Several_source_rows_for_one_target_row_are_an_error()
    {
        Given(Spark.Range(4).SelectExpr("id", "'a' AS v"));

        SparkException error = EmbeddedLakehouse.Fails(() => Merge(Source("1L, 'x'", "1L, 'y'")).WhenMatched(Expr("s.v = 'x'")).UpdateAll().Merge());

        Assert.Equal("DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE", error.ErrorClass);
        Assert.Equal(1, EmbeddedLakehouse.Commits(Table));
    }

    [Fact]
    public void A_delete_without_condition_may_meet_a_row_twice()
    {
        Given(Spark.Range(3).SelectExpr("id", "'a' AS v"));

        Merge(Source("1L, 'x'", "1L, 'y'")).WhenMatched().Delete().Merge();

        Assert.Equal("[0,a] [2,a]", Read());
        Assert.Equal(("1", "2", "0", "1"), Metrics("numTargetRowsDeleted", "numTargetRowsCopied", "numTargetRowsInserted", "numTargetFilesRemoved"));
    }

    [Fact]
    public void Null_keys_never_match_but_null_safe_ones_do()
    {
        Given(Spark.Range(2).SelectExpr("nullif(id, 0) AS id", "'a' AS v"));
        DataFrame source = Spark.Range(1).SelectExpr("CAST(NULL AS bigint) AS id", "'n' AS v").Alias("s");

        Merge(source, "s.id <=> t.id").WhenMatched().UpdateAll().Merge();
        Assert.Equal("[1,a] [null,n]", Read());
        Merge(source).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();

        Assert.Equal("[1,a] [null,n] [null,n]", Read());
    }

    [Fact]
    public void New_columns_come_in_with_schema_evolution_only()
    {
        Given(Spark.Range(2).SelectExpr("id", "'a' AS v"));
        DataFrame source = Spark.Range(1, 3).SelectExpr("id", "'b' AS v", "5 AS extra").Alias("s");

        Merge(source).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();
        Assert.Equal("[0,a] [1,b] [2,b]", Read());
        Merge(source).WithSchemaEvolution().WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();

        Assert.Equal("[0,a,null] [1,b,5] [2,b,5]", Read());
        Assert.Equal(["id", "v", "extra"], Spark.Read().Delta(Table).Columns());
    }

    [Fact]
    public void Values_are_cast_to_the_columns_of_the_target()
    {
        Given(Spark.Range(2).SelectExpr("id", "CAST(id AS int) AS n"));

        Merge(Spark.Range(1).SelectExpr("0 AS id", "7L AS n").Alias("s")).WhenMatched().UpdateAll().Merge();
        Assert.Equal("[0,7] [1,1]", Read());
        Assert.Equal("CAST_INVALID_INPUT", EmbeddedLakehouse.Fails(() =>
            Merge(Spark.Range(1).SelectExpr("0 AS id").Alias("s")).WhenMatched().Update([new("n", Lit("abc"))]).Merge()).ErrorClass);
    }

    [Fact]
    public void Names_that_are_not_there_are_refused()
    {
        Given(Spark.Range(2).SelectExpr("id", "'a' AS v"));

        Assert.Equal("DELTA_MERGE_UNRESOLVED_EXPRESSION", EmbeddedLakehouse.Fails(() =>
            Merge(Spark.Range(2).Alias("s")).WhenMatched().UpdateAll().Merge()).ErrorClass);
        Assert.Equal("DELTA_MERGE_UNRESOLVED_EXPRESSION", EmbeddedLakehouse.Fails(() =>
            Merge(Spark.Range(2).Alias("s")).WhenMatched().Update([new("nosuch", Lit(1))]).Merge()).ErrorClass);
        Assert.Equal("PATH_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Range(2)
            .MergeInto($"delta.`{_lakehouse.Path("none")}`", Expr("true")).WhenMatched().Delete().Merge()).ErrorClass);
    }

    [Fact]
    public void Columns_bound_to_frames_mean_the_source()
    {
        Given(Spark.Range(3).SelectExpr("id", "'a' AS v"));
        DataFrame source = Spark.Range(1, 2).SelectExpr("id", "'frame' AS v");

        source.MergeInto($"delta.`{Table}`", source["id"] == Col($"delta.`{Table}`.id"))
            .WhenMatched().Update([new("v", source["v"])]).Merge();

        Assert.Equal("[0,a] [1,frame] [2,a]", Read());
    }

    [Fact]
    public void A_partitioned_table_moves_rows_between_partitions()
    {
        Spark.Range(4).SelectExpr("id", "id % 2 AS p").Write().Format("delta").PartitionBy("p").Save(Table);

        Merge(Spark.Range(1).SelectExpr("0L AS id", "5L AS p").Alias("s")).WhenMatched().UpdateAll().Merge();

        Assert.Equal("[0,5] [1,1] [2,0] [3,1]", Read());
        Assert.Equal(1, Spark.Read().Delta(Table).Where("p = 5").Count());
    }

    [Fact]
    public void Marks_of_the_session_reach_the_commit_and_make_it_idempotent()
    {
        Given(Spark.Range(1).SelectExpr("id", "'a' AS v"));
        Spark.Conf().Set("spark.databricks.delta.commitInfo.userMetadata", "run 1");
        Spark.Conf().Set("spark.databricks.delta.write.txnAppId", "job");
        Spark.Conf().Set("spark.databricks.delta.write.txnVersion", "3");

        Merge(Source("5L, 'x'")).WhenNotMatched().InsertAll().Merge();
        Merge(Source("6L, 'x'")).WhenNotMatched().InsertAll().Merge();

        Assert.Equal("[0,a] [5,x]", Read());
        Assert.Equal("run 1", LastOperation().GetAs<string>("userMetadata"));
        Assert.Equal(2, EmbeddedLakehouse.Commits(Table));
    }

    [Fact]
    public void A_source_that_is_not_deterministic_is_computed_once()
    {
        Given(Spark.Range(50).SelectExpr("id", "'a' AS v"));
        DataFrame source = Spark.Range(100).SelectExpr("id", "uuid() AS v").Where("rand() < 0.5").Alias("s");

        Merge(source).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();

        DataFrame result = Spark.Read().Delta(Table);
        Assert.Equal(result.Count(), result.Select("id").Distinct().Count());
    }

    [Fact]
    public void The_target_can_be_its_own_source()
    {
        Given(Spark.Range(3).SelectExpr("id", "'a' AS v"));
        DataFrame source = Spark.Read().Delta(Table).SelectExpr("id + 2 AS id", "'own' AS v").Alias("s");

        Merge(source).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();

        Assert.Equal("[0,a] [1,a] [2,own] [3,own] [4,own]", Read());
    }

    private void Given(DataFrame rows) => rows.Write().Format("delta").Save(Table);

    private void Append(DataFrame rows) => rows.Write().Format("delta").Mode("append").Save(Table);

    private DataFrame Source(params string[] rows) =>
        rows.Select(row => Spark.Range(1).SelectExpr(row.Split(", ")[0] + " AS id", row.Split(", ")[1] + " AS v")).Aggregate((left, right) => left.Union(right)).Alias("s");

    private MergeIntoWriter Merge(DataFrame source, string condition = "s.id = t.id") =>
        source.MergeInto($"delta.`{Table}`", OnTarget(condition));

    // A merge over Spark Connect gives the target no alias; its columns are qualified by its name.
    private Column OnTarget(string expression) => Expr(expression.Replace("t.", $"delta.`{Table}`.", StringComparison.Ordinal));

    private string Read() => EmbeddedLakehouse.Rows(Spark.Read().Delta(Table));

    private Row LastOperation() => Spark.Sql($"DESCRIBE HISTORY delta.`{Table}` LIMIT 1").First();

    private (string?, string?, string?, string?) Metrics(string a, string b, string c, string d)
    {
        DataFrame metrics = Spark.Sql($"DESCRIBE HISTORY delta.`{Table}` LIMIT 1");
        Row row = metrics.SelectExpr($"operationMetrics['{a}']", $"operationMetrics['{b}']", $"operationMetrics['{c}']", $"operationMetrics['{d}']").First();
        return ((string?)row[0], (string?)row[1], (string?)row[2], (string?)row[3]);
    }
}
