using System.Collections.Frozen;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>
/// Which words go on with a query. Spark lets nearly every word be a name, so a word that could be an alias is one unless what follows it
/// makes it a clause.
/// </summary>
internal static class QueryWords
{
    public static readonly FrozenSet<string> Begin = Set("SELECT", "WITH", "VALUES", "FROM", "TABLE");

    /// <summary>Words after which the word before was a name.</summary>
    public static readonly FrozenSet<string> AfterName = Set("IN", "IS", "LIKE", "ILIKE", "RLIKE", "BETWEEN", "AND", "OR", "AS", "THEN", "ELSE", "END");

    private static readonly FrozenSet<string> Joins = Set(
        "ANTI", "CROSS", "EXCEPT", "FULL", "INNER", "INTERSECT", "JOIN", "LATERAL", "LEFT", "NATURAL", "ON", "RIGHT", "SEMI", "MINUS", "UNION", "USING");

    private static readonly FrozenSet<string> WithValue = Set("FROM", "WHERE", "HAVING", "QUALIFY", "LIMIT", "OFFSET");

    private static readonly FrozenSet<string> WithBy = Set("GROUP", "ORDER", "SORT", "CLUSTER", "DISTRIBUTE");

    private static readonly FrozenSet<string> TableClauses = Set("PIVOT", "UNPIVOT", "TABLESAMPLE");

    /// <summary>Whether the word here begins a clause of a query, so that it is no alias of a column.</summary>
    public static bool IsClause(TokenReader tokens)
    {
        string word = tokens.WordAt(0);
        if (WithValue.Contains(word))
        {
            return !EndsItem(tokens, 1);
        }

        return (WithBy.Contains(word) && tokens.IsWord("BY", 1))
            || (word == "WINDOW" && tokens.IsName(1) && tokens.IsWord("AS", 2))
            || (word == "LATERAL" && tokens.IsWord("VIEW", 1))
            || IsSetOperator(tokens, 0);
    }

    /// <summary>Whether the word here cannot be the name of a table.</summary>
    public static bool IsAfterTable(TokenReader tokens)
        => Joins.Contains(tokens.WordAt(0)) || IsClause(tokens) || (tokens.IsWord("SELECT") && tokens.Ahead(1).Kind != TokenKind.End) || (TableClauses.Contains(tokens.WordAt(0)) && tokens.IsSymbol("(", 1))
            || ((tokens.IsWord("VERSION") || tokens.IsWord("TIMESTAMP") || tokens.IsWord("SYSTEM_VERSION") || tokens.IsWord("SYSTEM_TIME")) && tokens.IsWord("AS", 1))
            || (tokens.IsWord("FOR") && (tokens.IsWord("VERSION", 1) || tokens.IsWord("TIMESTAMP", 1) || tokens.IsWord("SYSTEM_VERSION", 1) || tokens.IsWord("SYSTEM_TIME", 1)));

    public static bool IsSetOperator(TokenReader tokens, int at)
    {
        if (tokens.WordAt(at) is not ("UNION" or "EXCEPT" or "MINUS" or "INTERSECT"))
        {
            return false;
        }

        int next = at + (tokens.IsWord("ALL", at + 1) || tokens.IsWord("DISTINCT", at + 1) ? 2 : 1);
        return tokens.IsSymbol("(", next) || Begin.Contains(tokens.WordAt(next));
    }

    private static bool EndsItem(TokenReader tokens, int at)
        => tokens.Ahead(at).Kind == TokenKind.End || tokens.IsSymbol(",", at) || tokens.IsSymbol(")", at) || tokens.IsSymbol(";", at);

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
