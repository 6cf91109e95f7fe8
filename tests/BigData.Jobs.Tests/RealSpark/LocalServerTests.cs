using System.Diagnostics;
using System.Text.Json.Nodes;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.RealSpark;

/// <summary><c>bigdata spark up &amp;&amp; bigdata run --engine spark</c>, Ctrl-C, and <c>spark down</c>, with a real Spark.</summary>
[Collection(OwnServerCollection.Name)]
[Trait("Owns", "Spark")]
public sealed class LocalServerTests
{
    private static readonly string[] Tables = ["silver.order_lines", "silver.order_lines_quarantine", "gold.customer_rfm", "gold.customer_segments"];

    [Fact]
    public async Task Spark_up_serves_a_run_that_Ctrl_C_stops_and_a_run_to_its_end_and_down_leaves_no_process()
    {
        using OwnServer server = await OwnServer.CreateOrSkipAsync();
        using Shop expected = new Shop().WithTinyShop();
        (await expected.RunAsync()).ShouldExit(0);

        JsonNode up = await server.JsonAsync(0, ["spark", "up", .. server.UpOptions]);
        Assert.Equal("started", (string?)up["status"]);
        int pid = (int)up["pid"]!;
        await Tells_what_runs(server, up);

        using Shop shop = new Shop().WithTinyShop();
        await Ctrl_C_stops_the_job_on_the_server(server, shop, expected);
        (await server.RunAsync(shop.Arguments("run", "--engine", "spark"))).ShouldExit(0);
        AssertSame(expected, shop, mayMiss: false);
        Names_are_registered((string)up["url"]!, shop);

        Assert.Equal("stopped", (string?)(await server.JsonAsync(0, "spark", "down"))["status"]);
        Assert.False(IsThere(pid), "the server's process is still there");
        (await server.RunAsync(shop.Arguments("run", "--engine", "spark"))).ShouldExit(2);
    }

    private static async Task Tells_what_runs(OwnServer server, JsonNode up)
    {
        JsonNode again = await server.JsonAsync(0, "spark", "up");
        Assert.Equal("running", (string?)again["status"]);
        JsonNode status = await server.JsonAsync(0, "spark", "status");
        foreach (JsonNode json in (JsonNode[])[again, status])
        {
            Assert.Equal((int)up["pid"]!, (int)json["pid"]!);
            Assert.Equal((int)up["port"]!, (int)json["port"]!);
        }

        Assert.Matches(@"^4\.\d+\.\d+", (string)status["version"]!);
        Assert.True((bool)status["delta"]!);
        Assert.True((double)status["uptime_seconds"]! > 0);
        CommandResult doctor = (await server.RunAsync("doctor", "--engine", "spark")).ShouldExit(0);
        Assert.Contains($"Spark {(string)status["version"]!} with Delta answers and sees", doctor.Output, StringComparison.Ordinal);
    }

    private static async Task Ctrl_C_stops_the_job_on_the_server(OwnServer server, Shop shop, Shop expected)
    {
        using BigDataCommand run = BigDataCommand.Start(
            shop.Arguments("run", "--engine", "spark", "--json"), Wrappers.Interruptible, server.Variables);
        while (await run.ReadLineAsync() is { } line && !line.Contains("\"table_step\",\"table\":\"silver.order_lines\"", StringComparison.Ordinal))
        {
            // Bronze is built first.
        }

        while (await server.CountJobsAsync("running") == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        run.Interrupt();
        while (await run.ReadLineAsync() is not null)
        {
            // The result holds all lines.
        }

        (await run.ResultAsync()).ShouldExit(130);
        Assert.Equal(0, await server.CountJobsAsync("running"));
        AssertSame(expected, shop, mayMiss: true);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal("cancelled", lakehouse.Table("ops.runs").OrderBy(Functions.Desc("started_at")).Select("status").Collect()[0].GetAs<string>(0));
    }

    // A table that is there is whole: no row more or less than that of the embedded run, or none at all.
    private static void AssertSame(Shop expected, Shop actual, bool mayMiss)
    {
        using Lakehouse left = expected.Open();
        using Lakehouse right = actual.Open();
        foreach (string table in Tables)
        {
            if (mayMiss && (right.Version(table) < 0 || right.Count(table) == 0))
            {
                continue;
            }

            Assert.Equal(left.Rows(table), right.Rows(table));
        }
    }

    private static void Names_are_registered(string url, Shop shop)
    {
        using SparkSession spark = SparkSession.Builder().AppName("tests").Remote(url).GetOrCreate();
        using Lakehouse lakehouse = shop.Open();
        foreach (string table in Tables)
        {
            Assert.Equal(lakehouse.Count(table), spark.Table(table).Count());
        }
    }

    private static bool IsThere(int pid)
    {
        string stat = $"/proc/{pid}/stat";
        return OperatingSystem.IsLinux()
            ? File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal)
            : Array.Exists(Process.GetProcesses(), process => process.Id == pid);
    }
}
