using BigData.Pipelines.Publishing;
using BigData.Pipelines.Running;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Ledger;

/// <summary>Writes the tables of <c>ops</c>: one commit at the start of a run and at most six at its end.</summary>
internal sealed class RunLedger(TableStore store)
{
    private readonly List<object?[]> _files = [];
    private readonly List<object?[]> _expectations = [];

    /// <summary>Puts the run in as <c>running</c>; runs that are still <c>running</c> have lost their process, since this one holds the lock.</summary>
    public async Task StartAsync(RunRow run, CancellationToken token)
    {
        foreach (TableContract table in OpsTables.OfEveryRun)
        {
            await store.EnsureAsync(table, run.RunId, isReplaced: false, token).ConfigureAwait(false);
        }

        TableState state = await store.StateAsync(OpsTables.Runs.Name, token).ConfigureAwait(false);
        DataFrame runs = store.Read(OpsTables.Runs.Name, state.Version);
        DataFrame lost = runs.Where(Col("status").EqualTo(Lit("running"))).WithColumn("status", Lit("lost"));
        DataFrame started = Frame(OpsTables.Runs, [run.Values()]);
        if (await lost.CountAsync(token).ConfigureAwait(false) == 0)
        {
            await store.AppendAsync(OpsTables.Runs, started, Facts(OpsTables.Runs, run.RunId), token).ConfigureAwait(false);
            return;
        }

        DataFrame rows = lost.Select([.. OpsTables.Runs.Columns.Select(column => Col(column.Name))]).Union(started);
        await MergeAsync(OpsTables.Runs, rows, run.RunId, token).ConfigureAwait(false);
    }

    /// <summary>Remembers a file for the end of the run.</summary>
    public void AddFile(FileRow file) => _files.Add(file.Values());

    /// <summary>Remembers a check for the end of the run.</summary>
    public void AddExpectation(string runId, ExpectationResult result) => _expectations.Add(
        [runId, result.Table, result.Rule, Names.Of(result.Severity), result.Checked, result.Failed]);

    /// <summary>Writes everything that happened and the run's end.</summary>
    public async Task FinishAsync(
        RunRow run, IReadOnlyList<TableResult> tables, IReadOnlyList<PublicationRecord> publications, CancellationToken token)
    {
        await PublicationsAsync(run, publications, token).ConfigureAwait(false);
        await AppendAsync(OpsTables.Files, _files, run.RunId, token).ConfigureAwait(false);
        await AppendAsync(OpsTables.Expectations, _expectations, run.RunId, token).ConfigureAwait(false);
        await AppendAsync(OpsTables.RunTables, [.. tables.Select(table => Values(run.RunId, table))], run.RunId, token).ConfigureAwait(false);
        await MergeAsync(OpsTables.Runs, Frame(OpsTables.Runs, [run.Values()]), run.RunId, token).ConfigureAwait(false);
    }

    private static object?[] Values(string runId, TableResult result) =>
    [
        runId, result.Table, Names.Of(result.Status), result.RowsIn, result.RowsOut, result.RowsRejected, result.Seconds,
        result.Version, result.InputVersions, result.Message,
    ];

    private static object?[] Values(string runId, PublicationRecord record) =>
    [
        runId, record.Destination, record.Table, record.Version, record.Added, record.Changed, record.Removed, record.Rejected,
        Names.Of(record.Status), record.StartedAt, record.EndedAt, record.Message,
    ];

    private async Task PublicationsAsync(RunRow run, IReadOnlyList<PublicationRecord> publications, CancellationToken token)
    {
        if (publications.Count == 0)
        {
            return;
        }

        await store.EnsureAsync(OpsTables.Publications, run.RunId, isReplaced: false, token).ConfigureAwait(false);
        await AppendAsync(OpsTables.Publications, [.. publications.Select(record => Values(run.RunId, record))], run.RunId, token).ConfigureAwait(false);
        List<object?[]> rejects = [];
        foreach (PublicationRecord record in publications)
        {
            rejects.AddRange(record.Rejects.Select(reject => new object?[]
            {
                run.RunId, record.Destination, reject.Key, reject.Reason, 1, record.EndedAt,
            }));
        }

        if (rejects.Count > 0)
        {
            await store.EnsureAsync(OpsTables.PublicationRejects, run.RunId, isReplaced: false, token).ConfigureAwait(false);
            await CountAttemptsAsync(rejects, token).ConfigureAwait(false);
            await AppendAsync(OpsTables.PublicationRejects, rejects, run.RunId, token).ConfigureAwait(false);
        }
    }

    private async Task CountAttemptsAsync(List<object?[]> rejects, CancellationToken token)
    {
        TableState state = await store.StateAsync(OpsTables.PublicationRejects.Name, token).ConfigureAwait(false);
        IReadOnlyList<Row> earlier = await store.Read(OpsTables.PublicationRejects.Name, state.Version)
            .GroupBy("destination", "key").Agg(Max(Col("attempt")).As("attempt")).CollectAsync(token).ConfigureAwait(false);
        Dictionary<(string, string), int> attempts = earlier.ToDictionary(row => (row.GetAs<string>(0), row.GetAs<string>(1)), row => row.GetAs<int>(2));
        foreach (object?[] reject in rejects)
        {
            reject[4] = 1 + attempts.GetValueOrDefault(((string)reject[1]!, (string)reject[2]!));
        }
    }

    private static CommitFacts Facts(TableContract table, string runId) =>
        new() { Run = runId, Table = table.Name, Columns = CommitFacts.ColumnHash(table) };

    private async Task AppendAsync(TableContract table, List<object?[]> rows, string runId, CancellationToken token)
    {
        if (rows.Count > 0)
        {
            await store.AppendAsync(table, Frame(table, rows), Facts(table, runId), token).ConfigureAwait(false);
        }
    }

    private async Task MergeAsync(TableContract table, DataFrame rows, string runId, CancellationToken token)
    {
        await store.MergeAsync(table, RowDifference.OfNew(table, rows), Facts(table, runId), token).ConfigureAwait(false);
    }

    private DataFrame Frame(TableContract table, IReadOnlyList<object?[]> rows) => store.Spark.CreateDataFrame(
        rows.Select(values => new Row(values)),
        new StructType(table.Columns.Select(column => new StructField(column.Name, TypeNames.Simple(column.Type)))));
}
