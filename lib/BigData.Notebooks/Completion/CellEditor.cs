namespace BigData.Notebooks.Completion;

/// <summary>What an editor asks about a cell that is being written, in C# or in SQL.</summary>
internal sealed class CellEditor(CodeModel code, TableKnowledge tables)
{
    private const string Sql = "%%sql";

    private readonly StringCompletion _strings = new(code, tables);

    public async Task<Suggestions> CompleteAsync(string text, int position, CancellationToken token)
    {
        if (IsSql(text))
        {
            return await new SqlCompletion(tables).CompleteAsync(text, position, [], token).ConfigureAwait(false);
        }

        return await _strings.CompleteAsync(text, position, token).ConfigureAwait(false)
            ?? await code.CompleteAsync(text, position, token).ConfigureAwait(false);
    }

    /// <summary>What stands at a position, for a person; null for nothing.</summary>
    public async Task<string?> InspectAsync(string text, int position, CancellationToken token)
    {
        if (IsSql(text))
        {
            string word = Word(text, position);
            return await tables.TableAsync(word, token).ConfigureAwait(false) is { } table ? $"{word}\n{table.TreeString()}" : null;
        }

        if (await _strings.InspectAsync(text, position, token).ConfigureAwait(false) is { } named)
        {
            return named;
        }

        string? described = await code.InspectAsync(text, position, token).ConfigureAwait(false);
        return await tables.FrameAsync(Word(text, position), token).ConfigureAwait(false) is { } schema ? $"{described}\n\n{schema.TreeString()}" : described;
    }

    private static bool IsSql(string text) => text.TrimStart().StartsWith(Sql, StringComparison.Ordinal);

    private static string Word(string text, int position)
    {
        bool IsPart(int i) => i >= 0 && i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '.');
        (int start, int end) = (Math.Min(position, text.Length), Math.Min(position, text.Length));
        while (IsPart(start - 1))
        {
            start--;
        }

        while (IsPart(end))
        {
            end++;
        }

        return text[start..end];
    }
}
