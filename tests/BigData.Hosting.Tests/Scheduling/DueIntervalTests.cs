using System.Globalization;
using BigData.Hosting.Scheduling;
using BigData.Pipelines.Running;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>What is due by the ledger. The schedule fires at 03:00 UTC every day; it is 09:00 on 5 January, and it was first seen on 1 January at noon.</summary>
public sealed class DueIntervalTests
{
    private static readonly DateTimeOffset Noon = Instant(1, 12);

    [Theory]
    // Nothing has run: the days after it was first seen.
    [InlineData("all", "", "2 3 4 5", "")]
    [InlineData("latest", "", "5", "2 3 4")]
    [InlineData("none", "", "5", "2 3 4")]
    // What is done is done; a run that failed, was cancelled or lost leaves its day due.
    [InlineData("all", "2 ok, 3 no_change", "4 5", "")]
    [InlineData("all", "2 ok, 3 failed, 4 cancelled, 5 lost", "3 4 5", "")]
    [InlineData("all", "2 ok, 3 failed, 3 ok, 4 ok, 5 ok", "", "")]
    // Tables are not scored backwards, so a day before a done one is over.
    [InlineData("all", "2 ok, 3 failed, 4 ok", "5", "")]
    [InlineData("latest", "2 ok, 5 failed", "5", "3 4")]
    [InlineData("none", "4 failed", "5", "2 3 4")]
    // A clock that was ahead: its days are done and stay so, the days until then are not held back.
    [InlineData("all", "2 ok, 3 ok, 9 ok", "4 5", "")]
    public void The_ledger_decides(string policy, string runs, string due, string skipped)
    {
        DueIntervals plan = Plan(policy, runs);
        Assert.Equal((due, skipped), (Days(plan.Due), Days(plan.Skipped.Select(one => one.Interval))));
    }

    [Fact]
    public void A_clock_that_goes_back_makes_nothing_due()
    {
        ScheduleHistory history = History("2 ok, 3 ok, 4 ok, 5 ok", null);
        for (int day = 5; day >= 1; day--)
        {
            DateTimeOffset now = Instant(day, 9);
            Assert.Empty(DueIntervals.Of(Schedule("all"), history, now, DateOnly.FromDateTime(now.Date), isForced: false).Due);
        }
    }

    [Fact]
    public void Days_before_the_tables_are_left_out_and_say_which_table()
    {
        DueIntervals plan = Plan("all", "2 ok", tables: new TableAsOf("gold.totals", Day(4)));
        Assert.Equal(("4 5", "3"), (Days(plan.Due), Days(plan.Skipped.Select(one => one.Interval))));
        Assert.Equal("gold.totals holds 2026-01-04 already", plan.Skipped[0].Reason);
    }

    [Theory]
    [InlineData("2 ok, 3 ok, 4 ok", 2, "5")]
    [InlineData("2 ok, 3 ok, 4 ok, 5 ok", 2, "")]
    [InlineData("2 ok", 9, "3 4 5")]
    public void Somebody_who_asks_gets_the_interval_of_today(string runs, int hour, string due)
    {
        DateTimeOffset now = Instant(5, hour);
        Assert.Equal(due, Days(DueIntervals.Of(Schedule("all"), History(runs, null), now, Day(5), isForced: true).Due));
    }

    [Fact]
    public void Days_count_from_the_start_or_from_the_first_run()
    {
        Assert.Equal("3 4 5", Days(Plan("all", "", start: "2026-01-03").Due));
        Assert.Equal("1 2 3 4 5", Days(DueIntervals.Of(Schedule("all", "2026-01-01"), History("", null) with { Since = null }, Instant(5, 9), Day(5), false).Due));
        Assert.Equal("4 5", Days(DueIntervals.Of(Schedule("all"), History("2 ok, 3 ok", null) with { Since = Instant(5, 8) }, Instant(5, 9), Day(5), false).Due));
        Assert.Empty(DueIntervals.Of(Schedule("all"), History("", null) with { Since = null }, Instant(5, 9), Day(5), false).Due);
    }

    private static DueIntervals Plan(string policy, string runs, string? start = null, TableAsOf? tables = null) =>
        DueIntervals.Of(Schedule(policy, start), History(runs, tables), Instant(5, 9), Day(5), isForced: false);

    private static ScheduleHistory History(string runs, TableAsOf? tables) => new(
        Noon, [.. runs.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(run => run.Split(' ')).Select((run, i) => Run(i, int.Parse(run[0], CultureInfo.InvariantCulture), run[1]))], tables);

    private static RunSummary Run(int number, int day, string status) => new(
        $"run{number}", "schedule", "embedded", Day(day), Instant(day, 3), Instant(day, 4), status, status is "ok" or "no_change" ? 0 : 1, null);

    private static Schedule Schedule(string policy, string? start = null)
    {
        Dictionary<string, string> values = new() { ["cron"] = "0 0 3 * * ?", ["catch_up"] = policy };
        if (start is not null)
        {
            values["start"] = start;
        }

        return new Schedule("daily", values);
    }

    private static string Days(IEnumerable<Interval> intervals) => string.Join(' ', intervals.Select(one => one.AsOf.Day));

    private static DateOnly Day(int day) => new(2026, 1, day);

    private static DateTimeOffset Instant(int day, int hour) => new(2026, 1, day, hour, 0, 0, TimeSpan.Zero);
}
