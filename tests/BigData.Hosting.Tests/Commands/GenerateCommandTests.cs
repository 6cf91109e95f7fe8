namespace BigData.Hosting.Tests.Commands;

public sealed class GenerateCommandTests : IDisposable
{
    private readonly AppBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_writes_daily_files_and_the_truth_and_tells_what_to_do_next()
    {
        await _bench.ExpectAsync(0, "generate", "--customers", "40", "--days", "12", "--seed", "3", "--start", "2024-02-25", "--out", "shop");
        string shop = Path.Combine(_bench.Folder, "shop");
        Assert.Equal(
            ["consents", "customers", "events", "orders", "products", "suppressions", "touches"],
            Directory.EnumerateDirectories(shop).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(shop, "truth.json")));
        Assert.True(File.Exists(Path.Combine(shop, "customers", "2024-02-25.csv")));
        Assert.True(File.Exists(Path.Combine(shop, "events", "2024-02-29.csv")));
        Assert.False(Directory.Exists(shop + ".unfinished"));
        Assert.Matches(@"customers\s+4\d", _bench.Output);
        Assert.Contains($"--source shop={shop}", _bench.Output, StringComparison.Ordinal);

        await _bench.ExpectAsync(2, "generate", "--out", "shop");
        Assert.Contains("not an empty folder", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_filled_and_machines_get_json()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Folder, "empty"));
        await _bench.ExpectAsync(0, "generate", "--customers", "5", "--days", "2", "--out", "empty", "--gzip", "--json");
        Assert.InRange((int)_bench.Json()["files"]!["customers"]!["rows"]!, 5, 10);
        Assert.True(File.Exists(Path.Combine(_bench.Folder, "empty", "products", "2011-09-12.csv.gz")));
    }

    [Theory]
    [InlineData("generate", "--out FOLDER")]
    [InlineData("generate --out x --customers many", "--customers 'many': expected a whole number from 1 to 100000000")]
    [InlineData("generate --out x --customers 0", "--customers '0'")]
    [InlineData("generate --out x --days 1e3", "--days '1e3'")]
    [InlineData("generate --out x --days 3661", "from 1 to 3660")]
    [InlineData("generate --out x --seed -1", "--seed '-1'")]
    [InlineData("generate --out x --start 12.09.2011", "yyyy-MM-dd")]
    [InlineData("generate --out x --start 1066-10-14", "from the years 1900 to 9900")]
    [InlineData("generate --out conf", "not an empty folder")]
    [InlineData("generate --out conf/bigdata.json", "not an empty folder")]
    public async Task Wrong_arguments_exit_with_2_and_say_what_is_expected(string command, string said)
    {
        await _bench.ExpectAsync(2, command.Split(' '));
        Assert.Contains(said, _bench.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, "x")));
    }

    [Fact]
    public async Task Cancelled_it_leaves_nothing_behind()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        string[] args = ["generate", "--customers", "1000", "--days", "50", "--out", "shop"];
        Assert.Equal(130, await BigDataApp.RunAsync(args, [typeof(AppBench).Assembly], _bench.Host, stop.Token));
        Assert.Empty(Directory.EnumerateDirectories(_bench.Folder, "shop*"));
    }
}
