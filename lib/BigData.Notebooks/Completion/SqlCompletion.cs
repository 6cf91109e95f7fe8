using System.Text.RegularExpressions;
using BigData.Spark.Sql.Types;

namespace BigData.Notebooks.Completion;

/// <summary>What could stand at a place of a SQL text: tables, columns of the tables that the text names, words of the language.</summary>
internal sealed partial class SqlCompletion(TableKnowledge tables)
{
    private static readonly string[] Words =
    [
        "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "JOIN", "LEFT JOIN", "ON", "USING", "WITH", "AS", "AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "IS NULL",
        "IS NOT NULL", "CASE", "WHEN", "THEN", "ELSE", "END", "DISTINCT", "UNION ALL", "DESC", "ASC", "OVER", "PARTITION BY", "CAST", "DATE", "count", "sum", "avg", "min", "max", "round", "coalesce",
        "date_trunc", "date_add", "datediff", "row_number", "rank", "lag", "lead", "percentile", "stddev", "concat", "lower", "upper", "substring",
    ];

    /// <summary>Suggestions for a position of a text.</summary>
    public async Task<Suggestions> CompleteAsync(string sql, int position, IReadOnlyList<StructField> columns, CancellationToken token)
    {
        int start = position;
        while (start > 0 && (char.IsLetterOrDigit(sql[start - 1]) || sql[start - 1] is '_' or '.'))
        {
            start--;
        }

        string typed = sql[start..position];
        List<Suggestion> items = [.. columns.Select(field => new Suggestion(field.Name, "property"))];
        foreach (string name in Named().Matches(sql).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            StructType? schema = await tables.TableAsync(name, token).ConfigureAwait(false) ?? await tables.FrameAsync(name, token).ConfigureAwait(false);
            items.AddRange((schema?.Fields ?? []).Select(field => new Suggestion(field.Name, "property")));
        }

        items.AddRange(tables.Tables().Select(table => new Suggestion(table, "class")));
        int dot = typed.LastIndexOf('.');
        if (dot >= 0 && !items.Exists(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
        {
            // After an alias: its columns.
            start += dot + 1;
            typed = typed[(dot + 1)..];
            items.RemoveAll(item => item.Kind != "property");
        }
        else
        {
            items.AddRange(Words.Select(word => new Suggestion(word, "keyword")));
        }

        return new Suggestions(start, position, [.. items.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).DistinctBy(item => item.Text, StringComparer.Ordinal)]);
    }

    [GeneratedRegex(@"[A-Za-z_]\w*(\.[A-Za-z_]\w*)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Named();
}
