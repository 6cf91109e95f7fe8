using BigData.Hosting.Reporting;
using BigData.Hosting.Reporting.Guides;
using BigData.Spark.Sql;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>The verb as a user meets it: where it writes, what it says, how it fails.</summary>
public sealed class ReportCommandTests(ReportRun run) : IClassFixture<ReportRun>
{
    private AppBench Bench => run.Bench;

    [Fact]
    public async Task The_page_lies_below_the_lakehouse_and_is_the_same_every_time()
    {
        string file = Path.Combine(Bench.Lakehouse, "_published", "report", "index.html");
        await Bench.ExpectAsync(0, "report");
        Assert.Equal($"written: {file} (shop, till, as of 2024-04-01){Environment.NewLine}", Bench.Output);
        Assert.Equal(run.Page, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task The_guides_beside_the_page_are_written_once_by_a_version_and_mended_when_one_is_gone()
    {
        string folder = Path.Combine(Bench.Folder, "once", "bigdata-guide");
        await GuideFolder.WriteAsync(Path.GetDirectoryName(folder)!, TestContext.Current.CancellationToken);
        string page = Path.Combine(folder, "sql.html");
        await File.WriteAllTextAsync(page, "mine", TestContext.Current.CancellationToken);
        await GuideFolder.WriteAsync(Path.GetDirectoryName(folder)!, TestContext.Current.CancellationToken);
        Assert.Equal("mine", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        File.Delete(Path.Combine(folder, "bi.html"));
        await GuideFolder.WriteAsync(Path.GetDirectoryName(folder)!, TestContext.Current.CancellationToken);
        Assert.Equal(run.Guide("sql"), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(Path.Combine(folder, ".version"), "an older one", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(page, "old", TestContext.Current.CancellationToken);
        await GuideFolder.WriteAsync(Path.GetDirectoryName(folder)!, TestContext.Current.CancellationToken);
        Assert.Equal(run.Guide("sql"), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_source_and_a_window_can_be_chosen()
    {
        await Bench.ExpectAsync(0, "report", "shop", "--window", "7", "--out", "weekly.html", "--json");
        Assert.Equal(["shop"], Bench.Json()["sources"]!.AsArray().Select(source => (string)source!["source"]!));
        Assert.Equal(7, (int)Bench.Json()["window_days"]!);
        string page = await File.ReadAllTextAsync(Path.Combine(Bench.Folder, "weekly.html"), TestContext.Current.CancellationToken);
        Assert.Contains("with a 7-day window", page, StringComparison.Ordinal);
        Assert.DoesNotContain("30-day", page, StringComparison.Ordinal);
        Assert.Contains("Not measurable: this source has no paths with a 7-day window.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no source 'shp' in the gold tables. Sources: shop, till.", "shp")]
    [InlineData("--window 45: the tables have no such window. Windows, in days: 7, 30.", "--window", "45")]
    [InlineData("--window 'month': expected a number of days from 1 to 36500", "--window", "month")]
    [InlineData("is a folder; expected a file", "--out", "lakehouse")]
    [InlineData("--out '': expected a file", "--out", "")]
    [InlineData("holds no tables yet", "--lakehouse", "nowhere")]
    public async Task What_cannot_be_done_exits_2_and_says_what_can(string message, params string[] args)
    {
        await Bench.ExpectAsync(2, ["report", .. args]);
        Assert.Contains(message, Bench.Error, StringComparison.Ordinal);
        Assert.Empty(Bench.Output);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_exits_1_and_leaves_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(Bench.Folder, "taken"), "a file", TestContext.Current.CancellationToken);
        await Bench.ExpectAsync(1, "report", "--out", "taken/page.html");
        Assert.Contains("taken", Bench.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Bench.Folder, "*.unfinished"));
    }

    [Fact]
    public async Task A_table_that_is_missing_is_named_and_the_rest_is_told()
    {
        using var bench = new AppBench();
        await ReportLakehouse.WriteAsync(bench.Lakehouse, "gold.models", "gold.channel_transitions", "gold.campaign_attribution", "silver.order_lines", "silver.products", "ops.runs");
        await bench.ExpectAsync(0, "report");
        Assert.Equal(
            ["gold.campaign_attribution", "gold.channel_transitions", "gold.models", "ops.runs"],
            bench.Output.Split(Environment.NewLine).Where(line => line.StartsWith("missing: ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1].TrimEnd(':')).Order(StringComparer.Ordinal));
        Assert.Contains("missing: ops.runs: 'bigdata run' makes it", bench.Output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(Path.Combine(bench.Lakehouse, "_published", "report", "index.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<code>gold.models</code>", page, StringComparison.Ordinal);
        Assert.Contains("This program has no job that makes it.", page, StringComparison.Ordinal);
        using SparkSession spark = SparkSession.Builder().AppName("report").Embedded(bench.Lakehouse).GetOrCreate();
        ReportTables tables = await ReportTables.OpenAsync(spark, bench.Lakehouse, ["gold.models"], TestContext.Current.CancellationToken);
        Assert.Equal("bigdata run gold.models", tables.Missing("gold.models").Command);
    }

    [Fact]
    public async Task Tables_without_rows_make_a_page_that_says_so()
    {
        using var bench = new AppBench();
        await ReportLakehouse.WriteEmptyAsync(bench.Lakehouse);
        await bench.ExpectAsync(0, "report", "--json");
        Assert.Empty(bench.Json()["sources"]!.AsArray());
        Assert.Contains("No customers yet", await File.ReadAllTextAsync((string)bench.Json()["file"]!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
