using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Commands;

public sealed class StatementTests : IDisposable
{
    private readonly EmbeddedLakehouse _lakehouse = new();

    private SparkSession Spark => _lakehouse.Spark;

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public void Schemas_are_made_shown_and_dropped()
    {
        Spark.Sql("CREATE SCHEMA IF NOT EXISTS silver COMMENT 'clean'");
        Spark.Sql($"CREATE SCHEMA far LOCATION '{_lakehouse.Path("elsewhere")}'");

        Assert.Equal(["default", "far", "silver"], Names(Spark.Sql("SHOW SCHEMAS"), "namespace").Where(name => name != "elsewhere"));
        Assert.Equal(["silver"], Names(Spark.Sql("SHOW SCHEMAS LIKE 's*'"), "namespace"));
        Assert.Equal("SCHEMA_ALREADY_EXISTS", EmbeddedLakehouse.Fails(() => Spark.Sql("CREATE SCHEMA silver")).ErrorClass);
        Spark.Sql("CREATE TABLE silver.t (id bigint) USING delta");
        Assert.Equal("SCHEMA_NOT_EMPTY", EmbeddedLakehouse.Fails(() => Spark.Sql("DROP SCHEMA silver")).ErrorClass);
        Spark.Sql("DROP SCHEMA silver CASCADE");
        Assert.Equal("SCHEMA_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Sql("DROP SCHEMA silver")).ErrorClass);
        Spark.Sql("DROP SCHEMA IF EXISTS silver");
    }

    [Fact]
    public void A_table_has_its_comments_partitions_and_properties()
    {
        Spark.Sql("CREATE SCHEMA silver");
        Spark.Sql($"""
            CREATE TABLE IF NOT EXISTS silver.t1 (id bigint NOT NULL COMMENT 'the id', s string, d decimal(10,2)) USING delta
            LOCATION '{_lakehouse.Path("data")}' COMMENT 'tab' PARTITIONED BY (s) TBLPROPERTIES ('a'='b')
            """);

        Row detail = Spark.Sql("DESCRIBE DETAIL silver.t1").First();
        Assert.Equal(
            ("delta", "spark_catalog.silver.t1", "tab", "file:" + _lakehouse.Path("data"), 0L),
            (detail.Get("format"), detail.Get("name"), detail.Get("description"), detail.Get("location"), detail.Get("numFiles")));
        Assert.Equal(["s"], detail.GetAs<IReadOnlyList<object?>>("partitionColumns"));
        Row history = Spark.Sql("DESCRIBE HISTORY silver.t1").First();
        Assert.Equal((0L, "CREATE TABLE", true), (history.Get("version"), history.Get("operation"), history.Get("isBlindAppend")));
        Assert.Equal("the id", Spark.Table("silver.t1").Schema()[0].Comment);
        Assert.False(Spark.Table("silver.t1").Schema()[0].IsNullable);
        Spark.Sql("CREATE TABLE IF NOT EXISTS silver.t1 (other string) USING delta");
        Assert.Equal("TABLE_OR_VIEW_ALREADY_EXISTS", EmbeddedLakehouse.Fails(() => Spark.Sql("CREATE TABLE silver.t1 (id int) USING delta")).ErrorClass);
    }

    [Fact]
    public void A_name_can_be_given_to_a_table_that_exists()
    {
        Spark.Range(3).Write().Format("delta").Save(_lakehouse.Path("data", "x"));
        Spark.Sql("CREATE SCHEMA gold");
        Spark.Sql($"CREATE TABLE IF NOT EXISTS gold.x USING delta LOCATION '{_lakehouse.Path("data", "x")}'");

        Assert.Equal(3, Spark.Table("gold.x").Count());
        Assert.Equal(
            "DELTA_CREATE_TABLE_SCHEME_MISMATCH",
            EmbeddedLakehouse.Fails(() => Spark.Sql($"CREATE TABLE gold.y (other string) USING delta LOCATION '{_lakehouse.Path("data", "x")}'")).ErrorClass);
        Spark.Sql("DROP TABLE gold.x");
        Assert.Equal(3, Spark.Read().Delta(_lakehouse.Path("data", "x")).Count());
    }

    [Fact]
    public void A_table_by_path_is_created_once()
    {
        string path = _lakehouse.Path("silver", "m");
        Spark.Sql($"CREATE TABLE delta.`{path}` (id bigint, v string) USING delta");
        Spark.Sql($"CREATE TABLE IF NOT EXISTS delta.`{path}` (id bigint, v string, z int) USING delta");

        Assert.Equal(["id", "v"], Spark.Table("silver.m").Columns());
        Assert.Equal("TABLE_OR_VIEW_ALREADY_EXISTS", EmbeddedLakehouse.Fails(() => Spark.Sql($"CREATE TABLE delta.`{path}` (id bigint) USING delta")).ErrorClass);
        Spark.Sql($"DROP TABLE delta.`{path}`");
        Assert.True(Directory.Exists(Path.Combine(path, "_delta_log")));
    }

    [Fact]
    public void A_folder_with_other_files_is_no_place_for_a_table()
    {
        File.WriteAllText(_lakehouse.Path("note.txt"), "x");

        Assert.Equal("DELTA_CREATE_TABLE_WITH_NON_EMPTY_LOCATION", EmbeddedLakehouse.Fails(() =>
            Spark.Sql($"CREATE TABLE t (id int) USING delta LOCATION '{_lakehouse.Folder}'")).ErrorClass);
    }

    [Fact]
    public void Managed_tables_go_with_their_name()
    {
        Spark.Sql("CREATE TABLE t (id bigint) USING delta");
        Assert.True(Directory.Exists(_lakehouse.Path("default", "t")));
        Assert.Equal(["t"], Names(Spark.Sql("SHOW TABLES"), "tableName"));
        Spark.Sql("DROP TABLE t");

        Assert.False(Directory.Exists(_lakehouse.Path("default", "t")));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Sql("DROP TABLE t")).ErrorClass);
        Spark.Sql("DROP TABLE IF EXISTS t");
    }

    [Fact]
    public void Tables_and_views_are_shown()
    {
        Spark.Range(1).Write().Format("delta").Save(_lakehouse.Path("gold", "a"));
        Spark.Range(1).CreateOrReplaceTempView("v");

        Assert.Equal(
            [new Row("gold", "a", false), new Row("", "v", true)], Spark.Sql("SHOW TABLES IN gold").Collect());
        Assert.Equal("SCHEMA_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Sql("SHOW TABLES IN nosuch")).ErrorClass);
    }

    [Fact]
    public void What_is_no_table_is_not_described()
    {
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", EmbeddedLakehouse.Fails(() => Spark.Sql("DESCRIBE DETAIL nosuch")).ErrorClass);
        Assert.Equal("DELTA_TABLE_ONLY_OPERATION", EmbeddedLakehouse.Fails(() => Spark.Sql($"DESCRIBE HISTORY delta.`{_lakehouse.Path("none")}`")).ErrorClass);
        Assert.Equal("DELTA_MISSING_DELTA_TABLE", EmbeddedLakehouse.Fails(() => Spark.Sql($"DESCRIBE DETAIL delta.`{_lakehouse.Path("none")}`")).ErrorClass);
    }

    [Fact]
    public void Queries_in_text_give_frames()
    {
        DataFrame frame = Spark.Sql("SELECT id % 2 AS odd, sum(id) AS total FROM range(5) WHERE id > :least GROUP BY odd ORDER BY total DESC", new Dictionary<string, object?> { ["least"] = 1 });

        Assert.Equal(["0:6", "1:3"], frame.Collect().Select(row => $"{row[0]}:{row[1]}"));
    }

    private static IEnumerable<string> Names(DataFrame frame, string column) => frame.Collect().Select(row => row.GetAs<string>(column));
}
