using System.Globalization;
using BigData.Hosting.Generating;

namespace BigData.Hosting.Tests.Generating;

/// <summary>What is planted can be seen in the files, and the files agree with each other.</summary>
public sealed class PlantedTruthTests(GeneratedFiles shop) : IClassFixture<GeneratedFiles>
{
    // A count of independent cases is this far from its expectation in less than one of a million shops; the seed is fixed.
    private const double Sigmas = 5;

    [Theory]
    [InlineData((int)FileKind.Touches)]
    [InlineData((int)FileKind.Events)]
    [InlineData((int)FileKind.Orders)]
    [InlineData((int)FileKind.Customers)]
    public void Dirt_comes_at_the_stated_rates(int kind)
    {
        RowTally rows = shop.Tally.Files[kind];
        bool mayBeLate = (FileKind)kind != FileKind.Customers;
        ShouldBeAbout(mayBeLate ? rows.Rows * 0.01 : 0, rows.Late);
        ShouldBeAbout(rows.Rows * 0.005, rows.Copies);
        ShouldBeAbout(rows.Rows * 0.02, rows.Untidy);
        ShouldBeAbout(rows.Rows * 0.002, rows.Broken.Sum());
        Assert.Equal(rows.Rows + rows.Copies + rows.Broken.Sum(), shop.Delivered((FileKind)kind).Count());
        Assert.Equal(rows.Rows, shop.Good((FileKind)kind).Count);
    }

    [Fact]
    public void Late_rows_come_up_to_three_days_after_they_happened_and_none_before()
    {
        int late = 0;
        foreach (Dictionary<string, string> record in shop.Delivered(FileKind.Events).Where(record => record["occurred_at"].Length == 19 && !record["occurred_at"].Contains("-13-", StringComparison.Ordinal)))
        {
            int days = Day(record["_day"]).DayNumber - Day(record["occurred_at"][..10]).DayNumber;
            Assert.InRange(days, 0, ShopPlan.LateDays + 1);
            late += days > 0 ? 1 : 0;
        }

        RowTally rows = shop.Tally.Files[(int)FileKind.Events];
        Assert.InRange(late, rows.Late, rows.Late + rows.Copies);
    }

    [Fact]
    public void Orders_events_and_touches_are_of_customers_and_products_that_exist()
    {
        HashSet<string> customers = [.. shop.Good(FileKind.Customers).Select(record => record["customer_id"])];
        HashSet<string> products = [.. shop.Good(FileKind.Products).Select(record => record["product_id"])];
        Assert.Equal(2_000, customers.Count);
        Assert.Equal(400, products.Count);
        Assert.All(shop.Good(FileKind.Orders), line => Assert.True(customers.Contains(line["customer_id"]) && products.Contains(line["product_id"])));
        Assert.All(shop.Good(FileKind.Touches), touch => Assert.Contains(touch["customer_id"], customers));
        Assert.All(
            shop.Good(FileKind.Events),
            item => Assert.True((item["customer_id"].Length == 0 || customers.Contains(item["customer_id"])) && (item["product_id"].Length == 0 || products.Contains(item["product_id"]))));
        Assert.All(shop.Good(FileKind.Suppressions).Concat(shop.Good(FileKind.Consents)), record => Assert.Contains(record["customer_id"], customers));
        Assert.Equal(
            shop.Good(FileKind.Orders).Where(line => line["kind"] == "order").Select(line => line["order_id"]).Distinct().Count(),
            shop.Good(FileKind.Events).Count(item => item["event_type"] == "purchase"));
    }

    [Fact]
    public void A_return_gives_back_the_first_line_of_an_order_that_was_placed_before()
    {
        Dictionary<string, Dictionary<string, string>> ordered = shop.Good(FileKind.Orders)
            .Where(line => line["kind"] == "order" && line["line_no"] == "1").ToDictionary(line => line["order_id"][1..]);
        Dictionary<string, string>[] returned = [.. shop.Good(FileKind.Orders).Where(line => line["kind"] == "return")];
        Assert.Equal(shop.Tally.Returns, returned.Length);
        Assert.All(returned, line =>
        {
            Dictionary<string, string> origin = ordered[line["order_id"][1..]];
            Assert.Equal(origin["product_id"], line["product_id"]);
            Assert.Equal("-" + origin["quantity"], line["quantity"]);
            Assert.True(string.CompareOrdinal(origin["ordered_at"], line["ordered_at"]) < 0);
        });
    }

    [Fact]
    public void Nobody_is_mailed_without_consent_after_withdrawal_or_after_suppression()
    {
        ILookup<string, Dictionary<string, string>> consents = shop.Good(FileKind.Consents).Where(record => record["channel"] == "email").ToLookup(record => record["customer_id"]);
        ILookup<string, Dictionary<string, string>> suppressed = shop.Good(FileKind.Suppressions).ToLookup(record => record["customer_id"]);
        Dictionary<string, string>[] mails = [.. shop.Good(FileKind.Touches).Where(touch => touch["channel"] == "email")];
        Assert.True(mails.Length > 1_000);
        Assert.All(mails, mail =>
        {
            string at = mail["occurred_at"];
            Assert.Equal("granted", consents[mail["customer_id"]].Where(record => string.CompareOrdinal(record["status_at"], at) <= 0).MaxBy(record => record["status_at"], StringComparer.Ordinal)!["status"]);
            Assert.DoesNotContain(suppressed[mail["customer_id"]], record => string.CompareOrdinal(record["since"], at) <= 0);
        });
    }

    [Fact]
    public void Journeys_with_one_channel_convert_at_the_rate_of_its_effect()
    {
        HashSet<string> orders = [.. shop.Good(FileKind.Orders).Where(line => line["kind"] == "order").Select(line => line["order_id"][1..])];
        var journeys = shop.Good(FileKind.Touches)
            .GroupBy(touch => touch["touch_id"][1..touch["touch_id"].LastIndexOf('-')])
            .Select(journey => (Channels: journey.Select(touch => touch["channel"]).Distinct().ToArray(), IsConverted: orders.Contains(journey.Key)));
        Dictionary<string, bool[]> single = journeys.Where(journey => journey.Channels.Length == 1)
            .GroupBy(journey => journey.Channels[0]).ToDictionary(group => group.Key, group => group.Select(journey => journey.IsConverted).ToArray());
        Assert.All(ShopPlan.Channels, channel =>
        {
            bool[] outcomes = single[channel.Name];
            Assert.True(outcomes.Length > 50, channel.Name);
            ShouldBeAbout(outcomes.Length * (double)channel.Effect / ShopPlan.Whole, outcomes.Count(isConverted => isConverted));
        });
        Assert.DoesNotContain(true, single["display"]);
    }

    [Fact]
    public void The_credit_of_the_channels_is_what_their_effects_lead_one_to_expect_and_adds_up_to_the_orders()
    {
        foreach (ChannelTally channel in shop.Tally.Channels)
        {
            ShouldBeAbout((double)channel.Expected / ShopPlan.Whole, (double)channel.Credit / ChannelTally.Micro);
        }

        Assert.Equal(shop.Tally.Conversions, shop.Tally.Channels.Sum(channel => (double)channel.Credit / ChannelTally.Micro), 0.01);
        Assert.Equal(shop.Tally.Conversions, shop.Good(FileKind.Orders).Where(line => line["kind"] == "order").Select(line => line["order_id"]).Distinct().Count());
        Assert.Equal(
            shop.Good(FileKind.Touches).Sum(touch => decimal.Parse(touch["cost"], CultureInfo.InvariantCulture)),
            shop.Truth["channels"]!["list"]!.AsArray().Sum(channel => (decimal)channel!["cost"]!));
    }

    [Fact]
    public void Customers_buy_within_their_tastes()
    {
        Dictionary<string, (int First, int Second)> tastes = shop.Truth["customer_list"]!.AsArray()
            .ToDictionary(row => (string)row![0]!, row => ((int)row![3]!, (int)row[4]!));
        Dictionary<string, int> products = shop.Truth["product_tastes"]!.AsArray().ToDictionary(row => (string)row![0]!, row => (int)row![1]!);
        (int First, int Second, int Taste)[] lines =
            [.. shop.Good(FileKind.Events).Where(item => item["event_type"] == "view" && item["customer_id"].Length > 0)
                .Select(item => (tastes[item["customer_id"]].First, tastes[item["customer_id"]].Second, products[item["product_id"]]))];
        Assert.Equal(0.6 + (0.15 / 8), lines.Average(line => line.Taste == line.First ? 1.0 : 0.0), 0.02);
        Assert.Equal(0.25 + (0.15 / 8), lines.Average(line => line.Taste == line.Second ? 1.0 : 0.0), 0.02);
    }

    [Fact]
    public void The_classes_differ_in_orders_and_value_as_planted()
    {
        Dictionary<string, ClassTally> classes = ShopPlan.Classes.Zip(shop.Tally.Classes).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.Equal(2_000, classes.Values.Sum(tally => tally.Customers));
        string[] byOrders = ["loyal", "regular", "occasional", "dormant"];
        Assert.Equal(byOrders, byOrders.OrderByDescending(name => (double)classes[name].Orders / classes[name].Customers));
        Assert.Equal(byOrders, byOrders.OrderByDescending(name => (double)classes[name].Value / classes[name].Customers));
        ILookup<string, string> orders = shop.Good(FileKind.Orders).ToLookup(line => line["customer_id"], line => line["ordered_at"]);
        foreach (string[] customer in shop.Truth["customer_list"]!.AsArray().Select(row => new[] { (string)row![0]!, (string)row[2]! }))
        {
            Assert.All(orders[customer[0]], at => Assert.True(
                customer[1] switch { "lapsed" => string.CompareOrdinal(at, "2011-10-24") < 0, "new" => string.CompareOrdinal(at, "2011-11-14") >= 0, _ => true }, $"{customer[1]} {at}"));
        }
    }

    [Fact]
    public void Some_people_have_several_accounts_that_share_address_or_number()
    {
        Dictionary<string, Dictionary<string, string>> accounts = shop.Good(FileKind.Customers).GroupBy(record => record["customer_id"]).ToDictionary(group => group.Key, group => group.First());
        (string Account, string Person)[] second = [.. shop.Truth["customer_list"]!.AsArray().Select(row => ((string)row![0]!, (string)row[1]!)).Where(row => row.Item1 != row.Item2)];
        ShouldBeAbout(2_000 * 0.05, second.Length);
        Assert.All(second, pair =>
        {
            (Dictionary<string, string> own, Dictionary<string, string> first) = (accounts[pair.Account], accounts[pair.Person]);
            Assert.True(own["email"] == first["email"] ^ Digits(own["phone"]) == Digits(first["phone"]), $"{own["email"]} {own["phone"]} {first["email"]} {first["phone"]}");
            Assert.Equal(first["visitor_id"], own["visitor_id"]);
        });
    }

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit)).TrimStart('0');

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void ShouldBeAbout(double expected, double actual)
    {
        double width = (Sigmas * Math.Sqrt(expected)) + 0.5;
        Assert.True(Math.Abs(actual - expected) <= width, $"{actual}, expected {expected} ± {width}");
    }
}
