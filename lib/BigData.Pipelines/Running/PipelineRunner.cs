using BigData.Pipelines.Graph;
using BigData.Pipelines.Ledger;
using BigData.Pipelines.Locking;
using BigData.Pipelines.Publishing;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Running;

/// <summary>
/// Runs the selected tables of a pipeline one after the other: takes the lakehouse's lock, builds what is stale in graph order,
/// commits each table on its own and writes what happened to <c>ops</c>. A run that was killed is taken up by the next one.
/// </summary>
/// <param name="graph">The tables.</param>
/// <param name="spark">The session of either engine; the run is its only user while it lasts.</param>
/// <param name="observer">Hears what happens.</param>
/// <param name="time">The clock for run ids, durations and <c>ops</c>; job logic never sees it.</param>
/// <param name="publisher">Publishes after the tables; null when nothing is to be published.</param>
/// <param name="ledger">
/// The session that writes <c>ops</c>, such as an embedded one beside a cluster's: commits of a few rows are no work for a cluster, and a run whose
/// cluster dies can still be written down. Null when <paramref name="spark"/> does it. The runner is its only user too.
/// </param>
public sealed class PipelineRunner(
    PipelineGraph graph, SparkSession spark, IRunObserver observer, TimeProvider time, IRunPublisher? publisher = null, SparkSession? ledger = null)
{
    /// <summary>Runs.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="token">Cancels: the table that is being built is not committed, and the run is written down as cancelled.</param>
    /// <returns>What was done; a failed table or an end that cannot be written to <c>ops</c> is part of the result, not an exception.</returns>
    /// <exception cref="PipelineUsageException">The selection or the as-of date is wrong; nothing was done.</exception>
    /// <exception cref="LakehouseLockedException">Another process writes to the lakehouse; nothing was done.</exception>
    public async Task<RunResult> RunAsync(RunRequest request, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyList<TableJob> selected = request.PublishesOnly ? [] : graph.Select(request.Selection);
        using LakehouseLock held = LakehouseLock.Acquire(request.Lakehouse, request.Command, time);
        RunSession run = new(request, spark, ledger ?? spark, observer, time);
        AsOfRule asOf = new(run.Store, graph, run.TimeZones);
        if (request.AsOf is { } asked && !request.FullRefresh)
        {
            await asOf.CheckAsync(asked, selected, token).ConfigureAwait(false);
        }

        RunRow row = new(
            run.RunId, request.Command, request.Selection.Count == 0 ? null : string.Join(' ', request.Selection), request.Schedule, request.Engine,
            request.AsOf, run.StartedAt, null, "running", null, null);
        run.Tell(new RunStarted(run.RunId, [.. selected.Select(job => job.Table.Name)], run.StartedAt));
        await run.Ledger.StartAsync(row, token).ConfigureAwait(false);

        List<TableResult> results = await TablesAsync(run, asOf, selected, token).ConfigureAwait(false);
        await RegisterAsync(run, selected, results, token).ConfigureAwait(false);
        IReadOnlyList<PublicationRecord> publications = await PublishAsync(run, token).ConfigureAwait(false);
        RunResult result = RunOutcome.Of(run, results, publications, token.IsCancellationRequested);
        row = row with
        {
            AsOf = run.AsOf ?? request.AsOf,
            EndedAt = time.GetUtcNow(),
            Status = Names.Of(result.Status),
            ExitCode = result.ExitCode,
            Message = result.Message,
        };
        result = await WriteDownAsync(run, row, result).ConfigureAwait(false);
        run.Tell(new RunFinished(result));
        return result;
    }

    private async Task<IReadOnlyList<PublicationRecord>> PublishAsync(RunSession run, CancellationToken token)
    {
        if (publisher is null || token.IsCancellationRequested)
        {
            return [];
        }

        try
        {
            return await publisher.PublishAsync(new PublishContext(run.RunId, run.Store, observer, time), token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task<List<TableResult>> TablesAsync(RunSession run, AsOfRule asOf, IReadOnlyList<TableJob> selected, CancellationToken token)
    {
        try
        {
            return await new TableSequence(run, graph, asOf).RunAsync(selected, token).ConfigureAwait(false);
        }
        finally
        {
            await ReleaseAsync(run).ConfigureAwait(false);
        }
    }

    private static async Task ReleaseAsync(RunSession run)
    {
        try
        {
            await run.Shared.DisposeAsync().ConfigureAwait(false);
        }
        catch (SparkException e)
        {
            run.Note($"what tables shared could not be released before the session ends: {e.Message}");
        }
    }

    // What was committed stays committed when the ledger cannot be written: the run fails with both messages, and the next one
    // finds the tables as they are and calls this run lost.
    private static async Task<RunResult> WriteDownAsync(RunSession run, RunRow row, RunResult result)
    {
        try
        {
            await run.Ledger.FinishAsync(row, result.Tables, result.Publications, CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch (Exception e) when (e is SparkException or PipelineException)
        {
            string message = $"The run could not be written to ops: {Advice.Describe(e)}";
            return result with
            {
                Status = RunStatus.Failed,
                ExitCode = result.ExitCode == 0 ? 1 : result.ExitCode,
                Message = result.Message is null ? message : $"{result.Message}; {message}",
                LedgerError = message,
            };
        }
    }

    private static async Task RegisterAsync(
        RunSession run, IReadOnlyList<TableJob> selected, List<TableResult> results, CancellationToken token)
    {
        HashSet<string> written = [.. results.Where(result => result.Version is not null).Select(result => result.Table)];
        IEnumerable<string> quarantines = selected
            .Where(job => job.HasQuarantine && written.Contains(job.Table.Name))
            .Select(job => job.Table.Quarantine().Name)
            .Where(run.Store.Exists);
        string[] tables = [.. written.Concat(OpsTables.All.Select(table => table.Name).Where(run.Store.Exists)).Distinct(StringComparer.Ordinal), .. quarantines];
        try
        {
            await new NameRegistration(run).RegisterAsync(tables, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The next run registers the names.
        }
        catch (SparkException e)
        {
            run.Note($"names could not be registered with the engine: {e.Message}");
        }
    }
}
