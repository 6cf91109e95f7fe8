using System.Text.Json;
using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>Tests that start Spark servers of their own run one after the other.</summary>
[CollectionDefinition(nameof(OwnsSpark), DisableParallelization = true)]
public sealed class OwnsSpark;

/// <summary>The main job on a cluster of two workers that does not stay whole.</summary>
[Collection(nameof(OwnsSpark))]
public sealed class ClusterTests
{
    private const string AsOf = "2011-12-11";

    private static readonly string[] Tables =
        ["bronze.online_retail", "silver.order_lines", "silver.order_lines_quarantine", "gold.customer_rfm", "gold.customer_segments"];

    [Fact]
    public async Task A_killed_worker_and_a_connection_that_is_cut_leave_the_rows_of_a_quiet_run()
    {
        await using SparkCluster cluster = await SparkCluster.StartAsync(workers: 2);
        await using FrameProxy proxy = FrameProxy.To(cluster.Port);
        using Shop quiet = new Shop().WithTinyShop();
        (await quiet.RunAsync("--as-of", AsOf)).ShouldExit(0);
        using Shop shop = new Shop().WithTinyShop();

        using BigDataCommand command = BigDataCommand.Start(shop.Arguments("run", "--json", "--as-of", AsOf, "--engine", "spark", "--remote", proxy.Url));
        bool killed = false;
        bool cut = false;
        while (await command.ReadLineAsync() is { } line)
        {
            if (!killed && Speaks(line, of: "silver.order_lines"))
            {
                killed = true;
                cluster.KillWorker(0);
            }

            if (!cut && Speaks(line, of: "gold.customer_rfm"))
            {
                cut = true;
                await CutAsync(proxy);
            }
        }

        (await command.ResultAsync()).ShouldExit(0);
        Assert.True(killed && cut);
        Assert.True(proxy.Connections > 1, "the command did not connect again");
        using Lakehouse expected = quiet.Open();
        using Lakehouse actual = shop.Open();
        foreach (string table in Tables)
        {
            Assert.Equal(expected.Rows(table), actual.Rows(table));
            Assert.Equal(expected.Version(table), actual.Version(table));
        }
    }

    private static bool Speaks(string line, string of)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("table", out JsonElement table) && table.ValueKind == JsonValueKind.String && table.GetString() == of;
    }

    private static async Task CutAsync(FrameProxy proxy)
    {
        proxy.IsDown = true;
        proxy.CutAll();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        proxy.IsDown = false;
    }
}
