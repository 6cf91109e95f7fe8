using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>The main job on the whole retail sample and the generated shop.</summary>
public sealed partial class SampleTests(SampleRun run, PostgresServer server) : IClassFixture<SampleRun>, IClassFixture<PostgresServer>
{
    private const int Lines = 541_909;
    private const int Customers = 4_338;

    [Fact]
    public void Every_line_arrives_in_bronze_and_silver_and_none_in_the_quarantine()
    {
        run.Result.ShouldExit(0);
        Assert.Equal(Lines, run.Lakehouse.Count("bronze.online_retail"));
        Assert.Equal(Lines, Retail("silver.order_lines").Count());
        Assert.Equal(0, Retail("silver.order_lines_quarantine").Count());
    }

    [Fact]
    public void The_run_ends_with_a_table_of_rows_and_the_cut_offs()
    {
        run.Result.ShouldExit(0);
        Assert.Matches(@"bronze\.online_retail\s+ok\s+541,?909\s+541,?909\s+0", run.Result.Output);
        Assert.Contains("cut_offs", run.Result.Output.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_customer_with_positive_spend_has_one_row_and_one_of_ten_segments()
    {
        DataFrame rfm = Retail("gold.customer_rfm");
        Assert.Equal(Customers, rfm.Count());
        Assert.Equal(Customers, rfm.Select("source", "customer_id").Distinct().Count());
        string[] expected = ["about_to_sleep", "at_risk", "cant_lose", "champions", "hibernating", "loyal", "need_attention", "new", "potential_loyal", "promising"];
        Assert.Equal(expected, rfm.Select("segment").Distinct().OrderBy("segment").Collect().Select(row => row.GetAs<string>("segment")));
        Assert.Equal(0, rfm.Filter("monetary <= 0 OR r_score IS NULL OR length(rfm_code) <> 3").Count());
    }

    [Fact]
    public void Totals_are_those_of_the_data_set()
    {
        Row totals = Retail("silver.order_lines").Filter("customer_id IS NOT NULL AND NOT is_return")
            .SelectExpr("count(*) AS lines", "count(DISTINCT customer_id) AS customers", "count(DISTINCT order_id) AS orders", "sum(quantity * unit_price) AS revenue")
            .Collect().Single();
        Assert.Equal((397_924L, 4_339L, 18_536L), (totals.GetAs<long>("lines"), totals.GetAs<long>("customers"), totals.GetAs<long>("orders")));
        Assert.Equal(8_911_407.904m, Convert.ToDecimal(totals.Get("revenue"), null));
    }

    [Fact]
    public void Flags_count_the_traps_of_the_data_set()
    {
        Dictionary<string, long> flags = Retail("silver.order_lines")
            .SelectExpr("explode(flags) AS flag").GroupBy("flag").Count().Collect()
            .ToDictionary(row => row.GetAs<string>("flag"), row => row.GetAs<long>("count"));
        Assert.Equal(135_080, flags["no_customer"]);
        Assert.Equal(5_268, flags["duplicate_line"]);
        Assert.Equal(1_336, flags["negative_quantity"]);
        Assert.Equal(2, flags["negative_price"]);
        Assert.Equal(3, flags["adjustment"]);
        Assert.Equal(2_515, flags["zero_price"]);
        Assert.False(flags.ContainsKey("country_unmapped"));
    }

    [Fact]
    public void Every_customer_is_in_one_current_segment_of_each_set()
    {
        Dictionary<string, long> current = Retail("gold.customer_segments").Filter("is_current")
            .GroupBy("segment_set").Count().Collect()
            .ToDictionary(row => row.GetAs<string>("segment_set"), row => row.GetAs<long>("count"));
        Assert.Equal([("group_6", Customers), ("rfm_10", Customers), ("tier_4", Customers)], current.OrderBy(pair => pair.Key).Select(pair => (pair.Key, (int)pair.Value)));
    }

    [Fact]
    public async Task Show_prints_twenty_rows()
    {
        CommandResult show = (await BigDataCommand.RunAsync("show", "gold.customer_rfm", "--lakehouse", run.Folder)).ShouldExit(0);
        Assert.Equal(20, show.Lines.Count(line => line.StartsWith('|') && line.Split('|')[1].Trim() is "online_retail" or "shop"));
    }

    [Fact]
    public async Task The_report_tells_of_both_sources()
    {
        using var temp = new TempFolder();
        CommandResult report = (await BigDataCommand.RunAsync("report", "--lakehouse", run.Folder, "--out", temp.File("report.html"), "--json")).ShouldExit(0);
        JsonNode document = JsonNode.Parse(report.Output)!;
        Assert.Equal((SampleRun.AsOf, "online_retail", Customers), ((string)document["as_of"]!, (string)document["sources"]![0]!["source"]!, (int)document["sources"]![0]!["figures"]!["customers"]!));
        Assert.Equal("shop", (string)document["sources"]![1]!["source"]!);
        Assert.True((int)document["sources"]![1]!["figures"]!["conversions"]! > 2_000);
        Assert.Equal(30, (int)document["window_days"]!);
        Assert.Empty(document["missing"]!.AsArray());
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(temp.File("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cut_offs_are_in_the_history()
    {
        CommandResult history = (await BigDataCommand.RunAsync("table", "history", "gold.customer_rfm", "--lakehouse", run.Folder, "--json")).ShouldExit(0);
        using JsonDocument document = JsonDocument.Parse(history.Output);
        Assert.Contains("cut_offs", document.RootElement.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_sources_feed_the_same_tables_and_are_scored_apart()
    {
        Assert.Equal((long)Truth["files"]!["orders"]!["rows"]!, OfShop("silver.order_lines").Count());
        long customers = OfShop("silver.order_lines").Filter("NOT is_return").Select("customer_id").Distinct().Count();
        Assert.Equal(customers, OfShop("gold.customer_rfm").Count());
        Assert.Equal(10, OfShop("gold.customer_rfm").Select("segment").Distinct().Count());
        Assert.Equal(3 * customers, OfShop("gold.customer_segments").Filter("is_current").Count());
    }

    [Fact]
    public void Accounts_that_are_more_active_score_higher_in_frequency()
    {
        Dictionary<string, string> classes = Truth["customer_list"]!.AsArray().ToDictionary(row => (string)row![0]!, row => (string)row![2]!);
        ILookup<string, int> scores = OfShop("gold.customer_rfm").Collect()
            .ToLookup(row => classes[row.GetAs<string>("customer_id")], row => row.GetAs<int>("f_score"));
        Assert.True(scores["loyal"].Average() > scores["regular"].Average() + 0.25);
        Assert.True(scores["regular"].Average() > scores["occasional"].Average() + 0.25);
        Assert.True(scores["occasional"].Average() > scores["dormant"].Average());
    }

    [Fact]
    public async Task Spark_gives_the_same_rows()
    {
        string remote = SparkRemote.UrlOrSkip();
        using var temp = new TempFolder();
        string[] tables = [.. run.Lakehouse.Names("silver"), .. run.Lakehouse.Names("gold").Except(ByAls)];
        string[] selected = [.. tables.Where(table => !table.EndsWith("_quarantine", StringComparison.Ordinal))];
        (await BigDataCommand.RunAsync(
            ["run", .. selected, "--lakehouse", temp.File("lakehouse"), "--as-of", SampleRun.AsOf, "--engine", "spark", "--remote", remote])).ShouldExit(0);
        using var other = new Lakehouse(temp.File("lakehouse"));
        string[] built = [.. other.Names("silver"), .. other.Names("gold")];
        Assert.Equal(tables, built);
        Assert.Contains("gold.customer_rfm", tables);
        foreach (string table in tables)
        {
            Assert.Equal(run.Lakehouse.Rows(table), other.Rows(table));
        }
    }

    private static JsonNode Truth => JsonNode.Parse(File.ReadAllText(RepositoryFiles.Sample("generated-shop", "truth.json")))!;

    private DataFrame Retail(string table) => run.Lakehouse.Table(table).Filter("source = 'online_retail'");

    private DataFrame OfShop(string table) => run.Lakehouse.Table(table).Filter("source = 'shop'");
}
