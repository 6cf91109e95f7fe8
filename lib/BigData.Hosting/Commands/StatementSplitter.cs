namespace BigData.Hosting.Commands;

/// <summary>Cuts a SQL text into its statements, at semicolons that are outside of quotes and comments.</summary>
internal static class StatementSplitter
{
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> statements = [];
        int start = 0;
        bool hasText = false;
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            int end = c is '\'' or '"' or '`' ? Quoted(text, at) : Comment(text, at);
            hasText |= end == at ? c != ';' && !char.IsWhiteSpace(c) : c is '\'' or '"' or '`';
            if (c == ';' && end == at)
            {
                Add(statements, text[start..at], hasText);
                start = at + 1;
                hasText = false;
            }

            at = Math.Max(end, at + 1);
        }

        Add(statements, text[start..], hasText);
        return statements;
    }

    private static void Add(List<string> statements, string text, bool hasText)
    {
        if (hasText)
        {
            statements.Add(text.Trim());
        }
    }

    // The index after the closing quote; a backslash hides the character after it, except in names.
    private static int Quoted(string text, int at)
    {
        char quote = text[at];
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote != '`')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    // The index after the comment that begins here; the same index when none does. Comments between slashes nest.
    private static int Comment(string text, int at)
    {
        if (text.AsSpan(at).StartsWith("--"))
        {
            int line = text.IndexOf('\n', at);
            return line < 0 ? text.Length : line;
        }

        if (!text.AsSpan(at).StartsWith("/*"))
        {
            return at;
        }

        int depth = 0;
        for (int i = at; i + 1 < text.Length; i++)
        {
            int step = text[i] == '/' && text[i + 1] == '*' ? 1 : text[i] == '*' && text[i + 1] == '/' ? -1 : 0;
            depth += step;
            if (step != 0)
            {
                i++;
            }

            if (depth == 0)
            {
                return i + 1;
            }
        }

        return text.Length;
    }
}
