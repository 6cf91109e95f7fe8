using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>
/// Thirty days of daily files over the night in which the clocks of London go forward, a file that comes late, one that comes twice, a machine
/// that is off for three days: each interval runs well once, and the tables are those of one full run, with a kill -9 while it catches up and without.
/// </summary>
public sealed class MonthTests
{
    private const string Schedules = """
        { "schedules": { "daily": { "cron": "0 30 1 * * ?", "time_zone": "Europe/London", "catch_up": "all" } } }
        """;

    private static readonly DateOnly First = new(2011, 3, 12);
    private static readonly DateOnly Last = First.AddDays(29);
    private static readonly DateOnly Late = new(2011, 3, 20);
    private static readonly DateOnly Twice = new(2011, 3, 24);
    private static readonly DateOnly Off = new(2011, 4, 8);
    private static readonly DateOnly On = new(2011, 4, 10);

    [Fact]
    public async Task Each_interval_runs_once_and_gold_equals_one_full_run_with_a_kill_and_without()
    {
        using ScheduleBench bench = new("2011-03-12 09:00", Schedules);
        List<JsonNode> fired = [.. await LiveAsync(bench, First.AddDays(1), Off.AddDays(-1))];
        Assert.Equal(
            ["2011-03-26T01:30:00Z", "2011-03-27T01:00:00Z", "2011-03-28T00:30:00Z"],
            fired.Where(one => (string?)one["as_of"] is "2011-03-26" or "2011-03-27" or "2011-03-28").Select(one => (string?)one["fires_at"]));
        for (DateOnly day = Off.AddDays(-1); day < On; day = day.AddDays(1))
        {
            bench.Deliver(day);
        }

        // What happened so far is the same in both worlds.
        bench.Time.SetUtcNow(ScheduleBench.At("2011-04-10 09:00"));
        using ScheduleBench killed = bench.Copy();
        await KillInTheSecondRunAsync(killed);
        await LiveAsync(killed, On.AddDays(1), Last.AddDays(1));
        await LiveAsync(bench, On.AddDays(1), Last.AddDays(1));
        string full = await bench.FullRunAsync(Last.AddDays(1));
        Assert.NotEmpty(ScheduleBench.Rows(full, "gold.customer_totals"));
        foreach ((ScheduleBench world, string[] lost) in new (ScheduleBench, string[])[] { (bench, []), (killed, ["2011-04-09 lost"]) })
        {
            string[] ledger = world.Ledger("daily");
            Assert.Equal(
                Enumerable.Range(1, 30).Select(i => First.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " ok"),
                ledger.Where(run => !run.EndsWith("lost", StringComparison.Ordinal)));
            Assert.Equal(lost, ledger.Where(run => run.EndsWith("lost", StringComparison.Ordinal)));
            foreach (string table in (string[])["silver.sales", "gold.customer_totals"])
            {
                Assert.Equal(ScheduleBench.Rows(full, table), ScheduleBench.Rows(world.Lakehouse, table));
            }
        }
    }

    // A scheduler that lives from its start through the firings of some days; the file of a day comes shortly before the next day's firing.
    private static async Task<IEnumerable<JsonNode>> LiveAsync(ScheduleBench bench, DateOnly from, DateOnly to)
    {
        await using RunningScheduler scheduler = new(bench);
        List<JsonNode> events = [.. await scheduler.UntilAsync("waiting")];
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            DateTimeOffset next = DateTimeOffset.Parse((string)events[^1]["next"]![0]!["at"]!, CultureInfo.InvariantCulture);
            foreach (DateOnly delivered in Delivered(day))
            {
                bench.Deliver(delivered);
            }

            if (day == Twice.AddDays(2))
            {
                bench.Deliver("again-" + SalesFiles.Name(Twice), SalesFiles.Text(Twice));
            }

            bench.Time.SetUtcNow(next);
            events.AddRange(await scheduler.UntilAsync("waiting"));
        }

        Assert.Equal(0, await scheduler.StopAsync());
        Assert.DoesNotContain(events, one => (string?)one["event"] is "interval_failed" or "scheduler_error" or "interval_skipped");
        return events.Where(one => (string?)one["event"] == "interval_started");
    }

    private static IEnumerable<DateOnly> Delivered(DateOnly fires)
    {
        DateOnly day = fires.AddDays(-1);
        return day == Late ? [] : day == Late.AddDays(2) ? [Late, day] : [day];
    }

    private static async Task KillInTheSecondRunAsync(ScheduleBench bench)
    {
        using Process scheduler = bench.StartProcess("schedule", "--json");
        int golds = 0;
        while (await scheduler.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            golds += line.Contains("\"table_started\"", StringComparison.Ordinal) && line.Contains("gold.customer_totals", StringComparison.Ordinal) ? 1 : 0;
            if (golds == 2)
            {
                scheduler.Kill();
                break;
            }
        }

        await scheduler.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, golds);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
    }
}
