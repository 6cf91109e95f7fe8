using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Spec.Statements;

/// <summary>The SQL statements that the runner and its users need.</summary>
public abstract class StatementSpec(SpecEngine engine) : SpecSuite(engine)
{
    [Fact]
    public void A_schema_is_created_once_and_tables_in_it_are_found_by_name() => Case(() => WithSchema(schema =>
    {
        Spark.Sql($"CREATE SCHEMA IF NOT EXISTS {schema}");
        string path = Engine.NewPath("t");
        Rows("id:int", [1]).Write().Format("delta").Save(path);
        Spark.Sql($"CREATE TABLE IF NOT EXISTS {schema}.t USING delta LOCATION '{path}'");
        Spark.Sql($"CREATE TABLE IF NOT EXISTS {schema}.t USING delta LOCATION '{path}'");
        AssertRows(Spark.Table($"{schema}.t"), "id:int", "1");
        AssertRows(
            Spark.Sql($"SHOW TABLES IN {schema}").Where("not isTemporary").Select("tableName", "isTemporary"), "tableName:string,isTemporary:boolean", "t | false");
        AssertRows(
            Spark.Sql($"SHOW TABLE EXTENDED IN {schema} LIKE 't*'").Where("not isTemporary").SelectExpr(
                "tableName", "regexp_extract(information, 'Provider: (.*)', 1) AS provider", $"regexp_extract(information, '\\nLocation: file:/*(/.*)\\n', 1) = '{path}' AS isThere"),
            "tableName:string,provider:string,isThere:boolean",
            "t | delta | true");
        Spark.Sql($"DROP TABLE {schema}.t");
        AssertError<AnalysisException>("TABLE_OR_VIEW_NOT_FOUND", () => Spark.Table($"{schema}.t").Collect());
        AssertRows(Spark.Read().Delta(path), "id:int", "1");
    }));

    [Fact]
    public void A_table_is_created_with_columns_and_comments() => Case(() => WithSchema(schema =>
    {
        string path = Engine.NewPath("t");
        Spark.Sql($"CREATE TABLE {schema}.t (id INT NOT NULL COMMENT 'the key', name STRING) USING delta COMMENT 'a table' LOCATION '{path}'");
        Assert.Equal("the key", Spark.Table($"{schema}.t").Schema()["id"].Comment);
        AssertRows(Spark.Sql($"DESCRIBE DETAIL {schema}.t").Select("description"), "description:string", "a table");
        AssertError<AnalysisException>("TABLE_OR_VIEW_ALREADY_EXISTS", () => Spark.Sql($"CREATE TABLE {schema}.t (id INT) USING delta"));
        Spark.Sql($"DROP TABLE IF EXISTS {schema}.t");
        Spark.Sql($"DROP TABLE IF EXISTS {schema}.t");
    }));

    [Fact]
    public void A_table_is_created_by_its_path_alone() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Spark.Sql($"CREATE TABLE IF NOT EXISTS delta.`{path}` (id INT, day DATE COMMENT 'of the order') USING delta PARTITIONED BY (day)");
        AssertRows(Spark.Read().Delta(path), "id:int,day:date");
        Rows("id:int;day:date", [1, new DateOnly(2020, 1, 1)]).Write().Format("delta").Mode("append").Save(path);
        AssertRows(Spark.Read().Delta(path), "id:int,day:date", "1 | 2020-01-01");
        AssertRows(Spark.Sql($"DESCRIBE DETAIL delta.`{path}`").Select("partitionColumns"), "partitionColumns:array<string>", "[day]");
    });

    [Fact]
    public void A_not_null_column_takes_no_null() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Spark.Sql($"CREATE TABLE delta.`{path}` (id INT NOT NULL) USING delta");
        SparkException error = Assert.ThrowsAny<SparkException>(
            () => Rows("id:int", [1], [null]).Write().Format("delta").Mode("append").Save(path));
        Assert.Equal("DELTA_NOT_NULL_CONSTRAINT_VIOLATED", error.ErrorClass);
        Assert.Equal(0, Spark.Read().Delta(path).Count());
    });

    [Fact]
    public void History_of_a_created_table_begins_with_its_creation() => Case(() =>
    {
        string path = Engine.NewPath("t");
        Spark.Sql($"CREATE TABLE delta.`{path}` (id INT) USING delta");
        AssertRows(Spark.Sql($"DESCRIBE HISTORY delta.`{path}`").Select("version", "operation"), "version:bigint,operation:string", "0 | CREATE TABLE");
    });

    [Fact]
    public void A_missing_schema_is_an_error() => Case(() => AssertError<AnalysisException>(
        "SCHEMA_NOT_FOUND", () => Spark.Sql($"CREATE TABLE no_such_schema_{Guid.NewGuid():N}.t (id INT) USING delta")));

    [Fact]
    public void Tables_of_a_missing_schema_cannot_be_shown() => Case(() => AssertError<AnalysisException>(
        "SCHEMA_NOT_FOUND", () => Spark.Sql("SHOW TABLES IN no_such_schema").Collect()));

    [Fact]
    public void A_missing_table_cannot_be_dropped() => Case(() => AssertError<AnalysisException>(
        "TABLE_OR_VIEW_NOT_FOUND", () => Spark.Sql("DROP TABLE no_such_table")));

    [Fact]
    public void Text_that_is_no_statement_is_an_error() => Case(() => AssertError<ParseException>(
        "PARSE_SYNTAX_ERROR", () => Spark.Sql("CREATE NOTHING")));

    [Fact]
    public void Temporary_views_are_shown_among_tables() => Case(() =>
    {
        string name = $"view_{Guid.NewGuid():N}";
        Spark.Range(1).CreateOrReplaceTempView(name);
        AssertRows(
            Spark.Sql("SHOW TABLES").Where(Col("tableName") == name).Select("tableName", "isTemporary"),
            "tableName:string,isTemporary:boolean", $"{name} | true");
    });

    private void WithSchema(Action<string> check)
    {
        string schema = $"spec_{Guid.NewGuid():N}";
        Spark.Sql($"CREATE SCHEMA IF NOT EXISTS {schema}");
        try
        {
            check(schema);
        }
        finally
        {
            Spark.Sql($"DROP SCHEMA IF EXISTS {schema} CASCADE");
        }
    }
}
