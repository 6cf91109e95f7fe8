using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Errors of SQL text with the place where they stand, in Spark's classes.</summary>
internal static class ParseErrors
{
    /// <summary>Any condition, at a character of the text.</summary>
    public static SparkException At(string text, int start, string errorClass, params (string Name, string Value)[] parameters)
        => Create(text, start, start, errorClass, parameters);

    /// <summary>Any condition, about a fragment of the text from start to before end.</summary>
    public static SparkException Fragment(string text, int start, int end, string errorClass, params (string Name, string Value)[] parameters)
        => Create(text, start, end - 1, errorClass, parameters);

    /// <summary>Text that does not follow the grammar.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="token">The token that does not fit.</param>
    /// <param name="hint">What Spark adds after it, such as <c>: extra input 'x'</c>.</param>
    public static SparkException Syntax(string text, Token token, string hint = "")
    {
        string near = token.Kind == TokenKind.End ? "end of input" : $"'{text[token.Start..token.End]}'";
        return At(text, token.Start, "PARSE_SYNTAX_ERROR", ("error", near), ("hint", hint));
    }

    /// <summary>Text that Spark accepts and this engine does not.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where the construct begins.</param>
    /// <param name="name">The construct, such as <c>statement SELECT</c>.</param>
    /// <param name="reason">A sentence that says why.</param>
    /// <param name="remedy">A sentence that says what to do instead.</param>
    public static SparkException Unsupported(string text, int start, string name, string reason, string remedy)
        => SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.SQL",
            [Context(text, start, start)],
            null,
            ("name", name),
            ("reason", reason),
            ("remedy", remedy));

    private static SparkException Create(string text, int start, int stop, string errorClass, (string Name, string Value)[] parameters)
        => SparkErrors.Create(errorClass, [Context(text, start, stop)], null, parameters);

    private static QueryContext Context(string text, int start, int stop)
    {
        int from = Math.Min(start, text.Length);
        return new QueryContext
        {
            StartIndex = start,
            StopIndex = stop,
            Fragment = text[from..Math.Clamp(stop + 1, from, text.Length)],
            Summary = Summary(text, start),
        };
    }

    private static string Summary(string text, int start)
    {
        int at = Math.Min(start, text.Length);
        int lineStart = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        int line = text.AsSpan(0, lineStart).Count('\n') + 1;
        int lineEnd = text.IndexOf('\n', at);
        string before = lineEnd < 0 ? text : text[..lineEnd];
        string after = lineEnd < 0 ? "" : text[lineEnd..];
        return $"(line {line}, pos {at - lineStart})\n\n== SQL ==\n{before}\n{new string('-', at - lineStart)}^^^{after}\n";
    }
}
