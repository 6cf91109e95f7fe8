using System.Globalization;
using BigData.Jobs.Tests.Running;

namespace BigData.Jobs.Tests.BadInput;

/// <summary>A disk that is full in the middle of a run: nothing half-written, and the next run repairs by itself.</summary>
public sealed class FullDiskTests(FullDiskTests.ManyCustomers clean) : IClassFixture<FullDiskTests.ManyCustomers>
{
    private const string Message = "the disk is full";
    private static readonly string[] Main = ["bronze.online_retail", "silver.order_lines", "silver.order_lines_quarantine", "gold.customer_rfm", "gold.customer_segments"];

    // Commits and the tables of ops stay below 4 KiB, the data files of the main job's tables do not.
    [Theory]
    [InlineData(4, "bronze.online_retail")]
    [InlineData(4, "silver.order_lines", "bronze.*")]
    [InlineData(4, "gold.customer_rfm", "silver.*")]
    [InlineData(4, "gold.customer_segments", "gold.customer_rfm")]
    public async Task A_table_that_does_not_fit_fails_whole_and_is_built_by_the_next_run(int kilobytes, string table, params string[] built)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs ulimit");
        using Shop shop = ManyCustomers.Deliver(new Shop());
        if (built.Length > 0)
        {
            (await shop.RunAsync(built)).ShouldExit(0);
        }

        CommandResult result = (await shop.RunWithinAsync(Wrappers.FileLimit(kilobytes))).ShouldExit(1);
        string failed = Assert.Single(result.Lines, line => line.StartsWith("failed: ", StringComparison.Ordinal));
        Assert.StartsWith($"failed: {table}: ", failed, StringComparison.Ordinal);
        Assert.Contains(Message, failed, StringComparison.Ordinal);
        Assert.Contains("Free some space and run it again", failed, StringComparison.Ordinal);
        ShouldHoldWholeTablesOnly(shop);
        using (Lakehouse lakehouse = shop.Open())
        {
            Assert.True(lakehouse.Version(table) < 0 || lakehouse.Count(table) == 0, $"{table} holds rows of a write that failed");
            Assert.Equal("failed", lakehouse.Table("ops.runs").OrderBy("run_id").Collect()[^1].GetAs<string>("status"));
        }

        await ShouldRepairAsync(shop);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_run_that_cannot_be_written_down_fails_and_the_next_one_is_well(int kilobytes)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs ulimit");
        using Shop shop = ManyCustomers.Deliver(new Shop());
        CommandResult result = (await shop.RunWithinAsync(Wrappers.FileLimit(kilobytes))).ShouldExit(1);
        Assert.Contains(Message, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(shop.LakehouseFolder, "ops"), result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        ShouldHoldWholeTablesOnly(shop);
        await ShouldRepairAsync(shop);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(80)]
    public async Task A_disk_that_is_too_small_holds_whole_tables_only(int percent)
    {
        using Shop shop = ManyCustomers.Deliver(new Shop());
        string disk = shop.File("lakehouse");
        string copy = shop.File("copy");
        Directory.CreateDirectory(disk);
        Directory.CreateDirectory(copy);
        string? reason = await Wrappers.NoSmallDiskAsync(disk);
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);

        int kilobytes = Math.Max(4, clean.Kilobytes * percent / 100);
        CommandResult result = (await shop.RunWithinAsync(Wrappers.SmallDisk(kilobytes, disk, copy))).ShouldExit(1);
        Assert.Contains(Message, result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Directory.Delete(disk);
        Directory.Move(copy, disk);
        ShouldHoldWholeTablesOnly(shop);
        await ShouldRepairAsync(shop);
    }

    // Every table can be read and has the rows of the clean run or none: nothing else was committed.
    private void ShouldHoldWholeTablesOnly(Shop shop)
    {
        using Lakehouse lakehouse = shop.Open();
        foreach (string table in lakehouse.Tables())
        {
            long rows = lakehouse.Count(table);
            if (rows > 0 && Main.Contains(table))
            {
                Assert.Equal(clean.Lakehouse.Rows(table), lakehouse.Rows(table));
            }
        }

        Assert.Empty(lakehouse.StrayFiles());
    }

    private async Task ShouldRepairAsync(Shop shop)
    {
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        foreach (string table in Main)
        {
            Assert.Equal(clean.Lakehouse.Rows(table), lakehouse.Rows(table));
        }

        Assert.Equal(0, lakehouse.Table("ops.runs").Filter("status = 'running'").Count());
    }

    /// <summary>A clean run over a shop with so many customers that every table's data is larger than a commit.</summary>
    public sealed class ManyCustomers : IAsyncLifetime
    {
        private const int Customers = 3000;
        private const int Seed = 11;
        private const int PageKilobytes = 4;

        private readonly Shop _shop = new();
        private Lakehouse? _lakehouse;

        internal Lakehouse Lakehouse => _lakehouse ??= _shop.Open();

        /// <summary>What the clean lakehouse takes on a disk.</summary>
        internal int Kilobytes => Directory.EnumerateFiles(_shop.LakehouseFolder, "*", SearchOption.AllDirectories)
            .Sum(file => (int)((new FileInfo(file).Length / 1024 / PageKilobytes) + 1) * PageKilobytes);

        public async ValueTask InitializeAsync() => (await Deliver(_shop).RunAsync()).ShouldExit(0);

        public ValueTask DisposeAsync()
        {
            _lakehouse?.Dispose();
            _shop.Dispose();
            return ValueTask.CompletedTask;
        }

        internal static Shop Deliver(Shop shop)
        {
            var random = new Random(Seed);
            var start = new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Unspecified);
            shop.Deliver("many.csv", Shop.Csv([.. Enumerable.Range(1, Customers).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"{i},2000{i % 7},CUP,{random.Next(1, 50)},{start.AddMinutes(random.Next(400_000)):yyyy-MM-dd HH:mm:ss},{random.Next(1, 9999) / 100m},{random.Next(10_000, 99_999)}.0,France"))]));
            shop.Deliver("bad.csv", Shop.Csv("x,20001,CUP,many,2024-01-01 10:00:00,2.10,101.0,France"));
            return shop;
        }
    }
}
