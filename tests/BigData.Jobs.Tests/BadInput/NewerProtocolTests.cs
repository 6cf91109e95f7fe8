using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.BadInput;

/// <summary>Tables that a newer program wrote: refused by name, with the others going on, and not touched.</summary>
public sealed class NewerProtocolTests(NewerProtocolTests.FirstDay first) : IClassFixture<NewerProtocolTests.FirstDay>
{
    private const string Feature = """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["fromTheFuture"],"writerFeatures":["fromTheFuture"]}}""";
    private const string WriterFeature = """{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["fromTheFuture"]}}""";
    private const string Version = """{"protocol":{"minReaderVersion":99,"minWriterVersion":99}}""";

    [Theory]
    [InlineData("gold.customer_rfm", Feature, "fromTheFuture")]
    [InlineData("silver.order_lines", WriterFeature, "fromTheFuture")]
    [InlineData("silver.order_lines", Feature, "fromTheFuture")]
    [InlineData("bronze.online_retail", Version, "99")]
    public async Task A_table_of_a_newer_protocol_fails_with_its_name_and_what_to_do(string table, string protocol, string named)
    {
        using Shop shop = first.Copy();
        Upgrade(shop, table, protocol);
        string[] before = Files(shop, table);
        shop.WithTinyShop(1);
        CommandResult result = (await shop.RunAsync()).ShouldExit(1);
        string failed = Assert.Single(result.Lines, line => line.StartsWith("failed: ", StringComparison.Ordinal));
        Assert.StartsWith($"failed: {table}: ", failed, StringComparison.Ordinal);
        Assert.Contains(named, failed, StringComparison.Ordinal);
        Assert.Contains(Path.Combine([shop.LakehouseFolder, .. table.Split('.')]), failed, StringComparison.Ordinal);
        Assert.Contains("Use a newer version", failed, StringComparison.Ordinal);
        Assert.Equal(before, Files(shop, table));
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal("failed", lakehouse.Table("ops.runs").OrderBy("run_id").Collect()[^1].GetAs<string>("status"));
    }

    [Fact]
    public async Task A_ledger_of_a_newer_protocol_ends_the_run_before_anything_is_built()
    {
        using Shop shop = first.Copy();
        Upgrade(shop, "ops.runs", Feature);
        string[] before = Files(shop);
        shop.WithTinyShop(1);
        CommandResult result = (await shop.RunAsync()).ShouldExit(1);
        Assert.Contains("fromTheFuture", result.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("ops", "runs"), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Files(shop));
    }

    [Fact]
    public async Task Verbs_that_read_name_the_table_too_and_status_goes_on()
    {
        using Shop shop = first.Copy();
        Upgrade(shop, "gold.customer_rfm", Feature);
        CommandResult show = (await BigDataCommand.RunAsync(shop.Arguments("show", "gold.customer_rfm"))).ShouldExit(1);
        Assert.Contains("fromTheFuture", show.Error, StringComparison.Ordinal);
        Assert.Contains("Use a newer version", show.Error, StringComparison.Ordinal);
        Assert.Contains("customer_rfm", show.Error, StringComparison.Ordinal);
        CommandResult status = (await BigDataCommand.RunAsync(shop.Arguments("status", "--json"))).ShouldExit(0);
        Assert.Contains("silver.order_lines", JsonNode.Parse(status.Output)!.ToJsonString(), StringComparison.Ordinal);
        CommandResult plan = (await BigDataCommand.RunAsync(shop.Arguments("plan"))).ShouldExit(0);
        Assert.Contains("gold.customer_segments", plan.Output, StringComparison.Ordinal);
    }

    private static void Upgrade(Shop shop, string table, string protocol)
    {
        using Lakehouse lakehouse = shop.Open();
        string next = (lakehouse.Version(table) + 1).ToString("D20", CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine([shop.LakehouseFolder, .. table.Split('.'), "_delta_log", next + ".json"]), protocol + "\n");
    }

    private static string[] Files(Shop shop, string? table = null)
    {
        string folder = Path.Combine([shop.LakehouseFolder, .. table?.Split('.') ?? []]);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>The lakehouse of the tiny shop's first day.</summary>
    public sealed class FirstDay : IAsyncLifetime
    {
        private readonly Shop _shop = new Shop().WithTinyShop(0);

        internal Shop Copy()
        {
            Shop copy = new Shop().WithTinyShop(0);
            TempFolder.Copy(_shop.LakehouseFolder, copy.LakehouseFolder);
            return copy;
        }

        public async ValueTask InitializeAsync() => (await _shop.RunAsync()).ShouldExit(0);

        public ValueTask DisposeAsync()
        {
            _shop.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
