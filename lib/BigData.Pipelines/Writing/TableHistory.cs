using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Writing;

/// <summary>Reads a table's commits and finds what the runner last put in.</summary>
internal sealed class TableHistory(SparkSession spark)
{
    private const int FirstLook = 8;

    /// <summary>Commits, newest first.</summary>
    /// <param name="identifier">delta.`/path`.</param>
    /// <param name="limit">How many at most; null for all.</param>
    /// <param name="token">Stops the query.</param>
    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(string identifier, int? limit, CancellationToken token)
    {
        string tail = limit is { } count ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {count}") : string.Empty;
        DataFrame history = await spark.SqlAsync($"DESCRIBE HISTORY {identifier}{tail}", token).ConfigureAwait(false);
        IReadOnlyList<Row> rows = await history.CollectAsync(token).ConfigureAwait(false);
        return [.. rows.Select(ToEntry).OrderByDescending(entry => entry.Version)];
    }

    /// <summary>The newest state of a table: from its folder, or from the engine when the folder does not tell.</summary>
    public async Task<TableState> StateAsync(string table, string path, CancellationToken token)
    {
        if (TryFromFolder(table, path) is { } state)
        {
            return state;
        }

        string identifier = TableStatements.ByPath(path);
        IReadOnlyList<HistoryEntry> entries = await ReadAsync(identifier, FirstLook, token).ConfigureAwait(false);
        (CommitFacts? facts, bool isSure) = Newest(entries, table, seesAll: entries.Count < FirstLook);
        if (!isSure)
        {
            entries = await ReadAsync(identifier, null, token).ConfigureAwait(false);
            (facts, _) = Newest(entries, table, seesAll: true);
        }

        return new TableState(entries[0].Version, facts, entries[0].Metrics);
    }

    private static TableState? TryFromFolder(string table, string path)
    {
        HistoryEntry? newest = null;
        HistoryEntry? last = null;
        try
        {
            (CommitFacts? facts, bool isSure) = Newest(Walk(), table, seesAll: false);
            return newest is not null && (isSure || last!.Version == 0) ? new TableState(newest.Version, facts, newest.Metrics) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return null;
        }

        IEnumerable<HistoryEntry> Walk()
        {
            foreach (HistoryEntry entry in CommitLog.NewestFirst(CommitLog.FolderOf(path)))
            {
                newest ??= entry;
                last = entry;
                yield return entry;
            }
        }
    }

    /// <summary>
    /// Walks back to the newest commit of the runner. A RESTORE leads to the version that was restored: what lies between does
    /// not count any more.
    /// </summary>
    internal static (CommitFacts? Facts, bool IsSure) Newest(IEnumerable<HistoryEntry> newestFirst, string table, bool seesAll)
    {
        long limit = long.MaxValue;
        foreach (HistoryEntry entry in newestFirst)
        {
            if (entry.Version > limit)
            {
                continue;
            }

            if (CommitFacts.Parse(entry.UserMetadata, table) is { } facts)
            {
                return (facts, true);
            }

            if (entry.Operation == "RESTORE"
                && entry.Parameters.TryGetValue("version", out string? text)
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long restored))
            {
                limit = restored;
            }
        }

        return (null, seesAll);
    }

    private static HistoryEntry ToEntry(Row row) => new(
        row.GetAs<long>("version"),
        row.GetAs<DateTimeOffset>("timestamp"),
        row.GetAs<string?>("operation") ?? string.Empty,
        Texts(row, "operationParameters"),
        Texts(row, "operationMetrics"),
        row.GetAs<string?>("userMetadata"));

    private static Dictionary<string, string> Texts(Row row, string column)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        if (row.Get(column) is System.Collections.IEnumerable map)
        {
            foreach (object? item in map)
            {
                if (item is KeyValuePair<object, object?> pair && pair.Value is not null)
                {
                    texts[pair.Key.ToString()!] = pair.Value.ToString()!;
                }
            }
        }

        return texts;
    }
}
