using System.Collections.Frozen;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>The statements that the embedded engine runs; others are refused by name.</summary>
internal sealed partial class StatementParser
{
    private static readonly FrozenSet<string> OtherStatements = new[]
    {
        "ADD", "ALTER", "ANALYZE", "BEGIN", "CACHE", "CALL", "CLEAR", "COMMENT", "CONVERT", "COPY", "DECLARE", "DELETE", "EXECUTE", "EXPLAIN", "FSCK",
        "GENERATE", "GRANT", "INSERT", "LIST", "LOAD", "LOCK", "MERGE", "MSCK", "OPTIMIZE", "REFRESH", "REORG", "REPAIR", "REPLACE", "RESET", "RESTORE",
        "REVOKE", "TRUNCATE", "UNCACHE", "UPDATE", "VACUUM",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly TokenReader _tokens;
    private readonly TypeParser _types;
    private readonly QueryParser _queries;

    public StatementParser(TokenReader tokens, ExpressionParser expressions)
    {
        _tokens = tokens;
        _types = new TypeParser(tokens);
        _queries = expressions.Queries;
    }

    public Statement Statement()
    {
        if (_tokens.AtEnd)
        {
            throw ParseErrors.At(_tokens.Text, 0, "PARSE_EMPTY_STATEMENT");
        }

        Statement statement = Dispatch();
        while (_tokens.TrySymbol(";"))
        {
        }

        _tokens.ExpectEnd();
        return statement;
    }

    private Statement Dispatch()
    {
        if (BeginsQuery())
        {
            return new QueryStatement(_queries.Query());
        }

        if (_tokens.TryWord("CREATE"))
        {
            return Create();
        }

        if (_tokens.TryWord("DROP"))
        {
            return Drop();
        }

        if (_tokens.IsWord("DESCRIBE") || _tokens.IsWord("DESC"))
        {
            return Describe();
        }

        if (_tokens.TryWord("SHOW"))
        {
            return Show();
        }

        if (_tokens.TryWord("SET"))
        {
            return Set();
        }

        if (_tokens.TryWord("USE"))
        {
            _ = TrySchemaWord();
            return new UseSchema(_tokens.Names());
        }

        throw Refuse();
    }

    private bool BeginsQuery() => QueryWords.Begin.Contains(_tokens.WordAt(0)) || _tokens.IsSymbol("(");

    private SparkException Refuse()
    {
        Token first = _tokens.Current;
        string word = _tokens.TextOf(first).ToUpperInvariant();
        return OtherStatements.Contains(word) ? RefuseStatement(first.Start, word) : _tokens.Unexpected();
    }

    private SparkException RefuseStatement(int start, string name)
        => ParseErrors.Unsupported(
            _tokens.Text,
            start,
            $"statement {name}",
            "This version does not run it.",
            "Use the methods of DataFrame, DataFrameWriter, MergeInto or Catalog, or run on Spark with Remote(...).");

    private bool TrySchemaWord() => _tokens.TryWord("SCHEMA") || _tokens.TryWord("DATABASE") || _tokens.TryWord("NAMESPACE");

    private Statement Create()
    {
        if (TrySchemaWord())
        {
            bool absent = _tokens.TryWords("IF", "NOT", "EXISTS");
            return new SchemaClauses(_tokens).Read(new CreateSchema(_tokens.Names(), absent));
        }

        if (TryTemporaryView() is { } view)
        {
            return view;
        }

        if (!_tokens.IsWord("TABLE"))
        {
            string[] rest = ["VIEW", "TEMPORARY", "TEMP", "GLOBAL", "OR", "EXTERNAL", "FUNCTION"];
            throw rest.Any(w => _tokens.IsWord(w))
                ? RefuseStatement(0, "CREATE " + _tokens.TextOf(_tokens.Current).ToUpperInvariant())
                : _tokens.Unexpected();
        }

        _tokens.Next();
        bool ifNotExists = _tokens.TryWords("IF", "NOT", "EXISTS");
        ValueArray<string> name = _tokens.Names();
        StructType? schema = null;
        if (_tokens.TrySymbol("("))
        {
            schema = _types.Columns(inStatement: true);
            _tokens.ExpectSymbol(")");
        }

        return new TableClauses(_tokens).Read(new CreateTable(name, schema, ifNotExists));
    }

    private Statement Drop()
    {
        if (TrySchemaWord())
        {
            bool exists = _tokens.TryWords("IF", "EXISTS");
            ValueArray<string> schema = _tokens.Names();
            bool cascade = _tokens.TryWord("CASCADE");
            _ = !cascade && _tokens.TryWord("RESTRICT");
            return new DropSchema(schema, exists, cascade);
        }

        bool isView = _tokens.TryWord("VIEW");
        if (!isView)
        {
            _tokens.ExpectWord("TABLE");
        }

        bool ifExists = _tokens.TryWords("IF", "EXISTS");
        ValueArray<string> name = _tokens.Names();
        return isView ? new DropView(name, ifExists) : new DropTable(name, ifExists, _tokens.TryWord("PURGE"));
    }

    private Statement Describe()
    {
        int start = _tokens.Next().Start;
        bool history = _tokens.IsWord("HISTORY");
        if ((!history && !_tokens.IsWord("DETAIL")) || !(_tokens.IsName(1) || _tokens.Ahead(1).Kind == TokenKind.String))
        {
            throw RefuseStatement(start, "DESCRIBE TABLE");
        }

        _tokens.Next();
        bool isPath = _tokens.Current.Kind == TokenKind.String;
        ValueArray<string> table = isPath ? [_tokens.String()] : _tokens.Names();
        if (!history)
        {
            return new DescribeDetail(table) { IsPath = isPath };
        }

        int? limit = _tokens.TryWord("LIMIT") ? _tokens.Integer() : null;
        return new DescribeHistory(table, limit) { IsPath = isPath };
    }

    private Statement Show()
    {
        if (_tokens.TryWord("TABLES"))
        {
            ValueArray<string> schema = _tokens.TryWord("FROM") || _tokens.TryWord("IN") ? _tokens.Names() : default;
            return new ShowTables(schema, Pattern());
        }

        if (_tokens.IsWord("TABLE") && _tokens.IsWord("EXTENDED", 1))
        {
            return ShowExtended();
        }

        if (_tokens.TryWord("SCHEMAS") || _tokens.TryWord("DATABASES") || _tokens.TryWord("NAMESPACES"))
        {
            return new ShowSchemas(Pattern());
        }

        throw RefuseStatement(0, "SHOW " + _tokens.TextOf(_tokens.Current).ToUpperInvariant());
    }

    private ShowTables ShowExtended()
    {
        _tokens.Next();
        _tokens.Next();
        ValueArray<string> schema = _tokens.TryWord("FROM") || _tokens.TryWord("IN") ? _tokens.Names() : default;
        _tokens.ExpectWord("LIKE");
        string pattern = _tokens.String();
        if (_tokens.IsWord("PARTITION"))
        {
            throw RefuseStatement(0, "SHOW TABLE EXTENDED … PARTITION");
        }

        return new ShowTables(schema, pattern) { IsExtended = true };
    }

    private string? Pattern()
    {
        bool like = _tokens.TryWord("LIKE");
        return like || _tokens.Current.Kind == TokenKind.String ? _tokens.String() : null;
    }

    // Keys and values of SET are plain text up to the end, not expressions.
    private SetConfig Set()
    {
        if (_tokens.AtEnd || _tokens.IsSymbol(";"))
        {
            return new SetConfig(null, null);
        }

        string rest = _tokens.Text[_tokens.Current.Start..].TrimEnd().TrimEnd(';').TrimEnd();
        while (!_tokens.AtEnd && !_tokens.IsSymbol(";"))
        {
            _tokens.Next();
        }

        int equals = rest.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new SetConfig(Bare(rest), null)
            : new SetConfig(Bare(rest[..equals].Trim()), Bare(rest[(equals + 1)..].Trim()));
    }

    private static string Bare(string text)
        => text.Length > 1 && text[0] is '`' or '\'' or '"' && text[^1] == text[0] ? text[1..^1] : text;
}
