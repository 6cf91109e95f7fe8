using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>What the report says of the small lakehouse, whose numbers are known.</summary>
public sealed class ReportFactTests(ReportRun run) : IClassFixture<ReportRun>
{
    [Fact]
    public void Figures_on_top_are_sums_over_the_source()
    {
        JsonObject shop = run.Figures("shop");
        Assert.Equal((400, 1_597), ((int)shop["customers"]!, (int)shop["orders"]!));
        Assert.Equal((49_600m, 124m), ((decimal)shop["value"]!, (decimal)shop["value_per_customer"]!));
        Assert.Equal(300, (int)shop["conversions"]!);
        Assert.Equal(250m, (decimal)run.Figures("till")["value"]!);
        Assert.Equal("2024-04-01", (string?)run.Document["as_of"]);
    }

    [Fact]
    public void Segments_have_sizes_and_movement_at_the_newest_change()
    {
        JsonNode risky = run.Rows("shop", "segments", "sizes_rfm_10").Single(row => (string)row["segment"]! == "At risk");
        Assert.Equal("32 60 0 28 -28", $"{risky["customers"]} {risky["before"]} {risky["arrived"]} {risky["left"]} {risky["change"]}");
        Assert.Equal("At risk>Hibernating 10", Move(run.Rows("shop", "segments", "moves")[0]));
        Assert.Contains("Hibernating>No longer scored 3", run.Rows("shop", "segments", "moves").Select(Move));
        Assert.Equal(12, run.Rows("shop", "segments", "moves").Where(row => (string)row["from"]! == "New to the segments").Sum(row => (int)row["customers"]!));
        Assert.Equal(["Ordinary 320", "High value 80"], run.Rows("shop", "segments", "sizes_tier_4").Select(row => $"{row["segment"]} {row["customers"]}"));
    }

    [Fact]
    public void Movement_without_an_earlier_day_is_not_measurable()
    {
        Assert.Contains("not measurable yet", (string)run.Section("till", "segments")["remarks"]![0]!, StringComparison.Ordinal);
        Assert.False(run.Rows("till", "segments", "sizes_rfm_10")[0].AsObject().ContainsKey("before"));
    }

    [Fact]
    public void Sums_of_a_small_group_are_withheld_and_cannot_be_worked_out()
    {
        IReadOnlyList<JsonNode> rows = run.Rows("shop", "value", "value_by_segment");
        Assert.Equal(["At risk 32", "Can’t lose 8"], rows.Where(row => row["value"] is null).Select(row => $"{row["segment"]} {row["customers"]}").Order(StringComparer.Ordinal));
        Assert.Equal("Champions 24000.00 300.00", $"{rows[0]["segment"]} {rows[0]["value"]} {rows[0]["value_per_customer"]}");
        Assert.DoesNotContain("8,000", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Attribution_stands_side_by_side_with_its_window()
    {
        IReadOnlyList<JsonNode> rows = run.Rows("shop", "attribution", "conversions_by_model");
        Assert.Equal(["First touch", "Last touch", "Linear", "Time decay", "Markov", "Shapley"], rows.Select(row => (string)row["model"]!));
        Assert.All(rows, row => Assert.Equal((350d, "30 days"), ((double)row["all"]!, (string)row["window"]!)));
        Assert.Equal((96d, 120d), ((double)rows[1]["email"]!, (double)rows[1]["paid_search"]!));
        Assert.All(run.Rows("shop", "spend", "credits"), row => Assert.Equal("30 days", (string)row["window"]!));
        JsonNode email = run.Rows("shop", "spend", "spend_by_channel")[0];
        Assert.Equal("300.00 3.125 12.8", Text($"{email["spend"]} {email["last_touch_cpa"]} {email["last_touch_roas"]}"));
        Assert.Null(run.Rows("shop", "spend", "spend_by_channel").Single(row => (string)row["channel"]! == "Organic search")["spend"]);
        Assert.Contains("no marketing contacts", (string)run.Section("till", "attribution")["remarks"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Campaigns_stand_by_orders_of_the_model_that_learns_from_paths()
    {
        IReadOnlyList<JsonNode> rows = run.Rows("shop", "campaigns", "campaigns");
        Assert.Equal(["brand", "spring", ReportLakehouse.HostileCampaign], rows.Select(row => (string)row["campaign"]!));
        Assert.Contains("Markov with a 30-day window", (string)run.Section("shop", "campaigns")["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_followed_step_by_step_and_none_is_lost()
    {
        IReadOnlyList<JsonNode> links = run.Rows("shop", "paths", "path_flow");
        Assert.Equal(1_400, links.Where(link => (string)link["step"]! == "1st contact").Sum(link => (int)link["paths"]!));
        Assert.Equal((300, 1_100), (Ends(links, "Order"), Ends(links, "No order")));
        Assert.Contains("3rd contact: Paid search>4th contact and more 50", links.Select(link => $"{link["step"]}: {link["from"]}>{link["to"]} {link["paths"]}"));
        JsonNode first = run.Rows("shop", "paths", "largest_paths")[0];
        Assert.Equal("Email 90 260", $"{first["path"]} {first["conversions"]} {first["nulls"]}");
        Assert.DoesNotContain("Social", run.Rows("shop", "paths", "largest_paths").Select(row => (string)row["path"]!));
        Assert.Equal("Start>Email 370", Text($"{run.Rows("shop", "paths", "transitions")[0]["from"]}>{run.Rows("shop", "paths", "transitions")[0]["to"]} {run.Rows("shop", "paths", "transitions")[0]["count"]}"));
    }

    [Fact]
    public void Products_bear_their_names()
    {
        IReadOnlyList<JsonNode> rows = run.Rows("shop", "neighbours", "neighbours");
        Assert.Equal($"{ReportLakehouse.HostileName} (p1)>Mug no. 2 (p2) 44", $"{rows[0]["product"]}>{rows[0]["neighbour"]} {rows[0]["support"]}");
        Assert.Contains("Tea cosy (p9)", rows.Select(row => (string)row["neighbour"]!));
        Assert.Equal(["1", "2", "3"], rows.Take(3).Select(row => row["rank"]!.ToString()));
    }

    [Fact]
    public void Recommendations_are_told_by_placement_and_never_by_customer()
    {
        IReadOnlyList<JsonNode> rows = run.Rows("shop", "recommendations", "placements");
        Assert.Equal(["Home page 40", "Guess you like 40", "Related items 40"], rows.Select(row => $"{row["placement"]} {row["lists"]}"));
        Assert.Equal("Taste model (ALS) 75.0 %, Most popular 25.0 %", (string)rows[0]["methods"]!);
        JsonNode most = run.Rows("shop", "recommendations", "most_shown_home")[0];
        Assert.Equal("Mug no. 4 (p4) 40 2.025", Text($"{most["product"]} {most["lists"]} {most["rank"]}"));
        Assert.DoesNotMatch(@"\b[ct]\d{2,}\b", run.Document.ToJsonString());
        Assert.DoesNotMatch(@"\b[ct]\d{2,}\b", run.Page);
    }

    [Fact]
    public void Models_stand_beside_their_baselines()
    {
        Assert.Equal(
            ["Blend of all methods model", "Taste model (ALS) model", "Similar customers’ products baseline", "Most popular baseline"],
            run.Rows("shop", "quality", "measures").Select(row => $"{row["model"]} {row["kind"]}"));
        Assert.Equal(0.225, (double)run.Rows("shop", "quality", "measures")[0]["ndcg"]!);
        Assert.Null(run.Rows("shop", "quality", "measures")[0]["novelty"]);
        Assert.Equal("Not measurable: nobody bought anything.", (string)run.Section("till", "quality")["remarks"]![0]!);
    }

    [Fact]
    public async Task Spark_gives_the_same_document()
    {
        string remote = SparkRemote.UrlOrSkip();
        using var bench = new AppBench();
        // Every table costs seconds on Spark; those that stay are asked for all that the others are: joins, windows, arrays, distinct counts.
        await ReportLakehouse.WriteAsync(
            bench.Lakehouse, "gold.customer_rfm", "gold.channel_attribution", "gold.campaign_attribution", "gold.channel_transitions", "gold.product_neighbours", "gold.models",
            "silver.order_lines", "silver.products", "ops.runs");
        await bench.ExpectAsync(0, "report", "--json");
        string expected = bench.Output;
        await bench.ExpectAsync(0, "report", "--json", "--engine", "spark", "--remote", remote);
        Assert.Equal(expected, bench.Output);
    }

    private static string Move(JsonNode row) => $"{row["from"]}>{row["to"]} {row["customers"]}";

    private static int Ends(IReadOnlyList<JsonNode> links, string end) => links.Where(link => (string)link["to"]! == end).Sum(link => (int)link["paths"]!);

    private static string Text(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
