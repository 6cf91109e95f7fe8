using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>The state of the scheduler in a PostgreSQL database, shared by two lakehouses.</summary>
public sealed class PostgresStoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Schedules = """
        { "schedules": { "night": { "select": [ "silver.sales" ], "cron": "0 0 3 * * ?" } } }
        """;

    [Fact]
    public async Task What_is_paused_and_triggered_is_kept_for_each_lakehouse()
    {
        string database = await server.DatabaseAsync();
        using ScheduleBench one = Bench(database);
        using ScheduleBench other = Bench(database);
        one.Deliver(new DateOnly(2026, 1, 4));
        await one.ExpectAsync(0, "schedule", "pause", "night");
        await one.ExpectAsync(0, "schedule", "trigger", "night");
        await other.ExpectAsync(0, "schedule", "--once");
        Assert.Equal(("paused", true), await StateAsync(one));
        Assert.Equal(("active", false), await StateAsync(other));
        await one.ExpectAsync(0, "schedule", "--once");
        Assert.Equal(["2026-01-05 ok"], one.Ledger("night"));
        Assert.Equal(("paused", false), await StateAsync(one));
        Assert.Empty(Directory.GetFiles(one.Lakehouse, "*.db"));

        one.Variables["BIGDATA__Scheduler__ConnectionString"] = "Host=127.0.0.1;Port=1;Username=me;Password=hidden;Timeout=2";
        string refused = await one.ExpectAsync(1, "schedule", "list");
        Assert.Contains("The state of the scheduler in PostgreSQL", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refused, StringComparison.Ordinal);
    }

    private static ScheduleBench Bench(string database)
    {
        ScheduleBench bench = new("2026-01-05 09:00", Schedules);
        bench.Variables["BIGDATA__Scheduler__ConnectionString"] = database;
        return bench;
    }

    private static async Task<(string? State, bool IsTriggered)> StateAsync(ScheduleBench bench)
    {
        JsonNode night = JsonNode.Parse(await bench.ExpectAsync(0, "schedule", "list", "--json"))!["schedules"]![0]!;
        return ((string?)night["state"], (bool)night["triggered"]!);
    }
}
