using System.Globalization;
using BigData.Pipelines.Graph;
using BigData.Pipelines.Ledger;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using SparkWindow = BigData.Spark.Sql.Expressions.Window;

namespace BigData.Pipelines.Running;

/// <summary>Reads what runs have left in a lakehouse; takes no lock and writes nothing.</summary>
/// <param name="spark">The session of either engine.</param>
/// <param name="lakehouse">The lakehouse folder.</param>
public sealed class LakehouseReader(SparkSession spark, string lakehouse)
{
    private readonly TableStore _store = new(spark, Path.GetFullPath(lakehouse));

    /// <summary>The commits of a table, newest first.</summary>
    /// <param name="table">The full name.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="token">Cancels the query.</param>
    /// <returns>The commits.</returns>
    public async Task<IReadOnlyList<TableCommit>> HistoryAsync(string table, int limit, CancellationToken token = default)
    {
        IReadOnlyList<HistoryEntry> entries = await _store.HistoryAsync(table, limit, token).ConfigureAwait(false);
        return [.. entries.Select(entry => ToCommit(table, entry))];
    }

    /// <summary>The row of DESCRIBE DETAIL.</summary>
    /// <param name="table">The full name.</param>
    /// <param name="token">Cancels the query.</param>
    /// <returns>Location, size, number of files, protocol and more.</returns>
    public async Task<Row> DetailAsync(string table, CancellationToken token = default)
    {
        DataFrame detail = await spark.SqlAsync("DESCRIBE DETAIL " + _store.Identifier(table), token).ConfigureAwait(false);
        return (await detail.CollectAsync(token).ConfigureAwait(false))[0];
    }

    /// <summary>The newest runs, the tables and the files that are set aside.</summary>
    /// <param name="graph">The tables to look at.</param>
    /// <param name="runs">How many runs at most.</param>
    /// <param name="isLocked">Whether somebody writes now; if not, a run that is said to be running is lost.</param>
    /// <param name="token">Cancels the queries.</param>
    /// <returns>What there is.</returns>
    public async Task<LakehouseStatus> StatusAsync(PipelineGraph graph, int runs, bool isLocked, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        List<TableSummary> tables = [];
        foreach (TableJob job in graph.Jobs)
        {
            TableState state = await _store.StateAsync(job.Table.Name, token).ConfigureAwait(false);
            tables.Add(new TableSummary(job.Table.Name, state.Exists ? state.Version : null, state.Facts?.AsOf, state.Facts?.Run));
        }

        return new LakehouseStatus(
            await RunsAsync(runs, isLocked, token).ConfigureAwait(false), tables, await SetAsideAsync(token).ConfigureAwait(false));
    }

    /// <summary>The runs that a schedule has fired, oldest first.</summary>
    /// <param name="schedule">The name in <c>ops.runs</c>.</param>
    /// <param name="isLocked">Whether somebody writes now; if not, a run that is said to be running is lost.</param>
    /// <param name="token">Cancels the query.</param>
    /// <returns>The runs; none when the lakehouse has no <c>ops.runs</c> yet.</returns>
    public async Task<IReadOnlyList<RunSummary>> ScheduledRunsAsync(string schedule, bool isLocked, CancellationToken token = default)
    {
        TableState state = await _store.StateAsync(OpsTables.Runs.Name, token).ConfigureAwait(false);
        if (!state.Exists)
        {
            return [];
        }

        IReadOnlyList<Row> rows = await _store.Read(OpsTables.Runs.Name, state.Version)
            .Where(Col("schedule").EqualTo(Lit(schedule)))
            .OrderBy(Col("run_id")).CollectAsync(token).ConfigureAwait(false);
        return [.. rows.Select(row => ToRun(row, isLocked))];
    }

    /// <summary>The newest as-of date among the tables of a selection, what they read included.</summary>
    /// <param name="graph">The tables.</param>
    /// <param name="selection">Names or globs; empty selects all.</param>
    /// <param name="token">Cancels the queries.</param>
    /// <returns>The date and a table that holds it; null when no committed table has one.</returns>
    /// <exception cref="PipelineUsageException">A pattern matches nothing.</exception>
    public async Task<TableAsOf?> NewestAsOfAsync(PipelineGraph graph, IReadOnlyList<string> selection, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        AsOfRule rule = new(_store, graph, new Dictionary<string, string>(StringComparer.Ordinal));
        return await rule.NewestAsync(graph.Select(selection), token).ConfigureAwait(false) is { } newest
            ? new TableAsOf(newest.Table, newest.AsOf)
            : null;
    }

    private async Task<IReadOnlyList<RunSummary>> RunsAsync(int count, bool isLocked, CancellationToken token)
    {
        TableState state = await _store.StateAsync(OpsTables.Runs.Name, token).ConfigureAwait(false);
        if (!state.Exists)
        {
            return [];
        }

        IReadOnlyList<Row> rows = await _store.Read(OpsTables.Runs.Name, state.Version)
            .OrderBy(Col("run_id").Desc()).Limit(count).CollectAsync(token).ConfigureAwait(false);
        return [.. rows.Select(row => ToRun(row, isLocked))];
    }

    private async Task<IReadOnlyList<SetAsideFile>> SetAsideAsync(CancellationToken token)
    {
        TableState state = await _store.StateAsync(OpsTables.Files.Name, token).ConfigureAwait(false);
        if (!state.Exists)
        {
            return [];
        }

        WindowSpec newestFirst = SparkWindow.PartitionBy("source", "file").OrderBy(Col("at").Desc(), Col("run_id").Desc());
        IReadOnlyList<Row> rows = await _store.Read(OpsTables.Files.Name, state.Version)
            .WithColumn("__place", RowNumber().Over(newestFirst))
            .Where(Col("__place").EqualTo(Lit(1)).And(Col("status").EqualTo(Lit(FileRow.SetAside))))
            .Select("source", "file", "reason")
            .OrderBy("source", "file")
            .CollectAsync(token).ConfigureAwait(false);
        return [.. rows.Select(row => new SetAsideFile(row.GetAs<string>("source"), row.GetAs<string>("file"), row.GetAs<string?>("reason") ?? string.Empty))];
    }

    private static RunSummary ToRun(Row row, bool isLocked)
    {
        string status = row.GetAs<string>("status");
        return new RunSummary(
            row.GetAs<string>("run_id"),
            row.GetAs<string>("command"),
            row.GetAs<string>("engine"),
            row.GetAs<DateOnly?>("as_of"),
            row.GetAs<DateTimeOffset>("started_at"),
            row.GetAs<DateTimeOffset?>("ended_at"),
            status == "running" && !isLocked ? "lost" : status,
            row.GetAs<int?>("exit_code"),
            row.GetAs<string?>("message"));
    }

    private static TableCommit ToCommit(string table, HistoryEntry entry)
    {
        CommitFacts? facts = CommitFacts.Parse(entry.UserMetadata, table);
        return new TableCommit(
            entry.Version,
            entry.Timestamp,
            entry.Operation,
            facts?.Run,
            facts?.AsOf,
            [.. (facts?.Inputs ?? new Dictionary<string, InputPosition>()).Select(pair => new TableCommitInput(pair.Key, pair.Value.Version, pair.Value.Batch))],
            Rows(entry.Metrics),
            facts?.Facts);
    }

    private static long? Rows(IReadOnlyDictionary<string, string> metrics) =>
        (metrics.TryGetValue("numOutputRows", out string? text) || metrics.TryGetValue("numTargetRowsInserted", out text))
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long rows) ? rows : null;
}
