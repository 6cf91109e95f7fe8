using BigData.Pipelines.Graph;
using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Running;

/// <summary>Takes the selected tables one after the other: first those without an as-of date, then the others at that date.</summary>
internal sealed class TableSequence
{
    private readonly RunSession _run;
    private readonly AsOfRule _asOf;
    private readonly TableWriter _writer;
    private readonly FileIngest _ingest;
    private readonly StalenessCheck _staleness;
    private readonly HashSet<string> _refreshed;
    private readonly List<TableResult> _results = [];

    public TableSequence(RunSession run, PipelineGraph graph, AsOfRule asOf)
    {
        _run = run;
        _asOf = asOf;
        _writer = new TableWriter(run);
        _ingest = new FileIngest(run, _writer);
        _staleness = new StalenessCheck(run.Store, run.Request.Settings);
        _refreshed = run.Request.FullRefresh
            ? [.. graph.Matched(run.Request.Selection).Select(job => job.Table.Name)]
            : [];
    }

    public async Task<List<TableResult>> RunAsync(IReadOnlyList<TableJob> selected, CancellationToken token)
    {
        foreach (TableJob job in selected.Where(job => !job.UsesAsOf))
        {
            await OneAsync(job, new CommitPlan(null, Force: false), _refreshed.Contains(job.Table.Name), token).ConfigureAwait(false);
        }

        List<TableJob> dated = [.. selected.Where(job => job.UsesAsOf)];
        if (dated.Count > 0)
        {
            await DatedAsync(dated, token).ConfigureAwait(false);
        }

        return _results;
    }

    private async Task DatedAsync(List<TableJob> jobs, CancellationToken token)
    {
        if (!await ChooseAsync(jobs, token).ConfigureAwait(false))
        {
            foreach (TableJob job in jobs)
            {
                Finish(Skipped(job, token.IsCancellationRequested ? "the run was cancelled"
                    : FailedInput(job) is { } failed ? $"{failed} failed or was skipped"
                    : "there is no as-of date: no input holds a row with a time; give one with --as-of"));
            }

            return;
        }

        DateOnly last = _run.AsOf!.Value;
        ReplayPlan replay = await ReplayPlan.MakeAsync(_run.Store, jobs, _refreshed, last, token).ConfigureAwait(false);
        foreach (DateOnly date in replay.Dates)
        {
            foreach (TableJob job in jobs.Where(job => date == last || replay.Tables.Contains(job.Table.Name)))
            {
                bool isReplayed = replay.Tables.Contains(job.Table.Name);
                bool isFresh = _refreshed.Contains(job.Table.Name) && (!job.KeepsHistory || date == replay.Dates[0]);
                CommitPlan plan = new(date, Force: isReplayed && job.KeepsHistory, isReplayed && job.KeepsHistory ? replay.After(date) : null);
                await OneAsync(job, plan, isFresh, token).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> ChooseAsync(List<TableJob> jobs, CancellationToken token)
    {
        if (_run.Request.AsOf is { } asked)
        {
            _run.AsOf = asked;
            _run.Tell(new AsOfChosen(asked, "option"));
            return true;
        }

        if (token.IsCancellationRequested)
        {
            return false;
        }

        if (await _asOf.DefaultAsync(jobs, token).ConfigureAwait(false) is not { } chosen)
        {
            return false;
        }

        _run.AsOf = chosen.AsOf;
        _run.Tell(new AsOfChosen(chosen.AsOf, chosen.Origin));
        return true;
    }

    private async Task OneAsync(TableJob job, CommitPlan plan, bool isRefreshed, CancellationToken token)
    {
        long started = _run.Time.GetTimestamp();
        _run.Tell(new TableStarted(job.Table.Name));
        TableResult result;
        if (token.IsCancellationRequested)
        {
            result = Skipped(job, "the run was cancelled") with { Status = TableStatus.Cancelled };
        }
        else if (FailedInput(job) is { } failed)
        {
            result = Skipped(job, $"{failed} failed or was skipped");
        }
        else
        {
            result = await TryAsync(job, plan, isRefreshed, token).ConfigureAwait(false);
        }

        Finish(result with { Seconds = _run.Time.GetElapsedTime(started).TotalSeconds });
    }

    private async Task<TableResult> TryAsync(TableJob job, CommitPlan plan, bool isRefreshed, CancellationToken token)
    {
        try
        {
            return job.Inputs.OfType<FilesInput>().Any()
                ? await _ingest.IngestAsync(job, token).ConfigureAwait(false)
                : await BuildAsync(job, plan, isRefreshed, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Skipped(job, "the run was cancelled") with { Status = TableStatus.Cancelled };
        }
        catch (Exception e) when (_run.Request.IsTableFailure(e))
        {
            _run.Store.Forget(job.Table.Name);
            _run.Tell(new TableError(job.Table.Name, e));
            return Skipped(job, Advice.Describe(e)) with { Status = TableStatus.Failed, ExpectationsFailed = e is ExpectationFailedException };
        }
    }

    private async Task<TableResult> BuildAsync(TableJob job, CommitPlan plan, bool isRefreshed, CancellationToken token)
    {
        Staleness staleness = await _staleness.LookAsync(
            job, plan.AsOf, isRefreshed, message => _run.Warn(job.Table.Name, message), token).ConfigureAwait(false);
        if (staleness.Reason is not null || plan.Force)
        {
            return await _writer.BuildAsync(job, staleness, plan, token).ConfigureAwait(false);
        }

        // Columns that the contract has gained are there for readers before the first row that fills them.
        TableState state = await _run.Store.EnsureAsync(job.Table, job.WriteMode, _run.RunId, isReplaced: false, token).ConfigureAwait(false);
        return new TableResult
        {
            Table = job.Table.Name,
            Status = TableStatus.NoChange,
            Version = state.Version,
            InputVersions = InputJson.Of(staleness.Inputs),
            Facts = state.Facts?.Facts,
        };
    }

    private string? FailedInput(TableJob job) => job.Inputs.OfType<TableInput>().Select(input => input.Table.Name).FirstOrDefault(
        name => _results.Exists(result => result.Table == name && result.Status is TableStatus.Failed or TableStatus.Skipped or TableStatus.Cancelled));

    private static TableResult Skipped(TableJob job, string message) =>
        new() { Table = job.Table.Name, Status = TableStatus.Skipped, Message = message };

    // A table that is built for several dates is one result: the last outcome with the sum of the work.
    private void Finish(TableResult result)
    {
        int before = _results.FindIndex(known => known.Table == result.Table);
        if (before < 0)
        {
            _results.Add(result);
        }
        else
        {
            TableResult known = _results[before];
            _results[before] = result = result with
            {
                Status = result.Status == TableStatus.NoChange ? known.Status : result.Status,
                RowsOut = known.RowsOut + result.RowsOut,
                RowsRejected = known.RowsRejected + result.RowsRejected,
                Seconds = known.Seconds + result.Seconds,
            };
        }

        _run.Tell(new TableFinished(result));
    }
}
