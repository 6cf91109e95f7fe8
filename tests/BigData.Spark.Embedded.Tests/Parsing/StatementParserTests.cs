using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Parsing;

public sealed class StatementParserTests
{
    [Fact]
    public void A_table_by_path_with_comments_is_read()
    {
        Statement statement = SqlParser.ParseStatement("""
            CREATE TABLE IF NOT EXISTS delta.`/lake/gold/t` (
              customer_id STRING NOT NULL COMMENT 'who',
              n INT)
            USING delta
            PARTITIONED BY (n)
            COMMENT 'one row per customer'
            TBLPROPERTIES ('delta.appendOnly' = 'true', a.b = 1)
            """);

        StructType schema = new(
            new StructField("customer_id", DataTypes.String, isNullable: false).WithComment("who"), new StructField("n", DataTypes.Integer));
        Assert.Equal(
            new CreateTable(["delta", "/lake/gold/t"], schema, IfNotExists: true)
            {
                Provider = "delta",
                PartitionedBy = ["n"],
                Comment = "one row per customer",
                Properties = new OptionMap([new("delta.appendOnly", "true"), new("a.b", "1")]),
            },
            statement);
    }

    public static TheoryData<string, object> Statements => new()
    {
        { "create schema if not exists gold comment 'g' location '/x'", new CreateSchema(["gold"], true) { Comment = "g", Location = "/x" } },
        { "CREATE DATABASE a.b;", new CreateSchema(["a", "b"], false) },
        { "CREATE TABLE s.t USING delta LOCATION '/x'", new CreateTable(["s", "t"], null, false) { Provider = "delta", Location = "/x" } },
        { "DROP TABLE IF EXISTS s.t PURGE", new DropTable(["s", "t"], true, true) },
        { "DROP SCHEMA s CASCADE", new DropSchema(["s"], false, true) },
        { "DROP VIEW v", new DropView(["v"], false) },
        { "DESCRIBE HISTORY s.t LIMIT 3", new DescribeHistory(["s", "t"], 3) },
        { "DESC HISTORY '/x/y'", new DescribeHistory(["/x/y"], null) { IsPath = true } },
        { "DESCRIBE DETAIL delta.`/x`", new DescribeDetail(["delta", "/x"]) },
        { "SHOW TABLES", new ShowTables(default, null) },
        { "SHOW TABLES IN s LIKE 'a*'", new ShowTables(["s"], "a*") },
        { "SHOW SCHEMAS", new ShowSchemas(null) },
        { "SET spark.sql.session.timeZone = Europe/London", new SetConfig("spark.sql.session.timeZone", "Europe/London") },
        { "USE gold", new UseSchema(["gold"]) },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statements_are_read(string text, object statement) => Assert.Equal(statement, SqlParser.ParseStatement(text));

    [Theory]
    [InlineData("INSERT INTO t VALUES (1)", "statement INSERT")]
    [InlineData("OPTIMIZE t", "statement OPTIMIZE")]
    [InlineData("CREATE OR REPLACE TABLE t (a INT)", "statement CREATE OR")]
    [InlineData("CREATE TABLE t USING delta AS SELECT 1", "clause AS of CREATE TABLE")]
    [InlineData("CREATE TABLE t (a INT DEFAULT 1)", "clause DEFAULT of column a")]
    [InlineData("SHOW COLUMNS IN t", "statement SHOW COLUMNS")]
    [InlineData("DESCRIBE t", "statement DESCRIBE TABLE")]
    public void Statements_that_come_later_are_refused_by_name(string text, string name)
    {
        SparkException e = Assert.ThrowsAny<SparkException>(() => SqlParser.ParseStatement(text));

        Assert.Equal("EMBEDDED_UNSUPPORTED.SQL", e.ErrorClass);
        Assert.Equal(name, e.MessageParameters["name"]);
    }

    [Theory]
    [InlineData("", "PARSE_EMPTY_STATEMENT")]
    [InlineData("foo", "PARSE_SYNTAX_ERROR")]
    [InlineData("DROP TABLE a b", "PARSE_SYNTAX_ERROR")]
    [InlineData("CREATE TABLE t USING a USING b", "DUPLICATE_CLAUSES")]
    public void Mistakes_have_Sparks_classes(string text, string errorClass)
        => Assert.Equal(errorClass, Assert.Throws<ParseException>(() => SqlParser.ParseStatement(text)).ErrorClass);
}
