using System.Text.Json.Nodes;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>The tables of a generated shop against its truth, on the embedded engine; on Spark they are part of the whole main job.</summary>
public sealed class GeneratedShopTests(GeneratedShop shop) : IClassFixture<GeneratedShop>
{
    private const string Prices = "sum(quantity * unit_price)";

    /// <summary>Folder of the files, and table.</summary>
    public static TheoryData<string, string> Kinds { get; } = new()
    {
        { "consents", "silver.consents" },
        { "suppressions", "silver.suppressions" },
        { "touches", "silver.touchpoints" },
        { "events", "silver.events" },
        { "orders", "silver.order_lines" },
        { "products", "silver.products" },
        { "customers", "silver.customers" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_good_record_becomes_a_row_and_the_quarantine_holds_exactly_the_broken_ones(string kind, string table)
    {
        JsonNode files = shop.Truth["files"]![kind]!;
        long expected = kind switch
        {
            "products" => (long)shop.Truth["products"]!,
            "customers" => (long)shop.Truth["customers"]!,
            _ => (long)files["rows"]!,
        };
        Assert.Equal(expected, shop.Lakehouse.Count(table));
        Assert.Equal((long)files["rows"]! + (long)files["copies"]! + Broken(files).Sum(pair => pair.Value), shop.Lakehouse.Count($"bronze.shop_{kind}"));
        Dictionary<string, long> rejected = shop.Lakehouse.Table(table + "_quarantine").GroupBy("rule").Count().Collect()
            .ToDictionary(row => row.GetAs<string>("rule"), row => row.GetAs<long>("count"));
        Assert.Equal(Broken(files).OrderBy(pair => pair.Key), rejected.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Broken_records_are_among_the_files_of_this_shop() =>
        Assert.InRange(Kinds.Sum(row => Broken(shop.Truth["files"]![row.Data.Item1]!).Count), 5, int.MaxValue);

    [Fact]
    public void Codes_are_in_one_form_whatever_the_files_say()
    {
        Assert.Equal(
            ["affiliate", "direct", "display", "email", "organic_search", "paid_search", "social"],
            Values("silver.touchpoints", "channel"));
        Assert.Equal(["click", "impression", "visit"], Values("silver.touchpoints", "kind"));
        Assert.Equal(["add_to_cart", "purchase", "view"], Values("silver.events", "event_type"));
        Assert.Equal(0, shop.Lakehouse.Table("silver.order_lines").Filter("product_id NOT RLIKE '^P[0-9]{5}$' OR customer_id NOT RLIKE '^C[0-9]+$' OR country NOT RLIKE '^[A-Z]{2}$'").Count());
        Assert.Equal(0, shop.Lakehouse.Table("silver.customers").Filter("phone_e164 IS NULL OR phone_e164 NOT RLIKE '^[+][0-9]{11,15}$' OR email <> lower(trim(email))").Count());
    }

    [Fact]
    public void Rows_refer_to_customers_and_products_that_exist()
    {
        DataFrame customers = shop.Lakehouse.Table("silver.customers");
        foreach (string table in (string[])["silver.order_lines", "silver.touchpoints", "silver.consents", "silver.suppressions"])
        {
            Assert.Equal(0, shop.Lakehouse.Table(table).Join(customers, ["source", "customer_id"], "left_anti").Count());
        }

        DataFrame products = shop.Lakehouse.Table("silver.products");
        Assert.Equal(0, shop.Lakehouse.Table("silver.order_lines").Join(products, ["source", "product_id"], "left_anti").Count());
        Assert.Equal(0, shop.Lakehouse.Table("silver.events").Filter("product_id IS NOT NULL").Join(products, ["source", "product_id"], "left_anti").Count());
    }

    [Fact]
    public void Orders_and_costs_add_up_to_the_truth()
    {
        Row orders = shop.Lakehouse.Table("silver.order_lines")
            .SelectExpr("count(DISTINCT order_id) FILTER (WHERE NOT is_return) AS orders", "count(DISTINCT order_id) FILTER (WHERE is_return) AS returns", Prices + " FILTER (WHERE NOT is_return) AS value")
            .Collect().Single();
        Assert.Equal((long)shop.Truth["conversions"]!, orders.GetAs<long>("orders"));
        Assert.Equal((long)shop.Truth["returns"]!, orders.GetAs<long>("returns"));
        Assert.Equal(shop.Truth["segments"]!.AsArray().Sum(segment => (decimal)segment!["value"]!), Convert.ToDecimal(orders.Get("value"), null));
        Dictionary<string, decimal> costs = shop.Lakehouse.Table("silver.touchpoints").GroupBy("channel").Agg(Functions.Sum("cost").As("cost")).Collect()
            .ToDictionary(row => row.GetAs<string>("channel"), row => row.GetAs<decimal>("cost"));
        Assert.All(shop.Truth["channels"]!["list"]!.AsArray(), channel => Assert.Equal((decimal)channel!["cost"]!, costs[(string)channel["channel"]!]));
    }

    [Fact]
    public async Task Files_that_come_in_parts_and_out_of_order_give_the_rows_of_one_run()
    {
        using TempFolder temp = new();
        string[] files = [.. Directory.EnumerateFiles(shop.Files, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (int part in (int[])[1, 0])
        {
            foreach (string file in files.Where((_, i) => i % 2 == part))
            {
                string copy = temp.File("landing", Path.GetRelativePath(shop.Files, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            (await GeneratedShop.RunAsync(temp.File("landing"), temp.File("lakehouse"), temp.File("retail"))).ShouldExit(0);
        }

        using Lakehouse lakehouse = new(temp.File("lakehouse"));
        foreach (string table in Kinds.SelectMany(row => (string[])[row.Data.Item2, row.Data.Item2 + "_quarantine"]).Append("gold.customer_rfm").Concat(GeneratedShop.Attribution))
        {
            Assert.Equal(shop.Lakehouse.Rows(table), lakehouse.Rows(table));
        }

        // Orders of a source without touchpoints make attribution run again, and come to what is there.
        long[] versions = [.. GeneratedShop.Attribution.Select(lakehouse.Version)];
        (string name, string text) = TinyShop.Files().First();
        await File.WriteAllTextAsync(temp.File("retail", name), text);
        CommandResult again = (await GeneratedShop.RunAsync(temp.File("landing"), temp.File("lakehouse"), temp.File("retail"))).ShouldExit(0);
        Assert.Equal(versions, GeneratedShop.Attribution.Select(lakehouse.Version));
        Assert.Matches(@"gold\.channel_attribution\s+no.change", again.Output);
        Assert.Equal(0, lakehouse.Table("gold.conversion_paths").Filter("source <> 'shop'").Count());
    }

    private string[] Values(string table, string column) =>
        [.. shop.Lakehouse.Table(table).Select(column).Distinct().Collect().Select(row => row.GetAs<string>(column)).Order(StringComparer.Ordinal)];

    private static Dictionary<string, long> Broken(JsonNode files) =>
        files["broken"]!.AsObject().ToDictionary(pair => pair.Key, pair => (long)pair.Value!);
}

/// <summary>A shop of 400 customers and 30 days from <c>bigdata generate</c>, and one run over it; the retail source delivers nothing.</summary>
public sealed class GeneratedShop : IAsyncLifetime
{
    internal static readonly string[] Attribution = ["gold.campaign_attribution", "gold.channel_attribution", "gold.channel_transitions", "gold.conversion_paths"];

    private readonly TempFolder _temp = new();
    private Lakehouse? _lakehouse;

    internal string Files => _temp.File("shop");

    internal JsonNode Truth { get; private set; } = null!;

    internal Lakehouse Lakehouse => _lakehouse ??= new Lakehouse(_temp.File("lakehouse"));

    public async ValueTask InitializeAsync()
    {
        (await BigDataCommand.RunAsync("generate", "--customers", "400", "--days", "30", "--seed", "10", "--start", "2024-03-01", "--out", Files)).ShouldExit(0);
        (await RunAsync(Files, _temp.File("lakehouse"), _temp.File("retail"))).ShouldExit(0);
        Truth = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Files, "truth.json")))!;
    }

    public ValueTask DisposeAsync()
    {
        _lakehouse?.Dispose();
        _temp.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static Task<CommandResult> RunAsync(string files, string lakehouse, string retail)
    {
        Directory.CreateDirectory(retail);
        return BigDataCommand.RunAsync(
            (string[])["run", "silver.*", Shop.Retail, .. Attribution, "--as-of", "2024-03-31", "--lakehouse", lakehouse, "--source", $"shop={files}", "--source", $"online_retail={retail}"]);
    }
}
