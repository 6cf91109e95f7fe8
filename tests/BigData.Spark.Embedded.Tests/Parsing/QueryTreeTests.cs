using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;
using BigData.Testing;

namespace BigData.Spark.Embedded.Tests.Parsing;

/// <summary>The trees of queries, as reviewed text; a query printed as SQL is read back to an equal tree.</summary>
public sealed class QueryTreeTests
{
    public static TheoryData<string, string> Queries => new()
    {
        { "select", "SELECT a, b + 1 AS c, t.* FROM s.t AS t WHERE a > 1 AND b IS NOT NULL" },
        { "select_without_from", "SELECT 1 AS a, 'x' WHERE true" },
        { "distinct_order_limit", "SELECT DISTINCT a FROM t ORDER BY a DESC NULLS FIRST, 1, b LIMIT 5 OFFSET 2" },
        { "order_by_all", "SELECT * EXCEPT (a, t.b) FROM t ORDER BY ALL" },
        { "group_by", "SELECT k, sum(v) FROM t GROUP BY k, 1 HAVING count(*) > 1 ORDER BY sum(v)" },
        { "group_by_all", "SELECT k, sum(v) FROM t GROUP BY ALL" },
        { "rollup", "SELECT a, b, grouping_id() FROM t GROUP BY ROLLUP(a, b)" },
        { "cube", "SELECT a, b FROM t GROUP BY a, b WITH CUBE" },
        { "grouping_sets", "SELECT a, b, c FROM t GROUP BY c, GROUPING SETS ((a, b), a, ()), ROLLUP((b, c))" },
        { "joins", "SELECT * FROM a JOIN b ON a.x = b.x LEFT JOIN c USING (y, z) NATURAL FULL JOIN d LEFT SEMI JOIN e ON true CROSS JOIN f ANTI JOIN g ON a.x = g.x, h" },
        { "joins_in_parentheses", "SELECT * FROM a JOIN (b RIGHT JOIN c ON b.x = c.x) ON a.x = b.x" },
        { "lateral", "SELECT * FROM a, LATERAL (SELECT a.x + 1 AS y) b LEFT JOIN LATERAL explode(b.ys) AS e(v) ON e.v > 1" },
        { "lateral_view", "SELECT * FROM t LATERAL VIEW OUTER posexplode(xs) e AS p, x LATERAL VIEW inline(e.ys) i WHERE x > 1" },
        { "set_operations", "SELECT 1 UNION SELECT 2 INTERSECT ALL SELECT 3 EXCEPT SELECT 4 UNION ALL (SELECT 5 LIMIT 1) ORDER BY 1" },
        { "minus", "TABLE a MINUS ALL TABLE b" },
        { "common_tables", "WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x FROM a) SELECT * FROM b JOIN (WITH a AS (SELECT 2 AS z) SELECT z FROM a) c ON b.y = c.z" },
        { "subqueries", "SELECT (SELECT max(x) FROM u) AS m, ((SELECT 1) + 1) FROM t WHERE a IN (SELECT x FROM u) AND (a, b) NOT IN (SELECT x, y FROM u) AND NOT EXISTS (SELECT 1 FROM u WHERE u.x = t.a)" },
        { "values", "SELECT * FROM VALUES (1, 'a'), (2, NULL) AS v(i, s)" },
        { "values_alone", "VALUES 1, 2 ORDER BY col1" },
        { "table_functions", "SELECT * FROM range(10) AS r(n) JOIN explode(array(1, 2))" },
        { "windows", "SELECT sum(a) OVER w, rank() OVER (w), lag(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t WINDOW w AS (PARTITION BY a ORDER BY b)" },
        { "qualify", "SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1" },
        { "time_travel", "SELECT * FROM delta.`/data/t` VERSION AS OF 3 JOIN t FOR TIMESTAMP AS OF '2026-01-01' ON true" },
        { "sample", "SELECT * FROM t TABLESAMPLE (10 PERCENT) REPEATABLE (7) AS s" },
        { "spread", "SELECT a FROM t DISTRIBUTE BY a SORT BY b DESC" },
        { "from_first", "FROM t SELECT a WHERE b" },
        { "names_that_are_keywords", "SELECT select, from.order AS group FROM where AS limit WHERE having = 1" },
        { "nested_parentheses", "((SELECT 1)) UNION ALL (((SELECT 2)))" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void The_tree_is_the_reviewed_one(string name, string text) => Golden.Match(name, text + "\n\n" + Parse(text));

    [Theory]
    [MemberData(nameof(Queries))]
    public void The_printed_query_is_read_back_to_an_equal_tree(string name, string text)
    {
        Relation tree = Parse(text);
        string printed = QueryPrinter.Print(tree);

        Relation again = Parse(printed);

        Assert.True(tree.Equals(again), $"{name}: printed as {printed}\n{tree}\n{again}");
    }

    [Fact]
    public void Origins_tell_where_a_relation_stands()
    {
        const string text = "SELECT a FROM nosuch.t x";

        ReadTable table = Assert.Single(Parse(text).DescendantsAndSelf().OfType<ReadTable>());

        Assert.Equal("nosuch.t", table.Origin!.Fragment);
        Assert.Equal(text, Parse(text).Origin!.Fragment);
    }

    [Fact]
    public void Arguments_take_the_place_of_their_markers()
    {
        Dictionary<string, Expression> named = new() { ["n"] = new Literal(DataTypes.Integer, 3) };
        Expression[] positional = [new Literal(DataTypes.String, "a"), new Literal(DataTypes.Integer, 2)];

        Assert.Equal(Parse("SELECT 3 + 1 FROM t WHERE a = 3 LIMIT 3"), Parse("SELECT :n + 1 FROM t WHERE a = :n LIMIT :n", new SqlParameters(named, [])));
        Assert.Equal(Parse("SELECT ((SELECT 'a') = 2)"), Parse("SELECT ((SELECT ?) = ?)", new SqlParameters(new Dictionary<string, Expression>(), positional)));
        Assert.Equal(Parse("SELECT a.b FROM c.d"), Parse("SELECT IDENTIFIER('a.b') FROM IDENTIFIER('c.d')"));
    }

    [Fact]
    public void Views_are_statements_over_queries()
    {
        Assert.Equal(
            new CreateView(Parse("SELECT 1 AS a"), "v", IsGlobal: false, Replace: true) { IsText = true, ColumnNames = ["x"] },
            SqlParser.ParseStatement("CREATE OR REPLACE TEMP VIEW v(x COMMENT 'one') COMMENT 'v' AS SELECT 1 AS a;"));
        Assert.Equal(
            new CreateView(new ReadSource("csv", null, new OptionMap([new("path", "/data"), new("header", "true")]), default), "v", IsGlobal: true, Replace: false),
            SqlParser.ParseStatement("CREATE GLOBAL TEMPORARY VIEW v USING csv OPTIONS (path '/data', header 'true')"));
    }

    private static Relation Parse(string text, SqlParameters? parameters = null)
        => Assert.IsType<QueryStatement>(SqlParser.ParseStatement(text, null, parameters)).Query;
}
