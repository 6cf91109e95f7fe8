using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>The doors of the parser: what kinds of text there are. All errors are Spark's, with the place in the text.</summary>
internal static class SqlParser
{
    /// <summary>An expression with an optional alias, as in <c>Expr</c>, <c>Where</c> and <c>SelectExpr</c>.</summary>
    /// <param name="text">Spark SQL.</param>
    /// <param name="zone">The session's time zone, for timestamp constants; UTC when null.</param>
    public static Expression ParseExpression(string text, TimeZoneInfo? zone = null)
    {
        TokenReader tokens = new(text);
        Expression expression = new ExpressionParser(tokens, zone ?? TimeZoneInfo.Utc).NamedExpression();
        tokens.ExpectEnd();
        return expression;
    }

    /// <summary>A type, such as <c>decimal(10,2)</c>.</summary>
    public static DataType ParseType(string text)
    {
        TokenReader tokens = new(text);
        DataType type = new TypeParser(tokens).Type();
        tokens.ExpectEnd();
        return type;
    }

    /// <summary>A schema: columns such as <c>a INT, b STRING NOT NULL</c>, or Spark's JSON of a struct.</summary>
    public static StructType ParseSchema(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith("{"))
        {
            return StructType.FromJson(text);
        }

        TokenReader tokens = new(text);
        if (tokens.IsWord("STRUCT") && tokens.IsSymbol("<", 1))
        {
            return (StructType)ParseType(text);
        }

        StructType schema = new TypeParser(tokens).Columns();
        return tokens.AtEnd ? schema : throw tokens.Unexpected();
    }

    /// <summary>The name of a table, view or function: parts joined by dots.</summary>
    public static ValueArray<string> ParseName(string text)
    {
        TokenReader tokens = new(text);
        ValueArray<string> names = tokens.Names();
        tokens.ExpectEnd();
        return names;
    }

    /// <summary>A statement; a query is a <see cref="QueryStatement"/>.</summary>
    /// <param name="text">Spark SQL.</param>
    /// <param name="zone">The session's time zone, for timestamp constants; UTC when null.</param>
    /// <param name="parameters">The arguments of the text; none when null.</param>
    public static Statement ParseStatement(string text, TimeZoneInfo? zone = null, SqlParameters? parameters = null)
    {
        TokenReader tokens = new(text);
        return new StatementParser(tokens, new ExpressionParser(tokens, zone ?? TimeZoneInfo.Utc, parameters)).Statement();
    }

    /// <summary>The name of a column as <c>Col("…")</c> takes it: only dots and back-ticks are special.</summary>
    public static ValueArray<string> ParseAttributeName(string name)
    {
        List<string> parts = [];
        StringBuilder part = new();
        bool quoted = false;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool doubled = i + 1 < name.Length && name[i + 1] == '`';
            if (quoted && c == '`' && !doubled)
            {
                quoted = false;
                Check(i + 1 == name.Length || name[i + 1] == '.', name);
            }
            else if (quoted || c is not ('`' or '.'))
            {
                part.Append(c);
                i += quoted && c == '`' ? 1 : 0;
            }
            else if (c == '`')
            {
                Check(part.Length == 0, name);
                quoted = true;
            }
            else
            {
                Check(i > 0 && name[i - 1] != '.' && i < name.Length - 1, name);
                parts.Add(part.ToString());
                part.Clear();
            }
        }

        Check(!quoted, name);
        parts.Add(part.ToString());
        return parts.ToValueArray();
    }

    private static void Check(bool holds, string name)
    {
        if (!holds)
        {
            throw SparkErrors.Create("INVALID_ATTRIBUTE_NAME_SYNTAX", ("name", name));
        }
    }
}
