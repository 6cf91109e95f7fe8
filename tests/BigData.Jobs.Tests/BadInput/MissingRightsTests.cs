using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.BadInput;

/// <summary>What a user who may not read or write everything is told, and that nothing is half-written then.</summary>
public sealed class MissingRightsTests
{
    private const UnixFileMode All = (UnixFileMode)0b111_111_111;
    private const UnixFileMode ReadOnly = (UnixFileMode)0b101_101_101;

    [Fact]
    public async Task A_landing_folder_that_may_not_be_read_is_set_aside_and_taken_when_it_may()
    {
        using Shop shop = await OpenedShopAsync();
        shop.WithTinyShop(0);
        SetMode(shop.Landing, UnixFileMode.None);
        CommandResult result = (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(1);
        Assert.Contains("set aside: online_retail/.: unreadable folder: permission denied", result.Output, StringComparison.Ordinal);
        using (Lakehouse lakehouse = shop.Open())
        {
            Assert.Equal(0, lakehouse.Count("bronze.online_retail"));
            Assert.Equal(1, lakehouse.Table("ops.files").Filter("status = 'set_aside' and reason like '%permission denied%'").Count());
        }

        SetMode(shop.Landing, ReadOnly);
        (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(0);
        using Lakehouse after = shop.Open();
        Assert.Equal(20, after.Count("silver.order_lines"));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_set_aside_while_the_others_go_on()
    {
        using Shop shop = await OpenedShopAsync();
        shop.WithTinyShop(0);
        shop.Deliver("closed.csv", Shop.Csv("1,20001,CUP,1,2024-10-18 10:00:00,1.00,101.0,France"));
        SetMode(Path.Combine(shop.Landing, "closed.csv"), UnixFileMode.None);
        CommandResult result = (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(1);
        Assert.Contains("set aside: online_retail/closed.csv: unreadable: permission denied", result.Output, StringComparison.Ordinal);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(20, lakehouse.Count("silver.order_lines"));
        Row file = lakehouse.Table("ops.files").Filter("status = 'set_aside'").Collect().Single();
        Assert.Equal("closed.csv", file.GetAs<string>("file"));
    }

    [Fact]
    public async Task A_lakehouse_that_may_not_be_written_is_refused_and_left_as_it_is()
    {
        using Shop shop = await OpenedShopAsync();
        shop.WithTinyShop(0);
        Directory.CreateDirectory(shop.LakehouseFolder);
        SetMode(shop.LakehouseFolder, ReadOnly);
        CommandResult result = (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(1);
        Assert.Contains($"The lakehouse {shop.LakehouseFolder} cannot be written to", result.Error, StringComparison.Ordinal);
        Assert.Contains("choose another with --lakehouse", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(shop.LakehouseFolder));
    }

    [Fact]
    public async Task A_lakehouse_below_a_folder_that_is_closed_is_refused()
    {
        using Shop shop = await OpenedShopAsync();
        shop.WithTinyShop(0);
        string closed = shop.File("closed");
        Directory.CreateDirectory(closed);
        SetMode(closed, UnixFileMode.None);
        string lakehouse = Path.Combine(closed, "lakehouse");
        CommandResult result = (await BigDataCommand.RunAsync(
            ["run", "--lakehouse", lakehouse, "--source", $"online_retail={shop.Landing}"], Wrappers.Unprivileged)).ShouldExit(1);
        Assert.Contains($"The lakehouse {lakehouse} cannot be written to", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lakehouse));
    }

    [Fact]
    public async Task A_table_that_may_not_be_written_fails_alone()
    {
        using Shop shop = await OpenedShopAsync();
        shop.WithTinyShop(0);
        (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(0);
        string table = Path.Combine(shop.LakehouseFolder, "gold", "customer_rfm");
        SetMode(Path.Combine(table, "_delta_log"), ReadOnly);
        SetMode(table, ReadOnly);
        shop.WithTinyShop(1);
        CommandResult result = (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(1);
        Assert.Contains("failed: gold.customer_rfm: ", result.Output, StringComparison.Ordinal);
        Assert.Contains(table, result.Output, StringComparison.Ordinal);
        Assert.Contains("skipped: gold.customer_segments: gold.customer_rfm failed or was skipped", result.Output, StringComparison.Ordinal);
        using (Lakehouse lakehouse = shop.Open())
        {
            Assert.Equal(40, lakehouse.Count("silver.order_lines"));
            Assert.Empty(lakehouse.StrayFiles());
        }

        SetMode(table, All);
        SetMode(Path.Combine(table, "_delta_log"), All);
        (await shop.RunWithinAsync(Wrappers.Unprivileged)).ShouldExit(0);
    }

    [Fact]
    public async Task A_lakehouse_that_may_only_be_read_can_be_shown()
    {
        using Shop shop = await OpenedShopAsync();
        shop.WithTinyShop(0);
        (await shop.RunAsync()).ShouldExit(0);
        CommandResult result = await BigDataCommand.RunAsync(
            shop.Arguments("show", "gold.customer_rfm", "--json"), Wrappers.Unprivileged);
        Assert.Contains("\"segment\"", result.ShouldExit(0).Output, StringComparison.Ordinal);
        CommandResult status = await BigDataCommand.RunAsync(shop.Arguments("status"), Wrappers.Unprivileged);
        Assert.Contains("gold.customer_rfm", status.ShouldExit(0).Output, StringComparison.Ordinal);
    }

    // A shop whose folder everybody may write to; skips where nobody can become another user.
    private static async Task<Shop> OpenedShopAsync()
    {
        string? reason = await Wrappers.NotUnprivilegedAsync();
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
        var shop = new Shop();
        SetMode(shop.File(), All);
        SetMode(shop.Landing, All);
        return shop;
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
