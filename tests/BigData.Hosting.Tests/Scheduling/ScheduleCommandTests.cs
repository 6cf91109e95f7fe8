using System.Text.Json.Nodes;
using BigData.Pipelines.Locking;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary><c>schedule</c> and its verbs while no scheduler is running, as a user meets them.</summary>
public sealed class ScheduleCommandTests
{
    private const string Schedules = """
        { "schedules": {
            "daily": { "cron": "0 0 3 * * ?", "time_zone": "Europe/London", "start": "2026-01-03" },
            "newest": { "select": [ "gold.*" ], "cron": "0 0 4 * * ?", "start": "2026-01-01", "catch_up": "latest" },
            "later": { "select": [ "publish:files" ], "cron": "0 0 6 ? * MON" } },
          "destinations": { "files": { "kind": "files", "tables": [ "gold.*" ] } } }
        """;

    [Fact]
    public async Task Once_catches_up_and_ends_and_the_next_time_nothing_is_due()
    {
        using ScheduleBench bench = new("2026-01-05 09:00", Schedules);
        bench.Deliver(new DateOnly(2026, 1, 2));
        string listed = await bench.ExpectAsync(0, "schedule", "list");
        Assert.StartsWith("no scheduler is running", listed, StringComparison.Ordinal);
        Assert.Matches(@"daily\s+everything\s+0 0 3 \* \* \?\s+not started\s+2026-01-06 03:00 Europe/London\s+never\s+3", listed);
        Assert.Matches(@"later\s+publish:files\s+.* not started\s+2026-01-12 06:00 UTC\s+never\s+0", listed);
        Assert.False(Directory.Exists(bench.Lakehouse));

        string first = await bench.ExpectAsync(0, "schedule", "--once");
        Assert.Contains("newest: 2026-01-04 is left out: missed, and catch_up is latest", first, StringComparison.Ordinal);
        Assert.Contains("next: daily at 2026-01-06 03:00 Europe/London, newest at 2026-01-06 04:00 UTC, later at 2026-01-12 06:00 UTC", first, StringComparison.Ordinal);
        Assert.Equal(["2026-01-03 ok", "2026-01-04 ok", "2026-01-05 ok"], bench.Ledger("daily"));
        Assert.Equal(["2026-01-05 no_change"], bench.Ledger("newest"));
        Assert.DoesNotContain("as of", await bench.ExpectAsync(0, "schedule", "--once"), StringComparison.Ordinal);

        // A clock that is set back.
        bench.Time.AdjustTime(ScheduleBench.At("2026-01-04 05:00"));
        Assert.DoesNotContain("as of", await bench.ExpectAsync(0, "schedule", "--once"), StringComparison.Ordinal);
        Assert.Equal(3, bench.Ledger("daily").Length);
    }

    [Fact]
    public async Task What_is_triggered_and_paused_while_none_is_running_waits_for_the_next_one()
    {
        using ScheduleBench bench = new("2026-01-05 09:00", Schedules);
        bench.Deliver(new DateOnly(2026, 1, 4));
        Assert.Contains("'bigdata schedule resume newest'", await bench.ExpectAsync(0, "schedule", "pause", "NEWEST"), StringComparison.Ordinal);
        Assert.Contains("bigdata schedule --once", await bench.ExpectAsync(0, "schedule", "trigger", "later"), StringComparison.Ordinal);
        await bench.ExpectAsync(0, "schedule", "trigger", "later", "--json");
        JsonNode list = JsonNode.Parse(await bench.ExpectAsync(0, "schedule", "list", "--json"))!;
        Assert.Equal(["active", "active", "paused"], list["schedules"]!.AsArray().Select(one => (string?)one!["state"] == "not started" ? "active" : (string?)one["state"]));
        Assert.True((bool)list["schedules"]![1]!["triggered"]!);

        await bench.ExpectAsync(0, "schedule", "--once");
        Assert.Equal(["2026-01-05 ok"], bench.Ledger("later"));
        Assert.Empty(bench.Ledger("newest"));
        Assert.True(File.Exists(Path.Combine(bench.Lakehouse, "_published", "files", "gold.customer_totals", "customer_totals.csv")));
        await bench.ExpectAsync(0, "schedule", "trigger", "later");
        Assert.Contains("later: 2026-01-05 is done already, by run", await bench.ExpectAsync(0, "schedule", "--once"), StringComparison.Ordinal);

        Assert.Contains("newest goes on; no scheduler is running", await bench.ExpectAsync(0, "schedule", "resume", "newest"), StringComparison.Ordinal);
        await bench.ExpectAsync(0, "schedule", "--once");
        Assert.Equal(["2026-01-05 no_change"], bench.Ledger("newest"));
    }

    [Fact]
    public async Task A_failed_interval_is_tried_again_and_does_not_hold_the_next_day_back_for_ever()
    {
        using ScheduleBench bench = new("2026-01-05 09:00", """{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "start": "2026-01-04" } } }""");
        bench.Deliver(new DateOnly(2026, 1, 2));
        bench.Deliver("broken.csv", string.Empty);
        await bench.ExpectAsync(1, "schedule", "--once");
        Assert.Equal(["2026-01-04 failed", "2026-01-05 failed"], bench.Ledger("daily"));
        File.Delete(Path.Combine(bench.Landing, "broken.csv"));
        await bench.ExpectAsync(0, "schedule", "--once");
        Assert.Equal(["2026-01-04 failed", "2026-01-05 failed", "2026-01-05 no_change"], bench.Ledger("daily"));

        // Somebody scores ahead by hand: the days before are said and left out.
        await bench.ExpectAsync(0, "run", "--as-of", "2026-01-07");
        bench.Time.SetUtcNow(ScheduleBench.At("2026-01-07 09:00"));
        string output = await bench.ExpectAsync(0, "schedule", "--once");
        Assert.Contains("daily: 2026-01-06 is left out: gold.customer_totals holds 2026-01-07 already", output, StringComparison.Ordinal);
        Assert.Equal("2026-01-07 no_change", bench.Ledger("daily")[^1]);
    }

    [Fact]
    public async Task While_another_process_writes_once_fails_and_what_is_due_stays_due()
    {
        using ScheduleBench bench = new("2026-01-05 09:00", """{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "start": "2026-01-05" } } }""");
        bench.Deliver(new DateOnly(2026, 1, 2));
        using (LakehouseLock.Acquire(bench.Lakehouse, "run gold.*", bench.Time))
        {
            Assert.Contains("(run gold.*)", await bench.ExpectAsync(1, "schedule", "--once"), StringComparison.Ordinal);
        }

        await bench.ExpectAsync(0, "schedule", "--once");
        Assert.Equal(["2026-01-05 ok"], bench.Ledger("daily"));
    }

    [Theory]
    [InlineData("{}", "No schedule is configured")]
    [InlineData("""{ "schedules": { "daily": { "time_zone": "UTC" } } }""", "does not say when it fires")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 3 * * *" } } }""", "has the cron '0 3 * * *'")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "time_zone": "London" } } }""", "expected an IANA time zone")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "catch_up": "some" } } }""", "expected all, latest or none")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "start": "tomorrow" } } }""", "expected yyyy-MM-dd")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "every": "day" } } }""", "The key 'schedules:daily:every'")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "select": [ "gold.nothing" ] } } }""", "gold.nothing")]
    [InlineData("""{ "schedules": { "daily": { "cron": "0 0 3 * * ?", "select": [ "publish:nowhere" ] } } }""", "There is no destination 'nowhere'")]
    [InlineData("""{ "scheduler": { "connectionString": "Host=db;Password=hidden" } }""", "A secret has no place there")]
    public async Task What_is_wrong_exits_with_2_before_anything_is_done(string schedules, string message)
    {
        using ScheduleBench bench = new("2026-01-05 09:00", schedules);
        string said = await bench.ExpectAsync(2, "schedule", "--once");
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bench.Lakehouse));
    }

    [Fact]
    public async Task A_name_that_is_not_there_exits_with_2_and_those_that_are()
    {
        using ScheduleBench bench = new("2026-01-05 09:00", Schedules);
        foreach (string verb in (string[])["pause", "resume", "trigger"])
        {
            Assert.Contains("Schedules: daily, later, newest", await bench.ExpectAsync(2, "schedule", verb, "weekly"), StringComparison.Ordinal);
        }

        await bench.ExpectAsync(2, "schedule", "pause");
    }
}
