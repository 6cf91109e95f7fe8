namespace BigData.DuckDb;

/// <summary>The one place that quotes names and text for DuckDB.</summary>
public static class DuckDbSql
{
    /// <summary>Quotes an identifier: <c>a"b</c> becomes <c>"a""b"</c>.</summary>
    /// <param name="name">The name, any text.</param>
    /// <returns>The quoted identifier.</returns>
    public static string Identifier(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>Quotes text: <c>it's</c> becomes <c>'it''s'</c>. Text with a NUL character is given as a concatenation, which DuckDB takes as a constant.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The quoted literal.</returns>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        return text.Contains('\0', StringComparison.Ordinal)
            ? "(" + quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal) + ")"
            : quoted;
    }

    /// <summary>Escapes a file name so that DuckDB's readers take it as that one file and not as a pattern.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The path with <c>[</c>, <c>*</c> and <c>?</c> in brackets; not quoted.</returns>
    public static string EscapeGlob(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.AsSpan().IndexOfAny('[', '*', '?') < 0
            ? path
            : string.Concat(path.Select(c => c is '[' or '*' or '?' ? $"[{c}]" : c.ToString()));
    }
}
