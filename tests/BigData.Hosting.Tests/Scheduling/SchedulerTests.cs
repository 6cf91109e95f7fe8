using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Pipelines.Locking;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>A scheduler that is running, and what people do to it.</summary>
public sealed class SchedulerTests
{
    private const string Daily = """
        { "schedules": { "daily": { "cron": "0 0 3 * * ?", "start": "2026-01-03" } } }
        """;

    private const string Night = """
        { "schedules": { "night": { "select": [ "silver.sales" ], "cron": "0 0 3 * * ?" } } }
        """;

    [Fact]
    public async Task A_second_scheduler_names_the_first_and_leaves_and_people_pause_resume_and_trigger_the_first()
    {
        using ScheduleBench bench = new("2026-01-05 09:00", Night);
        bench.Deliver(new DateOnly(2026, 1, 4));
        await using RunningScheduler scheduler = new(bench);
        await scheduler.UntilAsync("waiting");

        string refused = await bench.ExpectAsync(1, "schedule");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"has a scheduler already: process {Environment.ProcessId} on"), refused, StringComparison.Ordinal);
        await bench.ExpectAsync(1, "schedule", "--once");
        JsonNode listed = JsonNode.Parse(await bench.ExpectAsync(0, "schedule", "list", "--json"))!;
        Assert.Equal(Environment.ProcessId, (int)listed["scheduler"]!["pid"]!);
        Assert.Equal(("active", "2026-01-06T03:00:00Z"), ((string?)listed["schedules"]![0]!["state"], (string?)listed["schedules"]![0]!["next_at"]));

        await bench.ExpectAsync(0, "schedule", "pause", "night");
        bench.Time.SetUtcNow(ScheduleBench.At("2026-01-06 09:00"));
        Assert.Contains("runs it within", await bench.ExpectAsync(0, "schedule", "trigger", "night"), StringComparison.Ordinal);
        IReadOnlyList<JsonNode> triggered = await scheduler.UntilAsync("waiting");
        Assert.Equal(["2026-01-06"], triggered.Where(one => (string?)one["event"] == "interval_started").Select(one => (string?)one["as_of"]));
        Assert.Empty(triggered[^1]["next"]!.AsArray());

        bench.Time.SetUtcNow(ScheduleBench.At("2026-01-08 09:00"));
        await bench.ExpectAsync(0, "schedule", "resume", "night");
        IReadOnlyList<JsonNode> resumed = await scheduler.UntilAsync("waiting");
        Assert.Equal(["2026-01-07", "2026-01-08"], resumed.Where(one => (string?)one["event"] == "interval_started").Select(one => (string?)one["as_of"]));

        // Another process writes: the run waits for it.
        using (LakehouseLock.Acquire(bench.Lakehouse, "run", bench.Time))
        {
            bench.Time.SetUtcNow(ScheduleBench.At("2026-01-09 03:00"));
            Assert.Contains("(run)", (string?)(await scheduler.UntilAsync("interval_waits"))[^1]["reason"], StringComparison.Ordinal);
        }

        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await scheduler.UntilAsync("waiting");
        Assert.Equal(0, await scheduler.StopAsync());
        await scheduler.UntilAsync("scheduler_stopped");
        Assert.Equal(["2026-01-06 ok", "2026-01-07 no_change", "2026-01-08 no_change", "2026-01-09 no_change"], bench.Ledger("night"));
    }

    [Fact]
    public async Task A_signal_ends_the_running_table_cleanly_and_its_interval_stays_due()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        using ScheduleBench bench = new("2026-01-05 09:00", Daily);
        bench.Deliver(new DateOnly(2026, 1, 2));
        Assert.Equal(130, await SignalAsync(bench, "TERM", "\"table_started\""));
        Assert.Equal(["2026-01-03 cancelled"], bench.Ledger("daily"));
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await SignalAsync(bench, "INT", "\"waiting\""));
        Assert.Equal(["2026-01-03 cancelled", "2026-01-03 ok", "2026-01-04 ok", "2026-01-05 ok"], bench.Ledger("daily"));
        Assert.Null(LakehouseLock.Find(bench.Lakehouse, LockPurpose.Schedule));
    }

    private static async Task<int> SignalAsync(ScheduleBench bench, string signal, string after)
    {
        using Process scheduler = bench.StartProcess("schedule", "--json");
        bool isSent = false;
        while (await scheduler.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!isSent && line.Contains(after, StringComparison.Ordinal))
            {
                isSent = true;
                using Process kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, scheduler.Id.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        await scheduler.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(isSent);
        return scheduler.ExitCode;
    }
}
