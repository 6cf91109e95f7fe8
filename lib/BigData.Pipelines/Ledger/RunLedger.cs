using BigData.Pipelines.Running;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Ledger;

/// <summary>Writes the tables of <c>ops</c>: one commit at the start of a run and at most four at its end.</summary>
internal sealed class RunLedger(TableStore store)
{
    private readonly List<object?[]> _files = [];
    private readonly List<object?[]> _expectations = [];

    /// <summary>Puts the run in as <c>running</c>; runs that are still <c>running</c> have lost their process, since this one holds the lock.</summary>
    public async Task StartAsync(RunRow run, CancellationToken token)
    {
        foreach (TableContract table in OpsTables.All)
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
    public async Task FinishAsync(RunRow run, IReadOnlyList<TableResult> tables, CancellationToken token)
    {
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
