using BigData.Hosting.Output;
using BigData.Pipelines.Running;

namespace BigData.Hosting.Scheduling;

/// <summary>What is known of a schedule when it is decided what is due.</summary>
/// <param name="Since">When a scheduler first saw it, UTC; null when none did.</param>
/// <param name="Runs">Its runs in <c>ops.runs</c>, oldest first.</param>
/// <param name="Tables">How far its tables are scored; null when none is.</param>
internal sealed record ScheduleHistory(DateTimeOffset? Since, IReadOnlyList<RunSummary> Runs, TableAsOf? Tables);

/// <summary>An interval that will not be run.</summary>
internal sealed record SkippedInterval(Interval Interval, string Reason);

/// <summary>The intervals of a schedule that are to be run, oldest first, and those that are left out for good.</summary>
internal sealed record DueIntervals(IReadOnlyList<Interval> Due, IReadOnlyList<SkippedInterval> Skipped)
{
    public static DueIntervals Nothing { get; } = new([], []);

    /// <summary>
    /// Decides from the ledger. An interval whose run is <c>ok</c> or <c>no_change</c> is done; every other one is due: never run, failed,
    /// cancelled or lost. Those before a done one are over, since tables are not scored backwards.
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="history">What is known of it.</param>
    /// <param name="now">Now, UTC: intervals whose firing is later are not looked at, so a clock that goes back makes nothing due.</param>
    /// <param name="today">The day of the firing, in the schedule's zone.</param>
    /// <param name="isForced">Whether the interval of <paramref name="today"/> counts though its firing is yet to come.</param>
    public static DueIntervals Of(Schedule schedule, ScheduleHistory history, DateTimeOffset now, DateOnly today, bool isForced)
    {
        HashSet<DateOnly> done = [.. history.Runs.Where(run => IsDone(run.Status)).Select(run => run.AsOf).OfType<DateOnly>()];
        DateOnly over = done.Where(day => day <= today).DefaultIfEmpty(DateOnly.MinValue).Max();
        List<Interval> open = [.. Fired(schedule, history, now).Where(interval => interval.AsOf > over && !done.Contains(interval.AsOf))];
        if (isForced && !done.Contains(today) && !open.Exists(interval => interval.AsOf == today))
        {
            open.Add(new Interval(today, now));
        }

        List<Interval> due = [];
        List<SkippedInterval> skipped = [];
        foreach (Interval interval in open)
        {
            if (history.Tables is { } tables && interval.AsOf < tables.AsOf)
            {
                skipped.Add(new SkippedInterval(interval, $"{tables.Table} holds {Values.Day(tables.AsOf)} already"));
            }
            else if (IsWanted(schedule.CatchUp, interval, open[^1], today))
            {
                due.Add(interval);
            }
            else
            {
                skipped.Add(new SkippedInterval(interval, $"missed, and catch_up is {Word(schedule.CatchUp)}"));
            }
        }

        return new DueIntervals(due, skipped);
    }

    /// <summary>Whether a run with this status in <c>ops.runs</c> closes its interval.</summary>
    public static bool IsDone(string status) => status is "ok" or "no_change";

    /// <summary>The word for a policy in the configuration.</summary>
    public static string Word(CatchUpPolicy policy) => policy switch
    {
        CatchUpPolicy.All => "all",
        CatchUpPolicy.Latest => "latest",
        CatchUpPolicy.None => "none",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "unknown policy"),
    };

    // From the configured start; else from when it was first seen, or from its first run where the scheduler's state is younger than that.
    private static IEnumerable<Interval> Fired(Schedule schedule, ScheduleHistory history, DateTimeOffset now)
    {
        DateOnly? first = schedule.Start ?? history.Runs.Min(run => run.AsOf);
        DateTimeOffset? after = first is { } day ? schedule.Clock.BeforeStartOf(day) : history.Since;
        if (schedule.Start is null && history.Since < after)
        {
            after = history.Since;
        }

        return after is { } instant ? schedule.Clock.Between(instant, now) : [];
    }

    private static bool IsWanted(CatchUpPolicy policy, Interval interval, Interval newest, DateOnly today) => policy switch
    {
        CatchUpPolicy.All => true,
        CatchUpPolicy.Latest => interval == newest,
        CatchUpPolicy.None => interval.AsOf == today,
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "unknown policy"),
    };
}
