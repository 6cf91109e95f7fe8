using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Sources;

/// <summary>Delta tables: writes, versions, merges and what their history tells.</summary>
public abstract class DeltaSpec(SpecEngine engine) : SpecSuite(engine)
{
    private const string Schema = "id:int,name:string";

    [Fact]
    public void A_table_is_written_and_read_by_path() => Case(() =>
    {
        string path = NewTable();
        AssertRows(Spark.Read().Delta(path), Schema, "1 | a", "2 | b");
        AssertRows(Spark.Table($"delta.`{path}`").Where("id = 2"), Schema, "2 | b");
    });

    [Fact]
    public void Append_and_overwrite_make_versions_that_can_be_read() => Case(() =>
    {
        string path = NewTable();
        Rows("id:int;name:string", [3, "c"]).Write().Format("delta").Mode("append").Save(path);
        Rows("id:int;name:string", [9, "z"]).Write().Format("delta").Mode("overwrite").Save(path);
        AssertRows(Spark.Read().Delta(path), Schema, "9 | z");
        AssertRows(Spark.Read().Option("versionAsOf", 1).Delta(path), Schema, "1 | a", "2 | b", "3 | c");
        AssertRows(Spark.Read().Option("versionAsOf", 0).Delta(path), Schema, "1 | a", "2 | b");
    });

    [Fact]
    public void A_version_that_does_not_exist_is_an_error() => Case(() =>
    {
        string path = NewTable();
        SparkException error = Assert.ThrowsAny<SparkException>(() => Spark.Read().Option("versionAsOf", 7).Delta(path).Collect());
        Assert.Contains("7", error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_frame_merges_itself_into_a_table_by_path() => Case(() =>
    {
        string path = NewTable();
        DataFrame source = Rows("id:int;name:string", [2, "B"], [3, "C"]).Alias("s");
        source.MergeInto($"delta.`{path}`", Expr($"delta.`{path}`.id = s.id")).WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();
        AssertRows(Spark.Read().Delta(path), Schema, "1 | a", "2 | B", "3 | C");
    });

    [Fact]
    public void A_merge_by_star_updates_and_inserts_every_column() => Case(() =>
    {
        string path = NewTable();
        DeltaTable.ForPath(Spark, path).Alias("t")
            .Merge(Rows("id:int;name:string", [2, "B"], [3, "C"]).Alias("s"), Col("t.id") == Col("s.id"))
            .WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();
        AssertRows(Spark.Read().Delta(path), Schema, "1 | a", "2 | B", "3 | C");
    });

    [Fact]
    public void A_merge_may_delete_and_set_single_columns_by_condition() => Case(() =>
    {
        string path = NewTable();
        DeltaTable.ForPath(Spark, path)
            .Merge(Rows("id:int;name:string", [1, "x"], [2, null], [5, "e"], [6, null]).Alias("s"), Expr($"delta.`{path}`.id = s.id"))
            .WhenMatched(Expr("s.name is null")).Delete()
            .WhenMatched().Update(new Dictionary<string, Column> { ["name"] = Expr($"concat(delta.`{path}`.name, s.name)") })
            .WhenNotMatched(Expr("s.name is not null")).Insert(new Dictionary<string, Column> { ["id"] = Col("s.id"), ["name"] = Lit("new") })
            .Merge();
        AssertRows(Spark.Read().Delta(path), Schema, "1 | ax", "5 | new");
    });

    [Fact]
    public void A_merge_may_treat_rows_that_the_source_lacks() => Case(() =>
    {
        string path = NewTable();
        DeltaTable.ForPath(Spark, path)
            .Merge(Rows("id:int;name:string", [2, "B"]).Alias("s"), Expr($"delta.`{path}`.id = s.id"))
            .WhenMatched().UpdateAll().WhenNotMatchedBySource().Delete().Merge();
        AssertRows(Spark.Read().Delta(path), Schema, "2 | B");
    });

    [Fact]
    public void Two_source_rows_for_one_target_row_are_an_error() => Case(() =>
    {
        string path = NewTable();
        SparkException error = Assert.ThrowsAny<SparkException>(() => DeltaTable.ForPath(Spark, path)
            .Merge(Rows("id:int;name:string", [1, "x"], [1, "y"]).Alias("s"), Expr($"delta.`{path}`.id = s.id"))
            .WhenMatched().UpdateAll().Merge());
        Assert.Equal("DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE", error.ErrorClass);
    });

    [Fact]
    public void A_merge_with_no_match_condition_met_changes_no_row() => Case(() =>
    {
        string path = NewTable();
        DeltaTable.ForPath(Spark, path)
            .Merge(Rows("id:int;name:string", [null, "n"]).Alias("s"), Expr($"delta.`{path}`.id = s.id")).WhenMatched().Delete().Merge();
        AssertRows(Spark.Read().Delta(path), Schema, "1 | a", "2 | b");
    });

    [Fact]
    public void Partitions_are_kept_and_pruned() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Rows("id:int;p:string", [1, "x"], [2, "y"], [3, null]).Write().Format("delta").PartitionBy("p").Save(path);
        AssertRows(Spark.Read().Delta(path).Where("p is null"), "id:int,p:string", "3 | NULL");
        AssertRows(Spark.Read().Delta(path).Where("p > 'x'").Select("id"), "id:int", "2");
    });

    [Fact]
    public void A_write_of_another_schema_is_an_error_unless_it_may_change_it() => Case(() =>
    {
        string path = NewTable();
        DataFrame wider = Rows("id:int;name:string;more:int", [3, "c", 7]);
        Assert.ThrowsAny<AnalysisException>(() => wider.Write().Format("delta").Mode("append").Save(path));
        wider.Write().Format("delta").Mode("append").Option("mergeSchema", true).Save(path);
        AssertRows(Spark.Read().Delta(path), "id:int,name:string,more:int", "1 | a | NULL", "2 | b | NULL", "3 | c | 7");
        wider.Select("more").Write().Format("delta").Mode("overwrite").Option("overwriteSchema", true).Save(path);
        AssertRows(Spark.Read().Delta(path), "more:int", "7");
    });

    [Fact]
    public void History_tells_operations_and_user_metadata() => Case(() =>
    {
        string path = NewTable();
        Rows("id:int;name:string", [3, "c"]).Write().Format("delta").Mode("append").Option("userMetadata", "{\"run\":\"r1\"}").Save(path);
        AssertOrdered(
            Spark.Sql($"DESCRIBE HISTORY delta.`{path}`").Select("version", "operation", "userMetadata"),
            "version:bigint,operation:string,userMetadata:string", "1 | WRITE | {\"run\":\"r1\"}", "0 | WRITE | NULL");
        AssertRows(
            Spark.Sql($"DESCRIBE DETAIL delta.`{path}`").Select("format", "partitionColumns", "numFiles").Where("numFiles >= 1").Select("format"),
            "format:string", "delta");
    });

    [Fact]
    public void A_write_with_a_transaction_that_was_done_is_skipped() => Case(() =>
    {
        string path = NewTable();
        for (int i = 0; i < 2; i++)
        {
            Rows("id:int;name:string", [3, "c"]).Write().Format("delta").Mode("append")
                .Option("txnAppId", "spec").Option("txnVersion", 5).Save(path);
        }

        AssertRows(Spark.Read().Delta(path), Schema, "1 | a", "2 | b", "3 | c");
    });

    [Fact]
    public void Types_and_extremes_survive() => Case(() =>
    {
        string path = Engine.NewPath("t");
        One("cast(-128 as tinyint) as i8", "9223372036854775807 as i64", "cast('NaN' as double) as d", "cast(-0.01 as decimal(18,4)) as p", "'' as s",
            "date'1582-10-04' as day", "timestamp'1900-01-01 00:00:00' as t", "array(named_struct('x', 1)) as a", "map('k', array(1)) as m",
            "cast(null as string) as n").Write().Format("delta").Save(path);
        AssertRows(
            Spark.Read().Delta(path),
            "i8:tinyint,i64:bigint,d:double,p:decimal(18,4),s:string,day:date,t:timestamp,a:array<struct<x:int>>,m:map<string,array<int>>,n:string",
            "-128 | 9223372036854775807 | NaN | -0.0100 |  | 1582-10-04 | 1900-01-01 00:00:00+00:00 | [{1}] | {k -> [1]} | NULL");
    });

    private string NewTable()
    {
        string path = Engine.NewPath("t");
        Rows("id:int;name:string", [1, "a"], [2, "b"]).Write().Format("delta").Save(path);
        return path;
    }
}
