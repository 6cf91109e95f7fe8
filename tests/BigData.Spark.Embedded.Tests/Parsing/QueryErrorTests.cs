using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Tests.Parsing;

/// <summary>Mistakes in the grammar of queries: the class, what it names and where are those of Spark for the same text.</summary>
public sealed class QueryErrorTests
{
    [Theory]
    [InlineData("SELECT FROM range(1)", 17, "'('", "")]
    [InlineData("SELECT id, FROM range(2)", 21, "'('", "")]
    [InlineData("SELECT id FROM range(2) GROUP id", 30, "'id'", ": extra input 'id'")]
    [InlineData("SELECT id FROM range(2) ORDER id", 30, "'id'", ": extra input 'id'")]
    [InlineData("SELECT * FROM range(2) JOIN", 27, "end of input", "")]
    [InlineData("SELECT (1", 9, "end of input", "")]
    [InlineData("SELECT 'abc", 7, "'''", "")]
    [InlineData("SELECT max(id) FROM range(3) GROUP BY ()", 39, "')'", "")]
    [InlineData("SELECT a FROM t WHERE a IN (SELECT 1", 36, "end of input", "")]
    [InlineData("SELECT a FROM t JOIN u ON a = b ON c = d", 32, "'ON'", "")]
    public void Text_outside_the_grammar_names_the_place(string text, int position, string near, string hint)
    {
        ParseException e = Assert.Throws<ParseException>(() => SqlParser.ParseStatement(text));

        Assert.Equal("PARSE_SYNTAX_ERROR", e.ErrorClass);
        Assert.Equal(near, e.MessageParameters["error"]);
        Assert.Equal(hint, e.MessageParameters["hint"]);
        Assert.Equal(position, Assert.Single(e.QueryContext).StartIndex);
        Assert.Contains("== SQL ==", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT id FROM t LIMIT 'a'", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE", "'a'")]
    [InlineData("SELECT id FROM t LIMIT -1", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "-1")]
    [InlineData("SELECT id FROM t LIMIT NULL", "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE", "NULL")]
    [InlineData("SELECT id FROM t LIMIT 1 OFFSET -2", "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", "-2")]
    [InlineData("SELECT * FROM VALUES (1, 2), (3)", "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH", "VALUES (1, 2), (3)")]
    [InlineData("SELECT * FROM VALUES (1), ('a') AS t(x, y)", "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH", "VALUES (1), ('a') AS t(x, y)")]
    [InlineData("SELECT a FROM t, LATERAL u", "INVALID_SQL_SYNTAX.LATERAL_WITHOUT_SUBQUERY_OR_TABLE_VALUED_FUNC", "L")]
    [InlineData("WITH a AS (SELECT 1), a AS (SELECT 2) SELECT 1", "DUPLICATED_CTE_NAMES", "WITH a AS (SELECT 1), a AS (SELECT 2)")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1) SELECT * FROM r", "EMBEDDED_UNSUPPORTED.SQL", "W")]
    [InlineData("SELECT * FROM t PIVOT (sum(a) FOR b IN (1, 2))", "EMBEDDED_UNSUPPORTED.SQL", "P")]
    [InlineData("SELECT a FROM t WINDOW w AS (ORDER BY a), w AS (ORDER BY b)", "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION", "WINDOW w AS (ORDER BY a), w AS (ORDER BY b)")]
    [InlineData("SELECT a FROM t WINDOW w AS v", "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE", "WINDOW w AS v")]
    [InlineData("CREATE TEMP VIEW a.v AS SELECT 1", "INVALID_TEMP_OBJ_QUALIFIER", "C")]
    [InlineData("SELECT * FROM t TABLESAMPLE (BUCKET 1 OUT OF 2)", "PARSE_SYNTAX_ERROR", "B")]
    public void Other_mistakes_have_Sparks_classes_and_their_place(string text, string errorClass, string fragment)
    {
        SparkException e = Assert.ThrowsAny<SparkException>(() => SqlParser.ParseStatement(text));

        Assert.Equal(errorClass, e.ErrorClass);
        Assert.Equal(fragment, Assert.Single(e.QueryContext).Fragment);
    }
}
