using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Tests.Parsing;

public sealed class ExpressionParserTests
{
    // Left: SQL text. Right: the tree, printed with every operand in parentheses. Seen with Spark's own parser.
    [Theory]
    [InlineData("a + b * -5", "a + (b * -5)")]
    [InlineData("- 5", "-5")]
    [InlineData("- - 5", "-(-5)")]
    [InlineData("- (5)", "-(5)")]
    [InlineData("-a", "-(a)")]
    [InlineData("+a", "+(a)")]
    [InlineData("~a", "~(a)")]
    [InlineData("a -5", "a - 5")]
    [InlineData("a - -5", "a - -5")]
    [InlineData("2-5", "2 - 5")]
    [InlineData("a--5", "a")]
    [InlineData("a or b and not c", "a OR (b AND (NOT c))")]
    [InlineData("not a = b", "NOT (a = b)")]
    [InlineData("!a", "NOT a")]
    [InlineData("a = b = c", "(a = b) = c")]
    [InlineData("a = b is null", "(a = b) IS NULL")]
    [InlineData("a < b + 1 is null", "(a < (b + 1)) IS NULL")]
    [InlineData("a and b is null", "a AND (b IS NULL)")]
    [InlineData("a between 1 and 2 and c", "(a BETWEEN 1 AND 2) AND c")]
    [InlineData("a not between 1 and 2", "NOT (a BETWEEN 1 AND 2)")]
    [InlineData("a <> b", "NOT (a = b)")]
    [InlineData("a != b", "NOT (a = b)")]
    [InlineData("a == b", "a = b")]
    [InlineData("a <=> null", "a <=> NULL")]
    [InlineData("a is distinct from b", "NOT (a <=> b)")]
    [InlineData("a is not distinct from b", "a <=> b")]
    [InlineData("a is true", "a <=> true")]
    [InlineData("a is not false", "NOT (a <=> false)")]
    [InlineData("a is unknown", "a IS NULL")]
    [InlineData("a is not null", "a IS NOT NULL")]
    [InlineData("a || b || c", "concat(concat(a, b), c)")]
    [InlineData("a div b % c", "(a DIV b) % c")]
    [InlineData("a & b | c ^ d", "(a & b) | (c ^ d)")]
    [InlineData("a << 2 + 1", "a << (2 + 1)")]
    [InlineData("a >> 1 >>> 2", "(a >> 1) >>> 2")]
    [InlineData("a !> b", "a <= b")]
    [InlineData("a in (1, 2)", "a IN (1, 2)")]
    [InlineData("a not in (1)", "NOT (a IN (1))")]
    [InlineData("a like 'x%'", "a LIKE 'x%'")]
    [InlineData("a like 'x!%' escape '!'", "a LIKE 'x!%' ESCAPE '!'")]
    [InlineData("a not ilike 'b'", "NOT (a ILIKE 'b')")]
    [InlineData("a regexp 'x'", "a RLIKE 'x'")]
    [InlineData("a like any ('x', 'y')", "(a LIKE 'x') OR (a LIKE 'y')")]
    [InlineData("a not like all ('x', 'y')", "(NOT (a LIKE 'x')) AND (NOT (a LIKE 'y'))")]
    [InlineData("case when a then 1 else 2 end", "CASE WHEN a THEN 1 ELSE 2 END")]
    [InlineData("case a when 1 then 2 when 3 then 4 end", "CASE WHEN a = 1 THEN 2 WHEN a = 3 THEN 4 END")]
    [InlineData("cast(a as int)", "CAST(a AS INT)")]
    [InlineData("try_cast(a as decimal(10,2))", "TRY_CAST(a AS DECIMAL(10,2))")]
    [InlineData("a::bigint", "CAST(a AS BIGINT)")]
    [InlineData("-a::bigint", "-(CAST(a AS BIGINT))")]
    public void Operators_bind_as_in_Spark(string text, string tree)
        => Assert.Equal(tree, SqlParser.ParseExpression(text).ToString());

    [Theory]
    [InlineData("count(*)", "count(1)")]
    [InlineData("count(distinct a, b)", "count(DISTINCT a, b)")]
    [InlineData("count(t.*)", "count(t.*)")]
    [InlineData("sum(all a)", "sum(a)")]
    [InlineData("sum(a) filter (where b > 1)", "sum(a) FILTER (WHERE b > 1)")]
    [InlineData("listagg(a, ',') within group (order by b)", "listagg(a, ',') WITHIN GROUP (ORDER BY b ASC NULLS FIRST)")]
    [InlineData("first(a ignore nulls)", "first(a, true)")]
    [InlineData("lag(a, 1) ignore nulls over (order by b)", "lag(a, 1) IGNORE NULLS OVER (ORDER BY b ASC NULLS FIRST)")]
    [InlineData("row_number() over (partition by a, b order by c desc)", "row_number() OVER (PARTITION BY a, b ORDER BY c DESC NULLS LAST)")]
    [InlineData("sum(a) over ()", "sum(a) OVER ()")]
    [InlineData("sum(a) over (order by b rows 2 preceding)", "sum(a) OVER (ORDER BY b ASC NULLS FIRST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)")]
    [InlineData("transform(a, x -> x + 1)", "transform(a, x -> (x + 1))")]
    [InlineData("transform(a, (x, i) -> x.y + i)", "transform(a, (x, i) -> (x.y + i))")]
    [InlineData("extract(year from d)", "extract('year', d)")]
    [InlineData("substring(a from 2 for 3)", "substring(a, 2, 3)")]
    [InlineData("trim(both from a)", "trim(a)")]
    [InlineData("trim(leading 'x' from a)", "ltrim('x', a)")]
    [InlineData("trim('x' from a)", "trim('x', a)")]
    [InlineData("position('a' in b)", "locate('a', b, 1)")]
    [InlineData("overlay(a placing b from 1 for 2)", "overlay(a, b, 1, 2)")]
    [InlineData("dateadd(day, 1, d)", "timestampadd('day', 1, d)")]
    [InlineData("datediff(a, b)", "datediff(a, b)")]
    [InlineData("date_diff(day, a, b)", "timestampdiff('day', a, b)")]
    [InlineData("f(k => 1, 2)", "f(k => 1, 2)")]
    [InlineData("(a, b + 1 as c)", "named_struct('a', a, 'c', b + 1)")]
    [InlineData("left(a, 1)", "left(a, 1)")]
    [InlineData("date(a)", "date(a)")]
    [InlineData("a.b(c)", "a.b(c)")]
    [InlineData("exists(a, x -> x > 1)", "exists(a, x -> (x > 1))")]
    public void Functions_are_read_with_their_clauses(string text, string tree)
        => Assert.Equal(tree, SqlParser.ParseExpression(text).ToString());

    [Theory]
    [InlineData("a.b.c[1].d", "a.b.c[1].d")]
    [InlineData("`a b`.`c``d`", "`a b`.`c``d`")]
    [InlineData("(a).b", "a.b")]
    [InlineData("f().x", "f().x")]
    [InlineData("array(1,2)[0]", "array(1, 2)[0]")]
    [InlineData("*", "*")]
    [InlineData("t.*", "t.*")]
    [InlineData("1abc.b", "`1abc`.b")]
    [InlineData("from", "`from`")]
    [InlineData("select", "`select`")]
    [InlineData("a -- comment", "a")]
    [InlineData("a /* x /* y */ z */ + b", "a + b")]
    [InlineData("a as b", "a AS b")]
    [InlineData("a b", "a AS b")]
    [InlineData("a from", "a AS `from`")]
    [InlineData("explode(m) as (k, v)", "explode(m) AS (k, v)")]
    public void Names_are_read_as_in_Spark(string text, string tree)
        => Assert.Equal(tree, SqlParser.ParseExpression(text).ToString());

    [Fact]
    public void A_chain_of_ten_thousand_operators_is_read_and_printed()
    {
        string text = string.Join(" OR ", Enumerable.Range(0, 2000).Select(i => $"a = {i}"));

        Expression tree = SqlParser.ParseExpression(text);

        Assert.Equal(2000 * 4 - 1, tree.DescendantsAndSelf().Count());
    }

    [Fact]
    public void Parentheses_without_end_are_refused_and_do_not_end_the_process()
    {
        string text = new string('(', 200_000) + "1" + new string(')', 200_000);

        Sql.SparkException e = Assert.ThrowsAny<Sql.SparkException>(() => SqlParser.ParseExpression(text));

        Assert.Equal("FAILED_TO_PARSE_TOO_COMPLEX", e.ErrorClass);
    }
}
