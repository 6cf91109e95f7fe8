using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Tests.Parsing;

public sealed class ParseErrorTests
{
    // The class, the position and the words near it are those of Spark's parser for the same text.
    [Theory]
    [InlineData("", 0, "end of input", "")]
    [InlineData("a +", 3, "end of input", "")]
    [InlineData("a b c", 4, "'c'", ": extra input 'c'")]
    [InlineData("a b c d", 4, "'c'", "")]
    [InlineData("(a", 2, "end of input", "")]
    [InlineData("1 +* 2", 5, "'2'", ": extra input '2'")]
    [InlineData("'abc", 0, "'''", "")]
    [InlineData("`abc", 0, "'`'", "")]
    [InlineData("a )", 2, "')'", ": extra input ')'")]
    [InlineData("f(a,)", 4, "')'", "")]
    [InlineData("a.1", 1, "'.1'", ": extra input '.1'")]
    [InlineData("a$b", 1, "'$'", "")]
    [InlineData("a.b.", 4, "end of input", "")]
    [InlineData("@", 0, "'@'", "")]
    [InlineData("a over (order by b)", 7, "'('", "")]
    public void Text_outside_the_grammar_names_the_place(string text, int position, string near, string hint)
    {
        ParseException e = Assert.Throws<ParseException>(() => SqlParser.ParseExpression(text));

        Assert.Equal("PARSE_SYNTAX_ERROR", e.ErrorClass);
        Assert.Equal("42601", e.SqlState);
        Assert.Equal(near, e.MessageParameters["error"]);
        Assert.Equal(hint, e.MessageParameters["hint"]);
        Assert.Equal(position, Assert.Single(e.QueryContext).StartIndex);
    }

    [Theory]
    [InlineData("128Y", "INVALID_NUMERIC_LITERAL_RANGE")]
    [InlineData("99999999999999999999L", "INVALID_NUMERIC_LITERAL_RANGE")]
    [InlineData("1e400", "INVALID_NUMERIC_LITERAL_RANGE")]
    [InlineData("123456789012345678901234567890123456789", "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")]
    [InlineData("1.5e400BD", "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")]
    [InlineData("date '2020-13-01'", "INVALID_TYPED_LITERAL")]
    [InlineData("timestamp 'x'", "INVALID_TYPED_LITERAL")]
    [InlineData("X'GG'", "INVALID_TYPED_LITERAL")]
    [InlineData("foo 'x'", "UNSUPPORTED_TYPED_LITERAL")]
    [InlineData("a in ()", "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE")]
    [InlineData("a like b escape 'xx'", "INVALID_ESC")]
    [InlineData("cast(a as foo)", "UNSUPPORTED_DATATYPE")]
    [InlineData("cast(a as decimal(50,2))", "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")]
    [InlineData("é", "INVALID_IDENTIFIER")]
    [InlineData("/* unclosed a", "UNCLOSED_BRACKETED_COMMENT")]
    [InlineData("time '10:00:00'", "EMBEDDED_UNSUPPORTED.SQL")]
    public void Other_mistakes_have_Sparks_classes(string text, string errorClass)
    {
        SparkException e = Assert.ThrowsAny<SparkException>(() => SqlParser.ParseExpression(text));

        Assert.Equal(errorClass, e.ErrorClass);
        Assert.DoesNotContain("Internal error", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_shows_the_text_and_points_at_the_place()
    {
        ParseException e = Assert.Throws<ParseException>(() => SqlParser.ParseExpression("a\n b c"));

        Assert.Contains("(line 2, pos 3)", e.Message, StringComparison.Ordinal);
        Assert.Contains("a\n b c\n---^^^", e.Message, StringComparison.Ordinal);
    }
}
