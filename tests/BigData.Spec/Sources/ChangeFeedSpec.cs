using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Sources;

/// <summary>Delta's change data feed: what commits did to the rows of a table that records it.</summary>
public abstract class ChangeFeedSpec(SpecEngine engine) : SpecSuite(engine)
{
    private const string Columns = "id:int,v:string,p:string,_change_type:string,_commit_version:bigint";

    [Fact]
    public void Every_kind_of_commit_tells_the_rows_that_came_and_went() => Case(() =>
    {
        string path = NewTable("id INT, v STRING, p STRING", "PARTITIONED BY (p)");
        Append(path, [1, "a", "x"], [2, "b", "x"], [3, "c", "y"], [4, "d", null], [6, "f", "y"]);
        DeltaTable.ForPath(Spark, path)
            .Merge(Rows("id:int;v:string;p:string", [1, "A", "x"], [2, "B", "y"], [3, "c", "y"], [5, "e", "x"]).Alias("s"), Expr($"delta.`{path}`.id = s.id"))
            .WhenMatched(Expr("s.id = 3")).Delete().WhenMatched().UpdateAll().WhenNotMatched().InsertAll().Merge();
        Rows("id:int;v:string;p:string", [1, "z", "x"]).Write().Format("delta").Mode("overwrite").Option("replaceWhere", "id <= 1").Save(path);
        Rows("id:int;v:string;p:string", [8, "h", null]).Write().Format("delta").Mode("overwrite").Save(path);
        string[] merged =
        [
            "1 | A | x | update_postimage | 2", "1 | a | x | update_preimage | 2", "2 | B | y | update_postimage | 2", "2 | b | x | update_preimage | 2",
            "3 | c | y | delete | 2", "5 | e | x | insert | 2",
        ];
        string[] replaced = ["1 | A | x | delete | 3", "1 | z | x | insert | 3"];
        AssertRows(
            Feed(path, 0),
            Columns,
            [
                "1 | a | x | insert | 1", "2 | b | x | insert | 1", "3 | c | y | insert | 1", "4 | d | NULL | insert | 1", "6 | f | y | insert | 1",
                .. merged,
                .. replaced,
                "1 | z | x | delete | 4", "2 | B | y | delete | 4", "4 | d | NULL | delete | 4", "5 | e | x | delete | 4", "6 | f | y | delete | 4", "8 | h | NULL | insert | 4",
            ]);
        AssertRows(Feed(path, 2, ("endingVersion", "3")), Columns, [.. merged, .. replaced]);
    });

    [Fact]
    public void Rows_without_a_match_in_the_source_and_new_columns_are_told() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Rows("id:int;v:string", [1, "a"], [2, "b"], [3, "c"]).Write().Format("delta").Option("delta.enableChangeDataFeed", true).Save(path);
        DeltaTable.ForPath(Spark, path)
            .Merge(Rows("id:int;v:string;n:int", [1, "A", 7], [9, "i", 8]).Alias("s"), Expr($"delta.`{path}`.id = s.id"))
            .WhenMatched().UpdateAll().WhenNotMatched().InsertAll()
            .WhenNotMatchedBySource(Expr($"delta.`{path}`.id = 2")).Update(new Dictionary<string, Column> { ["v"] = Lit("lonely") })
            .WhenNotMatchedBySource().Delete().WithSchemaEvolution().Merge();
        AssertRows(
            Feed(path, 0),
            "id:int,v:string,n:int,_change_type:string,_commit_version:bigint",
            "1 | a | NULL | insert | 0", "2 | b | NULL | insert | 0", "3 | c | NULL | insert | 0",
            "1 | A | 7 | update_postimage | 1", "1 | a | NULL | update_preimage | 1", "2 | b | NULL | update_preimage | 1",
            "2 | lonely | NULL | update_postimage | 1", "3 | c | NULL | delete | 1", "9 | i | 8 | insert | 1");
    });

    [Fact]
    public void A_range_that_the_table_does_not_have_is_an_error() => Case(() =>
    {
        string path = NewTable("id INT, v STRING, p STRING", string.Empty);
        Append(path, [1, "a", "x"]);
        AssertFails("DELTA_NO_START_FOR_CDC_READ", () => Spark.Read().Option("readChangeFeed", true).Delta(path));
        AssertFails("DELTA_VERSION_INVALID", () => Spark.Read().Option("readChangeFeed", true).Option("startingVersion", "soon").Delta(path));
        AssertFails("DELTA_CDC_START_VERSION_AFTER_LATEST", () => Feed(path, 7));
        AssertFails("DELTA_INVALID_CDC_RANGE", () => Feed(path, 1, ("endingVersion", "0")));
        AssertFails("DELTA_UNSUPPORTED_TIME_TRAVEL_VIEWS", () => Feed(path, 0, ("versionAsOf", "0")));
        AssertFails("DELTA_TIMESTAMP_GREATER_THAN_COMMIT", () => Spark.Read().Option("readChangeFeed", true).Option("startingTimestamp", "2199-01-01").Delta(path));
        AssertFails("DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION", () => Feed(path, 0, ("endingTimestamp", "1999-01-01")));
        AssertRows(
            Spark.Read().Option("readChangeFeed", true).Option("startingTimestamp", "1999-01-01").Option("endingVersion", 9).Delta(path).Select("id", "_commit_version"),
            "id:int,_commit_version:bigint",
            "1 | 1");
        Assert.Equal(
            "DELTA_TABLE_ALREADY_CONTAINS_CDC_COLUMNS",
            Assert.ThrowsAny<SparkException>(() => NewTable("id INT, _change_type STRING", string.Empty)).ErrorClass);
    });

    [Fact]
    public void Commits_that_did_not_record_their_changes_are_an_error() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Rows("id:int;v:string;p:string", [1, "a", "x"]).Write().Format("delta").Save(path);
        AssertFails("DELTA_MISSING_CHANGE_DATA", () => Feed(path, 0));
    });

    private DataFrame Feed(string path, long from, params ReadOnlySpan<(string Name, string Value)> options)
    {
        DataFrameReader reader = Spark.Read().Option("readChangeFeed", true).Option("startingVersion", from);
        foreach ((string name, string value) in options)
        {
            reader = reader.Option(name, value);
        }

        return reader.Delta(path).Drop("_commit_timestamp");
    }

    private string NewTable(string columns, string partitions)
    {
        string path = Engine.NewPath("t");
        Spark.Sql($"CREATE TABLE delta.`{path}` ({columns}) USING delta {partitions} TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')");
        return path;
    }

    private void Append(string path, params object?[][] rows) => Rows("id:int;v:string;p:string", rows).Write().Format("delta").Mode("append").Save(path);

    private static void AssertFails(string errorClass, Func<DataFrame> read) =>
        Assert.Equal(errorClass, Assert.ThrowsAny<SparkException>(() => read().Collect()).ErrorClass);
}
