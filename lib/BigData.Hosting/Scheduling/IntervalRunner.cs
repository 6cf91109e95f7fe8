using BigData.Activation;
using BigData.Hosting.Commands;
using BigData.Hosting.Configuration;
using BigData.Hosting.Engines;
using BigData.Hosting.Publishing;
using BigData.Pipelines;
using BigData.Pipelines.Locking;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;

namespace BigData.Hosting.Scheduling;

/// <summary>A schedule that woke.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Since">When a scheduler first saw it, UTC.</param>
/// <param name="At">When it fired, UTC.</param>
/// <param name="IsForced">Whether somebody asked for the interval of the day, whatever the cron says.</param>
internal sealed record Firing(Schedule Schedule, DateTimeOffset? Since, DateTimeOffset At, bool IsForced);

/// <summary>Runs what is due by the ledger, one interval after the other, in the order in which they should have fired.</summary>
/// <param name="scope">The command.</param>
/// <param name="output">Hears what happens.</param>
/// <param name="command">The command as typed, for the ledger.</param>
/// <param name="waits">Whether to wait while another process writes to the lakehouse; otherwise the run fails.</param>
internal sealed class IntervalRunner(CommandScope scope, ScheduleOutput output, string command, bool waits)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMinutes(1);

    /// <summary>Runs what is due of some schedules.</summary>
    /// <param name="firings">The schedules.</param>
    /// <param name="token">Ends the running table cleanly; its interval stays due.</param>
    /// <returns>0, or the exit code of the first run that did not go well. A failure is told and is no exception.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled between two runs.</exception>
    public async Task<int> RunAsync(IReadOnlyList<Firing> firings, CancellationToken token)
    {
        try
        {
            RunEngines engines = await RunEngines.OpenAsync(scope, token).ConfigureAwait(false);
            await using (engines.ConfigureAwait(false))
            {
                return await RunAsync(engines, firings, token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsExpected(e))
        {
            output.Failed(null, null, e);
            return ExitCodes.Failed;
        }
    }

    private async Task<int> RunAsync(RunEngines engines, IReadOnlyList<Firing> firings, CancellationToken token)
    {
        List<(Schedule Schedule, Interval Interval)> due = [];
        foreach (Firing firing in firings)
        {
            DueIntervals plan = await PlanAsync(engines, firing, token).ConfigureAwait(false);
            foreach (SkippedInterval skipped in plan.Skipped)
            {
                output.Skipped(firing.Schedule, skipped);
            }

            due.AddRange(plan.Due.Select(interval => (firing.Schedule, interval)));
        }

        int exitCode = ExitCodes.Ok;
        HashSet<Schedule> stopped = [];
        foreach ((Schedule schedule, Interval interval) in due.OrderBy(one => one.Interval.FiresAt).ThenBy(one => one.Schedule.Name, StringComparer.Ordinal))
        {
            token.ThrowIfCancellationRequested();
            if (stopped.Contains(schedule))
            {
                continue;
            }

            (int code, bool goesOn) = await OneAsync(engines, schedule, interval, token).ConfigureAwait(false);
            exitCode = exitCode == ExitCodes.Ok ? code : exitCode;
            if (code == ExitCodes.Cancelled)
            {
                return code;
            }

            if (!goesOn)
            {
                stopped.Add(schedule);
            }
        }

        return exitCode;
    }

    private async Task<DueIntervals> PlanAsync(RunEngines engines, Firing firing, CancellationToken token)
    {
        LakehouseReader reader = new(engines.Ledger, scope.Lakehouse);
        ScheduleHistory history = await HistoryAsync(reader, scope, firing.Schedule, firing.Since, token).ConfigureAwait(false);
        DateOnly today = firing.Schedule.Clock.DayOf(firing.At);
        DueIntervals plan = DueIntervals.Of(firing.Schedule, history, firing.At, today, firing.IsForced);
        if (firing.IsForced && plan.Due.Count == 0 && history.Runs.LastOrDefault(run => run.AsOf == today && DueIntervals.IsDone(run.Status)) is { } done)
        {
            output.DoneAlready(firing.Schedule, today, done.RunId);
        }

        return plan;
    }

    /// <summary>What the lakehouse knows of a schedule.</summary>
    public static async Task<ScheduleHistory> HistoryAsync(
        LakehouseReader reader, CommandScope scope, Schedule schedule, DateTimeOffset? since, CancellationToken token) => new(
        since,
        await reader.ScheduledRunsAsync(schedule.Name, isLocked: LakehouseLock.Find(scope.Lakehouse) is not null, token).ConfigureAwait(false),
        schedule.PublishesOnly ? null : await reader.NewestAsOfAsync(scope.Graph, schedule.Tables, token).ConfigureAwait(false));

    // A run that built nothing at all meets a trouble that the next interval would meet too, so what follows stays due. One that built
    // something is not allowed to hold the next days back.
    private async Task<(int ExitCode, bool GoesOn)> OneAsync(RunEngines engines, Schedule schedule, Interval interval, CancellationToken token)
    {
        output.Starting(schedule, interval);
        try
        {
            RunResult result = await BuildAsync(engines, schedule, interval, token).ConfigureAwait(false);
            output.Finished(result);
            bool goesOn = result.ExitCode == ExitCodes.Ok || result.Tables.Any(table => table.Status is TableStatus.Ok or TableStatus.NoChange);
            return (result.ExitCode, goesOn);
        }
        catch (Exception e) when (IsExpected(e))
        {
            output.Failed(schedule, interval, e);
            return (e is PipelineUsageException or DestinationSettingException ? ExitCodes.Usage : ExitCodes.Failed, false);
        }
    }

    private async Task<RunResult> BuildAsync(RunEngines engines, Schedule schedule, Interval interval, CancellationToken token)
    {
        ConfCheck.TryReadSize(scope.Conf.Require(ConfKeys.MaxBatch), out long maxBatch);
        RunRequest request = new()
        {
            Lakehouse = scope.Lakehouse,
            Settings = scope.Conf.Values,
            Selection = schedule.PublishesOnly ? schedule.Select : schedule.Tables,
            PublishesOnly = schedule.PublishesOnly,
            AsOf = interval.AsOf,
            Schedule = schedule.Name,
            Command = command,
            Engine = scope.EngineName,
            MaxBatchBytes = maxBatch,
        };
        LakehousePublisher publisher = LakehousePublisher.Open(scope, schedule.OpenDestinations(scope), []);
        await using (publisher.ConfigureAwait(false))
        {
            PipelineRunner runner = new(scope.Graph, engines.Spark, output.Observer, scope.Host.Time, publisher, engines.Ledger);
            for (bool isFirst = true; ; isFirst = false)
            {
                try
                {
                    return await runner.RunAsync(request, token).ConfigureAwait(false);
                }
                catch (LakehouseLockedException e) when (waits)
                {
                    if (isFirst)
                    {
                        output.Waiting(schedule, interval, e.Message);
                    }

                    await Task.Delay(BetweenAttempts, scope.Host.Time, token).ConfigureAwait(false);
                }
            }
        }
    }

    private static bool IsExpected(Exception error) =>
        error is PipelineException or DestinationException or DestinationSettingException or SparkException or IOException or UnauthorizedAccessException;
}
