using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>The clauses after the name of a new schema, in any order, each at most once.</summary>
internal sealed class SchemaClauses(TokenReader tokens)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public CreateSchema Read(CreateSchema schema)
    {
        while (true)
        {
            if (tokens.TryWord("COMMENT"))
            {
                schema = schema with { Comment = ClauseReading.Once(tokens, _seen, "COMMENT", tokens.String) };
            }
            else if (tokens.TryWord("LOCATION"))
            {
                schema = schema with { Location = ClauseReading.Once(tokens, _seen, "LOCATION", tokens.String) };
            }
            else if (tokens.TryWords("WITH", "PROPERTIES") || tokens.TryWords("WITH", "DBPROPERTIES"))
            {
                schema = schema with { Properties = ClauseReading.Once(tokens, _seen, "WITH PROPERTIES", () => ClauseReading.Properties(tokens)) };
            }
            else
            {
                return schema;
            }
        }
    }
}

/// <summary>The clauses after the columns of a new table, in any order, each at most once.</summary>
internal sealed class TableClauses(TokenReader tokens)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public CreateTable Read(CreateTable table)
    {
        while (Next(table) is { } more)
        {
            table = more;
        }

        if (tokens.IsWord("AS") || tokens.IsWord("SELECT") || tokens.IsWord("CLUSTER") || tokens.IsWord("CLUSTERED"))
        {
            throw ParseErrors.Unsupported(
                tokens.Text,
                tokens.Current.Start,
                $"clause {tokens.TextOf(tokens.Current).ToUpperInvariant()} of CREATE TABLE",
                "This version creates empty tables without clustering.",
                "Create the table from rows with DataFrame.Write, or run on Spark with Remote(...).");
        }

        return table;
    }

    private CreateTable? Next(CreateTable table)
    {
        if (tokens.TryWord("USING"))
        {
            return table with { Provider = Once("USING", () => string.Join('.', tokens.Names())) };
        }

        if (tokens.TryWord("LOCATION"))
        {
            return table with { Location = Once("LOCATION", tokens.String) };
        }

        if (tokens.TryWord("COMMENT"))
        {
            return table with { Comment = Once("COMMENT", tokens.String) };
        }

        if (tokens.TryWord("TBLPROPERTIES"))
        {
            return table with { Properties = Once("TBLPROPERTIES", () => ClauseReading.Properties(tokens)) };
        }

        if (tokens.TryWord("OPTIONS"))
        {
            return table with { Options = Once("OPTIONS", () => ClauseReading.Properties(tokens)) };
        }

        return tokens.TryWords("PARTITIONED", "BY") ? table with { PartitionedBy = Once("PARTITIONED BY", Columns) } : null;
    }

    private ValueArray<string> Columns()
    {
        tokens.ExpectSymbol("(");
        List<string> columns = [tokens.Name()];
        while (tokens.TrySymbol(","))
        {
            columns.Add(tokens.Name());
        }

        if (tokens.IsSymbol("(") || tokens.IsName())
        {
            throw ParseErrors.Unsupported(
                tokens.Text,
                tokens.Current.Start,
                "partitioning by an expression",
                "A Delta table is partitioned by whole columns.",
                "Add a column that holds the value, and name it here.");
        }

        tokens.ExpectSymbol(")");
        return columns.ToValueArray();
    }

    private T Once<T>(string clause, Func<T> read) => ClauseReading.Once(tokens, _seen, clause, read);
}

/// <summary>What the clauses of statements have in common.</summary>
internal static class ClauseReading
{
    public static T Once<T>(TokenReader tokens, HashSet<string> seen, string clause, Func<T> read)
        => seen.Add(clause) ? read() : throw ParseErrors.At(tokens.Text, tokens.Current.Start, "DUPLICATE_CLAUSES", ("clauseName", clause));

    /// <summary><c>('a.b' = 'x', c.d = 1)</c>.</summary>
    public static OptionMap Properties(TokenReader tokens)
    {
        tokens.ExpectSymbol("(");
        List<KeyValuePair<string, string>> values = [];
        do
        {
            string key = tokens.Current.Kind == TokenKind.String ? tokens.String() : string.Join('.', tokens.Names());
            tokens.TrySymbol("=");
            values.Add(new(key, Value(tokens)));
        }
        while (tokens.TrySymbol(","));
        tokens.ExpectSymbol(")");
        return new OptionMap(values);
    }

    private static string Value(TokenReader tokens)
    {
        if (tokens.Current.Kind == TokenKind.String)
        {
            return tokens.String();
        }

        string sign = tokens.TrySymbol("-") ? "-" : "";
        if (tokens.Current.Kind is TokenKind.Integer or TokenKind.Decimal || tokens.IsWord("TRUE") || tokens.IsWord("FALSE"))
        {
            return sign + tokens.TextOf(tokens.Next()).ToLowerInvariant();
        }

        throw tokens.Unexpected();
    }
}
