using System.Runtime.CompilerServices;
using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

/// <summary>How a build is to be committed beyond its rows.</summary>
/// <param name="AsOf">The as-of date when the job uses it.</param>
/// <param name="Force">Commit even without a difference, so that the metadata says how far the table is.</param>
/// <param name="ReplayPending">As-of dates that are still to be replayed afterwards.</param>
internal sealed record CommitPlan(DateOnly? AsOf, bool Force, IReadOnlyList<DateOnly>? ReplayPending = null);

/// <summary>Rows counted by what is done with them.</summary>
internal sealed record WriteCounts(long Written, bool IsCommitted);

/// <summary>Builds one table from other tables and commits it: quarantine first, then the table.</summary>
internal sealed class TableWriter(RunSession run)
{
    public async Task<TableResult> BuildAsync(TableJob job, Staleness staleness, CommitPlan plan, CancellationToken token)
    {
        TableContract table = job.Table;
        TableState own = await run.Store.EnsureAsync(table, job.WriteMode, run.RunId, staleness.IsRefresh, token).ConfigureAwait(false);
        TableBuild build = new(run, job, own, staleness.IsRebuild)
        {
            AsOf = plan.AsOf,
            Inputs = staleness.Inputs,
            IsRefresh = staleness.IsRefresh,
        };
        await using ConfiguredAsyncDisposable release = build.ConfigureAwait(false);
        JobContext context = new(build);

        run.Step(table.Name, "reading");
        long rowsIn = await CountInputsAsync(build, token).ConfigureAwait(false);
        run.Step(table.Name, "building", rowsIn);
        DataFrame? rejected = job.HasQuarantine ? job.BuildRejected(context) : null;
        DataFrame rows = await ContractFrame.ConformAsync(table, job.Build(context), token).ConfigureAwait(false);
        rows = build.HasKept ? rows : build.Keep(rows);

        (rows, long count, DataFrame? broken) = await CheckAsync(job, rows, token).ConfigureAwait(false);
        CommitFacts facts = Facts(job, build, own, plan);
        long rowsRejected = 0;
        if (job.HasQuarantine)
        {
            rejected = rejected is null ? broken : broken is null ? rejected : rejected.Union(broken);
            rowsRejected = await WriteQuarantineAsync(job, build, context, rejected, facts, token).ConfigureAwait(false);
        }

        WriteCounts written = await WriteAsync(job, build, context, rows, count, facts, plan.Force, token).ConfigureAwait(false);
        TableState after = await run.Store.StateAsync(table.Name, token).ConfigureAwait(false);
        return new TableResult
        {
            Table = table.Name,
            Status = written.IsCommitted || rowsRejected > 0 ? TableStatus.Ok : TableStatus.NoChange,
            RowsIn = rowsIn,
            RowsOut = written.Written,
            RowsRejected = rowsRejected,
            Version = after.Version,
            InputVersions = InputJson.Of(build.Inputs),
            Facts = build.Facts,
        };
    }

    /// <summary>Checks the expectations; throws when one of severity fail is broken, takes rows out for those that quarantine.</summary>
    public async Task<(DataFrame Rows, long Count, DataFrame? Broken)> CheckAsync(TableJob job, DataFrame rows, CancellationToken token)
    {
        run.Step(job.Table.Name, "checking");
        ExpectationReport report = await ExpectationCheck.CheckAsync(job, rows, token).ConfigureAwait(false);
        foreach (ExpectationResult result in report.Results)
        {
            run.Ledger.AddExpectation(run.RunId, result);
            run.Tell(new ExpectationChecked(result));
            if (result is { Severity: Severity.Warn, Failed: > 0 })
            {
                run.Warn(job.Table.Name, $"{result.Failed} of {result.Checked} rows break {result.Rule}");
            }
        }

        List<ExpectationResult> failed = [.. report.Results.Where(result => result is { Severity: Severity.Fail, Failed: > 0 })];
        if (failed.Count > 0)
        {
            throw new ExpectationFailedException(failed);
        }

        if (ExpectationCheck.Split(job, rows, report, run.RunId) is not { } split)
        {
            return (rows, report.Rows, null);
        }

        long good = await split.Good.CountAsync(token).ConfigureAwait(false);
        return (split.Good, good, split.Rejected);
    }

    private async Task<long> WriteQuarantineAsync(
        TableJob job, TableBuild build, JobContext context, DataFrame? rejected, CommitFacts facts, CancellationToken token)
    {
        TableContract table = job.Table.Quarantine();
        TableState state = await run.Store.EnsureAsync(table, run.RunId, build.IsRefresh, token).ConfigureAwait(false);
        run.Step(table.Name, "writing");
        CommitFacts own = facts with { Table = table.Name, Facts = null, Columns = CommitFacts.ColumnHash(table) };
        DataFrame rows = rejected is null
            ? run.Store.Read(table.Name, state.Version).Limit(0)
            : build.Keep(await ContractFrame.ConformAsync(table, rejected, token).ConfigureAwait(false));
        if (build.IsRebuild)
        {
            long count = rejected is null ? 0 : await rows.CountAsync(token).ConfigureAwait(false);
            if (count > 0 || state.Facts is not null)
            {
                await run.Store.OverwriteAsync(table, rows, own, build.IsRefresh, token).ConfigureAwait(false);
            }

            return count;
        }

        DataFrame target = run.Store.Read(table.Name, state.Version);
        DataFrame difference = RowDifference.OfMerge(table, rows, target, job.ReplacedRejects(context));
        return (await MergeAsync(table, build, difference, own, force: false, token).ConfigureAwait(false)).Written;
    }

    private async Task<WriteCounts> WriteAsync(
        TableJob job, TableBuild build, JobContext context, DataFrame rows, long count, CommitFacts facts, bool force, CancellationToken token)
    {
        TableContract table = job.Table;
        run.Step(table.Name, "writing", count);
        if (build.IsRebuild || job.WriteMode == WriteMode.Overwrite)
        {
            await run.Store.OverwriteAsync(table, rows, facts, build.IsRefresh, token).ConfigureAwait(false);
            return new WriteCounts(count, true);
        }

        if (job.WriteMode == WriteMode.Append)
        {
            await run.Store.AppendAsync(table, rows, facts, token).ConfigureAwait(false);
            return new WriteCounts(count, true);
        }

        TableState own = await run.Store.StateAsync(table.Name, token).ConfigureAwait(false);
        DataFrame target = run.Store.Read(table.Name, own.Version);
        DataFrame difference = job.WriteMode == WriteMode.Merge
            ? RowDifference.OfMerge(table, rows, target, job.ReplacedKeys(context))
            : RowDifference.OfWhole(table, rows, target);

        // New batches without a new row still have to be remembered, or they would be built again in every run.
        bool isProgress = job.WriteMode == WriteMode.Merge;
        return await MergeAsync(table, build, difference, facts, force || isProgress, token).ConfigureAwait(false);
    }

    private async Task<WriteCounts> MergeAsync(
        TableContract table, TableBuild build, DataFrame difference, CommitFacts facts, bool force, CancellationToken token)
    {
        DataFrame kept = build.Keep(difference);
        Row counts = (await kept.Agg(
            Count(Lit(1)).As("all"), Count(When(Col(RowDifference.Deletes), Lit(1))).As("deleted")).CollectAsync(token).ConfigureAwait(false))[0];
        long all = counts.GetAs<long>("all");
        if (all > 0)
        {
            await run.Store.MergeAsync(table, kept, facts, token).ConfigureAwait(false);
        }
        else if (force)
        {
            TableState state = await run.Store.StateAsync(table.Name, token).ConfigureAwait(false);
            await run.Store.AppendAsync(table, run.Store.Read(table.Name, state.Version).Limit(0), facts, token).ConfigureAwait(false);
        }

        return new WriteCounts(all - counts.GetAs<long>("deleted"), all > 0 || force);
    }

    private async Task<long> CountInputsAsync(TableBuild build, CancellationToken token)
    {
        long rows = 0;
        foreach (TableInput input in build.Job.Inputs.OfType<TableInput>())
        {
            rows += input.Mode == InputMode.Changes
                ? await build.Changes(input.Table).CountAsync(token).ConfigureAwait(false)
                : await run.Store.CountAsync(input.Table.Name, build.Inputs[input.Table.Name].Version, token).ConfigureAwait(false);
        }

        return rows;
    }

    private CommitFacts Facts(TableJob job, TableBuild build, TableState own, CommitPlan plan)
    {
        IEnumerable<DateOnly> dates = own.Facts?.AsOfDates ?? [];
        return new CommitFacts
        {
            Run = run.RunId,
            Table = job.Table.Name,
            AsOf = plan.AsOf,
            Interval = plan.AsOf is { } to ? new DataInterval(null, to) : null,
            Inputs = build.Inputs,
            Settings = StalenessCheck.Hashes(job, run.Request.Settings),
            Columns = CommitFacts.ColumnHash(job.Table),
            ReplayPending = plan.ReplayPending is { Count: > 0 } ? plan.ReplayPending : null,
            AsOfDates = job.KeepsHistory && plan.AsOf is { } date ? [.. dates.Append(date).Distinct().Order()] : null,
            Facts = build.Facts,
        };
    }
}
