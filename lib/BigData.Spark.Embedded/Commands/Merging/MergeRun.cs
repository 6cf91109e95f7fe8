using System.Globalization;
using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Transactions;
using BigData.DuckDb;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands.Merging;

/// <summary>One try of a merge on one version of its target. Its intermediate tables are dropped at the end.</summary>
internal sealed class MergeRun(
    EmbeddedSession session,
    SessionCompiler compiler,
    MergeIntoTable merge,
    string name,
    MergeSides sides,
    MergeShape shape,
    Snapshot snapshot,
    DataFileSession files,
    Transaction transaction) : IAsyncDisposable
{
    private const string UsageReference = "https://docs.delta.io/latest/delta-update.html#upsert-into-a-table-using-merge";
    private readonly MergePlans _plans = new(sides, merge.Condition, shape);
    private readonly Dictionary<string, ScanSource> _given = new(StringComparer.Ordinal);
    private readonly List<string> _scratch = [];
    private IReadOnlyList<AddFile> _candidates = [];

    internal async Task<MergeOutcome> RunAsync(CancellationToken token)
    {
        _candidates = transaction.Read();
        _given[MergeSides.Target] = Target(_candidates);
        if (shape.OnlyInserts(_candidates.Count))
        {
            return await InsertAsync(token).ConfigureAwait(false);
        }

        string source = await SourceAsync(token).ConfigureAwait(false);
        return await RewriteAsync(source, token).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string table in _scratch)
        {
            await SessionTables.DropAsync(session, table).ConfigureAwait(false);
        }
    }

    // Rows are only added, so that the source is read once, straight from its plan, and nothing is remembered or rewritten.
    private async Task<MergeOutcome> InsertAsync(CancellationToken token)
    {
        if (shape.NotMatched.IsEmpty)
        {
            return new MergeOutcome();
        }

        using QueryScope scope = new();
        MergeAgainst against = _candidates.Count == 0 ? MergeAgainst.Nothing : MergeAgainst.Target;
        RenderedQuery query = await compiler.CompileAsync(_plans.Inserted(against), scope, token, _given).ConfigureAwait(false);
        IReadOnlyList<DataFile> added = await WriteAsync([query.Sql], token).ConfigureAwait(false);
        long rows = added.Sum(file => file.RowCount);
        return new MergeOutcome { Inserted = rows, OutputRows = rows, Added = added };
    }

    private async Task<MergeOutcome> RewriteAsync(string source, CancellationToken token)
    {
        string matches = await ScratchAsync(MergeSides.Matches, _plans.Matches(), MergePlans.MatchSchema, token).ConfigureAwait(false);
        await CheckSingleMatchAsync(matches, token).ConfigureAwait(false);
        string? lonely = shape.NotMatchedBySource.IsEmpty
            ? null
            : await ScratchAsync(MergeSides.Lonely, _plans.Lonely(), MergePlans.LonelySchema, token).ConfigureAwait(false);

        IReadOnlyList<long> touched = await TouchedAsync(matches, lonely, token).ConfigureAwait(false);
        AddFile[] removed = [.. touched.Select(index => _candidates[(int)index])];
        using QueryScope scope = new();
        IReadOnlyList<DataFile> changes = [];
        List<string> parts = [];
        if (removed.Length > 0)
        {
            _given[MergeSides.Target] = Target(removed, touched);
        }

        if (removed.Length > 0 && snapshot.Metadata.RecordsChanges)
        {
            MergeFeed feed = await FeedAsync(token).ConfigureAwait(false);
            changes = await files.WriteChangesAsync(feed.Changes(), transaction.Metadata ?? throw NoMetadata(), token).ConfigureAwait(false);
            parts.AddRange([await SqlAsync(_plans.Kept(), scope, token).ConfigureAwait(false), .. feed.Rows()]);
        }
        else
        {
            parts.AddRange(removed.Length > 0 ? [await SqlAsync(_plans.Rewritten(), scope, token).ConfigureAwait(false)] : []);
            parts.AddRange(shape.NotMatched.IsEmpty ? [] : [await SqlAsync(_plans.Inserted(MergeAgainst.Matches), scope, token).ConfigureAwait(false)]);
        }

        IReadOnlyList<DataFile> added = parts.Count == 0 ? [] : await WriteAsync(parts, token).ConfigureAwait(false);
        foreach (DataFile file in changes)
        {
            transaction.AddChanges(file);
        }

        foreach (AddFile file in removed)
        {
            transaction.Remove(file);
        }

        return await OutcomeAsync(source, matches, lonely, removed, added, token).ConfigureAwait(false) with { ChangeFiles = changes.Count };
    }

    private async Task<MergeFeed> FeedAsync(CancellationToken token)
    {
        string changed = await TableAsync(_plans.Changed(), MergeFeed.Width(shape.Schema), token).ConfigureAwait(false);
        string? inserted = shape.NotMatched.IsEmpty ? null : await TableAsync(_plans.Inserted(MergeAgainst.Matches), shape.Schema.Count, token).ConfigureAwait(false);
        return new MergeFeed(changed, inserted, shape.Schema);
    }

    private async Task<MergeOutcome> OutcomeAsync(
        string source, string matches, string? lonely, IReadOnlyList<AddFile> removed, IReadOnlyList<DataFile> added, CancellationToken token)
    {
        long before = await RowsAsync(removed, token).ConfigureAwait(false);
        long matchedUpdated = await CountAsync(matches, shape.Matched.Updates, MergePlans.MatchSchema.Count - 1, token).ConfigureAwait(false);
        long matchedDeleted = await CountAsync(matches, shape.Matched.Deletes, MergePlans.MatchSchema.Count - 1, token).ConfigureAwait(false);
        long lonelyUpdated = lonely is null ? 0 : await CountAsync(lonely, shape.NotMatchedBySource.Updates, MergePlans.LonelySchema.Count - 1, token).ConfigureAwait(false);
        long lonelyDeleted = lonely is null ? 0 : await CountAsync(lonely, shape.NotMatchedBySource.Deletes, MergePlans.LonelySchema.Count - 1, token).ConfigureAwait(false);
        long output = added.Sum(file => file.RowCount);
        long kept = before - matchedDeleted - lonelyDeleted;
        return new MergeOutcome
        {
            SourceRows = await CountAsync($"SELECT count(*) FROM {source}", token).ConfigureAwait(false),
            MatchedUpdated = matchedUpdated,
            MatchedDeleted = matchedDeleted,
            LonelyUpdated = lonelyUpdated,
            LonelyDeleted = lonelyDeleted,
            Copied = kept - matchedUpdated - lonelyUpdated,
            Inserted = output - kept,
            OutputRows = output,
            Removed = removed,
            Added = added,
        };
    }

    // The source is computed once: it may not be deterministic, and it is read in several stages.
    private async Task<string> SourceAsync(CancellationToken token)
    {
        using QueryScope scope = new();
        RenderedQuery query = await compiler.CompileAsync(merge.Source, scope, token).ConfigureAwait(false);
        string table = NewScratch();
        string names = string.Join(", ", Enumerable.Range(0, query.Schema.Count).Select(TableScan.ColumnName));
        string numbered = $"SELECT {names}, row_number() OVER () FROM ({query.Sql}) AS q({names})";
        await SessionTables.CreateAsync(session, table, numbered, query.Schema.Count + 1, token).ConfigureAwait(false);
        StructField row = new(MergeSides.SourceRow, DataTypes.Long, isNullable: false);
        _given[MergeSides.Source] = TableScan.Source("merge source", table, query.Schema.Add(row)) with
        {
            Schema = query.Schema,
            Metadata = new StructType(row),
        };
        return table;
    }

    private async Task<string> ScratchAsync(string given, Relation plan, StructType schema, CancellationToken token)
    {
        string table = await TableAsync(plan, schema.Count, token).ConfigureAwait(false);
        _given[given] = TableScan.Source("merge " + given, table, schema);
        return table;
    }

    private async Task<string> TableAsync(Relation plan, int columns, CancellationToken token)
    {
        using QueryScope scope = new();
        string sql = await SqlAsync(plan, scope, token).ConfigureAwait(false);
        string table = NewScratch();
        await SessionTables.CreateAsync(session, table, sql, columns, token).ConfigureAwait(false);
        return table;
    }

    private async Task<string> SqlAsync(Relation plan, QueryScope scope, CancellationToken token) =>
        (await compiler.CompileAsync(plan, scope, token, _given).ConfigureAwait(false)).Sql;

    private string NewScratch()
    {
        string table = session.NewTable("merge");
        _scratch.Add(table);
        return table;
    }

    private async Task CheckSingleMatchAsync(string matches, CancellationToken token)
    {
        if (shape.Matched.IsEmpty)
        {
            return;
        }

        long twice = await CountAsync($"SELECT count(*) FROM (SELECT 1 FROM {matches} GROUP BY c0, c1 HAVING count(*) > 1)", token).ConfigureAwait(false);
        if (twice == 0)
        {
            return;
        }

        if (!shape.Matched.IsUnconditionalDelete)
        {
            throw SparkErrors.Create("DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE", ("usageReference", UsageReference));
        }

        // The rows are deleted whichever of the source rows meets them, so one match of each is enough.
        using DuckDbSession connection = session.Connect();
        await connection.ExecuteAsync(
            $"CREATE OR REPLACE TABLE {matches} AS SELECT c0, c1, min(c2) AS c2, min(c3) AS c3 FROM {matches} GROUP BY c0, c1", token).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<long>> TouchedAsync(string matches, string? lonely, CancellationToken token)
    {
        string sql = $"SELECT DISTINCT c0::VARCHAR FROM {matches} WHERE c3 > 0" + (lonely is null ? string.Empty : $" UNION SELECT DISTINCT c0::VARCHAR FROM {lonely}");
        using DuckDbSession connection = session.Connect();
        IReadOnlyList<string?[]> rows = await TextQuery.ReadAsync(connection, sql, token).ConfigureAwait(false);
        return [.. rows.Select(row => long.Parse(row[0]!, CultureInfo.InvariantCulture)).Order()];
    }

    private async Task<IReadOnlyList<DataFile>> WriteAsync(IReadOnlyList<string> queries, CancellationToken token)
    {
        string sql = string.Join(" UNION ALL ", queries.Select(query => $"({query})"));
        IReadOnlyList<DataFile> added = await files.WriteAsync(WriteColumns.Named(sql, shape.Schema), transaction.Metadata ?? throw NoMetadata(), token).ConfigureAwait(false);
        foreach (DataFile file in added)
        {
            transaction.Add(file);
        }

        return added;
    }

    private async Task<long> RowsAsync(IReadOnlyList<AddFile> removed, CancellationToken token)
    {
        if (removed.All(file => file.Statistics?.NumRecords is not null))
        {
            return removed.Sum(file => file.Statistics!.NumRecords!.Value);
        }

        using QueryScope scope = new();
        Dictionary<string, ScanSource> given = new(StringComparer.Ordinal) { [MergeSides.Target] = Target(removed) };
        RenderedQuery query = await compiler.CompileAsync(MergeSides.ReadTarget(), scope, token, given).ConfigureAwait(false);
        return await CountAsync($"SELECT count(*) FROM ({query.Sql})", token).ConfigureAwait(false);
    }

    private Task<long> CountAsync(string table, IEnumerable<int> clauses, int column, CancellationToken token)
    {
        string list = string.Join(", ", clauses);
        return list.Length == 0 ? Task.FromResult(0L) : CountAsync($"SELECT count(*) FROM {table} WHERE {TableScan.ColumnName(column)} IN ({list})", token);
    }

    private async Task<long> CountAsync(string sql, CancellationToken token)
    {
        using DuckDbSession connection = session.Connect();
        return await connection.ScalarAsync<long>(sql, token).ConfigureAwait(false);
    }

    // The target's columns may be qualified by the target's name.
    private ScanSource Target(IReadOnlyList<AddFile> some, IReadOnlyList<long>? numbers = null) =>
        DeltaScan.OfFiles(snapshot, shape.Table, some, numbers) with { Qualifier = Catalog.TableName.Qualifier(merge.Table, session.CurrentSchema) };

    private InvalidOperationException NoMetadata() => new($"Internal error: the merge into {name} lost the table's metadata.");
}
