using BigData.Models;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using BigData.Testing;
using static BigData.Customers.Tests.Attribution.AttributionShop;

namespace BigData.Customers.Tests.Attribution;

/// <summary>What attribution gives on small shops, on every engine.</summary>
public abstract class AttributionSuite
{
    private protected static readonly AttributionOptions Options = new() { AsOf = AsOf };

    protected abstract SparkSession Open();

    private protected static Dictionary<string, double?> Numbers(DataFrame frame, string model, int days, string column) => frame.Collect()
        .Where(row => row.GetAs<string>("model") == model && row.GetAs<int>("window_days") == days)
        .ToDictionary(row => row.GetAs<string>("channel"), row => row.Get(column) is { } number ? Convert.ToDouble(number, null) : (double?)null);

    private protected static string Text(Dictionary<string, double?> numbers) => string.Join(" ", numbers.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => FormattableString.Invariant($"{pair.Key}={(pair.Value is { } number ? Math.Round(number, 9) : double.NaN)}")));

    [Fact]
    public void A_shop_worked_out_by_hand()
    {
        using SparkSession spark = Open();
        var shop = new AttributionShop(
            [
                new Touch("t1", "ann", "E-Mail", 1, "spring", 1m), new Touch("t2", "ann", " cpc", 22, "brand", 2m), new Touch("t3", "ann", "(none)", 29, Kind: "visit"),
                new Touch("t4", "bob", "cpc", 30, "brand", 2m), new Touch("t5", "cid", "email", 5, "spring", 1m), new Touch("t6", null, null, 5, "brand", 4m),
                new Touch("t7", "ann", "cpc", 200, "brand", 9m),
            ],
            [new Sale("o1", "ann", 100, 29), new Sale("o2", "bob", 50, 30), new Sale("o3", "dot", 7, 30), new Sale("o4", "ann", 1, 200)]);
        var taxonomy = new ChannelTaxonomy(
        [
            new() { Name = "search", Channel = "cpc", Kind = "click" }, new() { Name = "email", Channel = "e?mail" },
            new() { Name = "direct", Kind = "visit" }, new() { Name = "search", Channel = "", Campaign = "bra*" },
        ]);
        using AttributionResult result = shop.Credit(spark, Options with { WindowsDays = [7, 30], Taxonomy = taxonomy });
        string Credit(string model, int days, string column = "conversions") => Text(Numbers(result.Channels, model, days, column));
        Assert.Equal("(none)=1 direct=1 email=0 search=1", Credit("last_touch", 30));
        Assert.Equal("(none)=1 direct=0 email=1 search=1", Credit("first_touch", 30));
        Assert.Equal("(none)=1 direct=0 email=0 search=2", Credit("last_non_direct", 7));
        Assert.Equal("(none)=7 direct=33.333333333 email=33.333333333 search=83.333333333", Credit("linear", 30, "value"));
        Assert.Equal("(none)=1 direct=0.4 email=0.4 search=1.2", Credit("position_based", 30));
        Assert.Equal("(none)=1 direct=0.666666667 email=0 search=1.333333333", Credit("time_decay", 7));
        Assert.Equal("(none)=NaN direct=NaN email=2 search=8", Credit("linear", 30, "spend"));
        Assert.Equal("(none)=NaN direct=NaN email=16.666666667 search=10.416666667", Credit("linear", 30, "roas"));
        Assert.Equal("(none)=NaN direct=NaN email=NaN search=8", Credit("last_touch", 30, "cpa"));

        // Order 1: START to email 2/3 and to search 1/3; email to search 1/2; search to direct 1/2; direct converts. P = 2/3.
        Assert.Equal("(none)=NaN direct=0.5 email=0.5 search=1", Credit("markov", 30, "removal_effect"));
        Assert.Equal("(none)=1 direct=0.5 email=0.5 search=1", Credit("markov", 30));
        Assert.Equal(
            ["7 direct > (conversion) 1", "7 email > (null) 1", "7 search > direct 1", "7 search > (conversion) 1", "7 (start) > email 1", "7 (start) > search 2"],
            result.Transitions.Collect().Where(row => row.GetAs<int>(2) == 7).Select(row => $"{row[2]} {row[3]} > {row[4]} {row[5]}"));
        Assert.Equal(
            ["30 email 0 0.00 1", "30 email,search,direct 1 100.00 0", "30 search 1 50.00 0", "7 email 0 0.00 1", "7 search 1 50.00 0", "7 search,direct 1 100.00 0"],
            result.Paths.Collect().Select(row => $"{row[2]} {string.Join(",", row.GetAs<IReadOnlyList<object?>>(3))} {row[4]} {row[5]} {row[6]}").Order(StringComparer.Ordinal));
        Assert.Equal(["shop, 7 days: 1 conversions have no touch and stand under (none)", "shop, 30 days: 1 conversions have no touch and stand under (none)"], result.Warnings);
        Assert.Contains("look-back 7, 30 days of 24 hours", result.Settings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConversionCycles.SincePrevious, true)]
    [InlineData(ConversionCycles.AllTouches, false)]
    public void Every_credit_is_that_of_the_definitions_read_aloud(ConversionCycles cycles, bool collapses)
    {
        using SparkSession spark = Open();
        AttributionShop shop = AttributionShop.Random(collapses ? 1 : 2);
        AttributionOptions options = Options with { Cycles = cycles, WindowsDays = [9, 40], MaximumPathLength = 4, IsRoomy = !collapses, Transforms = collapses ? [PathTransform.CollapseRepeats] : [] };
        using AttributionResult result = shop.Credit(spark, options);
        var plain = new PlainAttribution(shop, options, channels => [.. Enumerable.Range(0, channels.Count).Where(i => !collapses || i == 0 || channels[i] != channels[i - 1])]);
        IReadOnlyList<Row> rows = result.Channels.Collect();
        ILookup<string, Row> campaigns = result.Campaigns.Collect().ToLookup(row => $"{row[0]} {row[2]} {row[3]}");
        foreach ((string source, int days) in new[] { "shop", "other" }.SelectMany(source => options.WindowsDays.Select(days => (source, days))))
        {
            string[] channels = [.. plain.Touches(source).Select(touch => touch.Channel ?? "(unknown)").Distinct().Order(StringComparer.Ordinal)];
            PathTable table = plain.Table(source, days, channels);
            var touchCredits = plain.TouchCredits(source, days);
            foreach (AttributionModel model in AttributionModels.All)
            {
                Dictionary<string, (double Conversions, double Value)> actual = rows
                    .Where(row => (row.GetAs<string>(0), row.GetAs<string>(2), row.GetAs<int>(3)) == (source, model.Name(), days))
                    .ToDictionary(row => row.GetAs<string>(4), row => (row.GetAs<double>(5), row.GetAs<double>(6)));
                Assert.Equal(plain.Sales(source).Count(), actual.Values.Sum(credit => credit.Conversions), 1e-9);
                Assert.Equal((double)plain.Sales(source).Sum(sale => sale.Value ?? 0), actual.Values.Sum(credit => credit.Value), 1e-9);
                Assert.Equal(actual.Values.Sum(credit => credit.Conversions), campaigns[$"{source} {model.Name()} {days}"].Sum(row => row.GetAs<double>(6)), 1e-9);
                for (int code = 0; code < channels.Length; code++)
                {
                    (double conversions, double value) = Expected(model, table, code, touchCredits, channels[code]);
                    Assert.Equal(conversions, actual[channels[code]].Conversions, 1e-9);
                    Assert.Equal(value, actual[channels[code]].Value, 1e-9);
                }

                foreach (Row row in campaigns[$"{source} {model.Name()} {days}"].Where(row => row.GetAs<string>(4) != "(none)" && IsOfTouches(model)))
                {
                    (double conversions, double value) = touchCredits.GetValueOrDefault((model.Name(), row.GetAs<string>(4), row.GetAs<string>(5)));
                    Assert.Equal(conversions, row.GetAs<double>(6), 1e-9);
                    Assert.Equal(value, row.GetAs<double>(7), 1e-9);
                }
            }
        }
    }

    private static bool IsOfTouches(AttributionModel model) => model <= AttributionModel.TimeDecay;

    private static (double, double) Expected(
        AttributionModel model, PathTable table, int code, Dictionary<(string Model, string Channel, string Campaign), (double Conversions, double Value)> touches, string channel)
    {
        if (IsOfTouches(model))
        {
            var parts = touches.Where(pair => pair.Key.Model == model.Name() && pair.Key.Channel == channel).Select(pair => pair.Value).ToList();
            return (parts.Sum(part => part.Conversions), parts.Sum(part => part.Value));
        }

        ChannelCredits credits = model switch
        {
            AttributionModel.Shapley => Shapley.SetSplit(table),
            AttributionModel.ShapleyOrdered => OrderedShapley.Credit(table),
            _ => new MarkovChain(table, model - AttributionModel.Markov + 1).Credit(),
        };
        return (credits.Conversions[code], credits.Value[code]);
    }

    [Fact]
    public void Transforms_shorten_the_example_path_as_their_summaries_say()
    {
        using SparkSession spark = Open();
        StructType schema = new(new StructField("path", new ArrayType(DataTypes.String)));
        DataFrame frame = spark.CreateDataFrame([new Row((object)"XXYXZZY".Select(letter => letter.ToString()).ToArray()), new Row((object)new[] { "X", "X" })], schema);
        PathTransform[] transforms =
        [
            PathTransform.Unique, PathTransform.CollapseRepeats, PathTransform.First, PathTransform.Trim(3), PathTransform.RemoveIfNotAll("X"),
            PathTransform.RemoveIfLastAndNotAll("Y"), PathTransform.RemoveIfLastAndNotAll("X"), PathTransform.RemoveIfNotAll("nobody"),
        ];
        DataFrame all = transforms
            .Select(transform => transform.Apply(frame, "path", touch => touch, name => Functions.Lit(name))
                .Select(Functions.Concat(Functions.Lit(transform + " "), Functions.ArrayJoin("path", "")).As("text")))
            .Aggregate((left, right) => left.Union(right));
        Assert.Equal(
            [
                "exposure X", "exposure XYXZY", "first X", "first XYZ", "remove_if_last_and_not_all(X) XX", "remove_if_last_and_not_all(X) XXYXZZY",
                "remove_if_last_and_not_all(Y) XX", "remove_if_last_and_not_all(Y) XXYXZZ", "remove_if_not_all(X) XX", "remove_if_not_all(X) YZZY",
                "remove_if_not_all(nobody) XX", "remove_if_not_all(nobody) XXYXZZY", "trim(3) XX", "trim(3) ZZY", "unique XX", "unique XXYXZZY",
            ],
            all.Collect().Select(row => row.GetAs<string>(0)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Aggregated_paths_are_credited_without_times()
    {
        using SparkSession spark = Open();
        StructType schema = new(
            new StructField("path", new ArrayType(DataTypes.String)), new StructField("conversions", DataTypes.Integer),
            new StructField("value", DataTypes.Double), new StructField("nulls", DataTypes.Integer));
        static Row Path(string letters, int conversions, double value, int? nulls) => new(letters.Select(letter => letter.ToString()).ToArray(), conversions, value, nulls);
        DataFrame paths = spark.CreateDataFrame([Path("G", 1, 10, 1), Path("M", 1, 5, null), Path("GM", 1, 15.5, 0), Path("GG", 1, 10, 0), Path("", 2, 3, 9)], schema);
        using AttributionResult result = BigData.Customers.Attribution.CreditPaths(paths, Options);
        Assert.Equal("(none)=2 G=2.4 M=1.6", Text(Numbers(result.Channels, "markov", 0, "conversions")));
        Assert.Equal("(none)=3 G=24.3 M=16.2", Text(Numbers(result.Channels, "markov", 0, "value")));
        Assert.Equal("(none)=2 G=2.5 M=1.5", Text(Numbers(result.Channels, "shapley", 0, "conversions")));
        Assert.Equal(
            ["G 2 20.00 1", "G,M 1 15.50 0", "M 1 5.00 0"],
            result.Paths.Collect().Select(row => $"{string.Join(",", row.GetAs<IReadOnlyList<object?>>(3))} {row[4]} {row[5]} {row[6]}").Order(StringComparer.Ordinal));
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("time_decay is left out", result.Warnings[1], StringComparison.Ordinal);
        Assert.Empty(result.Campaigns.Collect());
        ArgumentException error = Assert.Throws<ArgumentException>(() => BigData.Customers.Attribution.CreditPaths(paths.Drop("nulls"), Options));
        Assert.Contains("no column nulls", error.Message, StringComparison.Ordinal);
        DataFrame negative = spark.CreateDataFrame([Path("GM", -1, 5, 0)], schema);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => BigData.Customers.Attribution.CreditPaths(negative, Options));
        Assert.Contains("The path [G, M] of source 'all' has -1 conversions and 0 nulls", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frequency_keeps_a_channel_once_with_its_count_and_credits_it_by_the_sum_over_counts()
    {
        using SparkSession spark = Open();
        AttributionOptions options = Options with
        {
            WindowsDays = [30],
            Transforms = [PathTransform.Frequency],
            DirectChannels = ["search"],
            Models = [AttributionModel.LastNonDirect, AttributionModel.Linear, AttributionModel.Markov, AttributionModel.Shapley],
        };
        var shop = new AttributionShop(
            [
                new Touch("a", "ann", "email", 1), new Touch("b", "ann", "email", 2), new Touch("c", "ann", "search", 3), new Touch("d", "ann", "email", 4),
                new Touch("e", "bob", "email", 1), new Touch("f", "cid", "search", 1), new Touch("g", "cid", "search", 2), new Touch("h", null, "idle", 2),
            ],
            [new Sale("o1", "ann", 100, 5), new Sale("o2", "bob", 50, 5)]);
        StructType schema = new(
            new StructField("path", new ArrayType(DataTypes.String)), new StructField("conversions", DataTypes.Integer),
            new StructField("value", DataTypes.Double), new StructField("nulls", DataTypes.Integer));
        DataFrame given = spark.CreateDataFrame(
            [new Row((string[])["email", "email", "search", "email"], 1, 100d, 0), new Row((string[])["email"], 1, 50d, 0), new Row((string[])["search", "search"], 0, 0d, 1)], schema);
        using AttributionResult built = shop.Credit(spark, options);
        using AttributionResult counted = BigData.Customers.Attribution.CreditPaths(given, options);
        foreach ((AttributionResult result, int days, string idle) in new[] { (built, 30, "idle=0 "), (counted, 0, "") })
        {
            IReadOnlyList<Row> rows = result.Channels.Collect();
            string Credit(string model, int column = 5) => string.Join(' ', rows.Where(row => row.GetAs<string>(2) == model).OrderBy(row => row.GetAs<string>(4), StringComparer.Ordinal)
                .Select(row => FormattableString.Invariant($"{row[4]}={Math.Round(row.GetAs<double>(column), 6)}")));
            Assert.Equal($"email=2 {idle}search=0", Credit("last_non_direct"));
            Assert.Equal($"email=100 {idle}search=50", Credit("linear", 6));

            // Taking out email(3), search(1) or email(1) halves the rate of 2/3; search(2) plays no part.
            Assert.Equal($"email=1.333333 {idle}search=0.666667", Credit("markov"));
            Assert.Equal($"email=1.5 {idle}search=0.5", Credit("shapley"));
            Assert.All(rows, row => Assert.Null(row.Get(7)));
            Assert.Equal(
                ["email(1) 1 0", "email(3),search(1) 1 0", "search(2) 0 1"],
                result.Paths.Collect().Select(row => $"{string.Join(",", row.GetAs<IReadOnlyList<object?>>(3))} {row[4]} {row[6]}").Order(StringComparer.Ordinal));
            Assert.Contains(result.Transitions.Collect(), row => $"{row[2]} {row[3]} > {row[4]} {row[5]}" == $"{days} email(3) > search(1) 1");
        }

        ArgumentException error = Assert.Throws<ArgumentException>(() => shop.Credit(spark, options with { Transforms = [PathTransform.Frequency, PathTransform.First] }));
        Assert.Contains("Transforms is [frequency, first]; frequency can only be the last one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_shops_get_defined_answers()
    {
        using SparkSession spark = Open();
        AttributionOptions options = Options with { WindowsDays = [30] };
        var same = new AttributionShop(
            [new Touch("b", "ann", "email", 10), new Touch("a", "ann", "search", 10), new Touch("c", "ann", "social", 10.5), new Touch("d", "bob", "idle", 9, Cost: 3m)],
            [new Sale("o2", "ann", -5, 10), new Sale("o1", "ann", 0, 10)]);
        using AttributionResult odd = same.Credit(spark, options);
        Assert.Equal("(none)=1 email=0 idle=0 search=1 social=0", Text(Numbers(odd.Channels, "first_touch", 30, "conversions")));
        Assert.Equal("(none)=1 email=1 idle=0 search=0 social=0", Text(Numbers(odd.Channels, "last_touch", 30, "conversions")));
        Assert.Equal("(none)=-5 email=0 idle=0 search=0 social=0", Text(Numbers(odd.Channels, "shapley", 30, "value")));
        Assert.Equal("(none)=NaN email=1 idle=0 search=1 social=0", Text(Numbers(odd.Channels, "markov_4", 30, "removal_effect")));
        Assert.Equal("(none)=NaN email=NaN idle=0 search=NaN social=NaN", Text(Numbers(odd.Channels, "markov", 30, "roas")));

        using AttributionResult nobody = new AttributionShop([], []).Credit(spark, options);
        Assert.Empty(nobody.Channels.Collect());
        Assert.Empty(nobody.Paths.Collect());
        using AttributionResult untouched = new AttributionShop([], [new Sale("o", "ann", 5, 3)]).Credit(spark, options);
        Assert.Equal("(none)=1", Text(Numbers(untouched.Channels, "markov", 30, "conversions")));
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            new AttributionShop([], [new Sale("o", "ann", 5, 3), new Sale("o", "bob", 5, 3)]).Credit(spark, options));
        Assert.Contains("2 rows but 1 different values of conversion_id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_hundred_thousand_touches_the_last_hundred_count_and_a_warning_says_so()
    {
        using SparkSession spark = Open();
        DataFrame touches = spark.Range(100_000).SelectExpr(
            "'shop' AS source", "CAST(id AS string) AS touch_id", "'ann' AS customer_id", "IF(id % 2 = 0, 'email', 'search') AS channel",
            "CAST(NULL AS string) AS campaign", "CAST(NULL AS decimal(18,4)) AS cost", "timestamp_seconds(1704067200 + id) AS occurred_at");
        DataFrame sales = new AttributionShop([], [new Sale("o", "ann", 10, 20)]).SaleFrame(spark);
        using AttributionResult result = BigData.Customers.Attribution.Credit(touches, sales, Options with { WindowsDays = [30], Models = [AttributionModel.Linear, AttributionModel.Markov4] });
        Assert.Equal("email=0.5 search=0.5", Text(Numbers(result.Channels, "linear", 30, "conversions")));
        Assert.Equal("email=0.5 search=0.5", Text(Numbers(result.Channels, "markov_4", 30, "conversions")));
        Assert.Equal(["shop, 30 days: 1 paths are longer than 100 touches, only their last 100 count"], result.Warnings);
    }
}

public sealed class AttributionEmbeddedTests : AttributionSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override SparkSession Open() => SparkSession.Builder().AppName("attribution").Embedded(_folder.FullPath).GetOrCreate();

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void One_customer_and_many_who_are_all_the_same_are_credited_alike(int customers)
    {
        using SparkSession spark = Open();
        int[] all = [.. Enumerable.Range(0, customers)];
        var shop = new AttributionShop(
            [.. all.SelectMany(i => new[] { new Touch($"a{i}", $"c{i}", "email", 1, Cost: 1m), new Touch($"b{i}", $"c{i}", "search", 2) }), new Touch("x", "lurker", "search", 3)],
            [.. all.Select(i => new Sale($"o{i}", $"c{i}", 10, 3))]);
        using AttributionResult result = shop.Credit(spark, Options with { WindowsDays = [7], NullPaths = false, DirectChannels = ["search"] });
        string Both(double email, double search) => FormattableString.Invariant($"email={email * customers} search={search * customers}");
        foreach (AttributionModel model in AttributionModels.All)
        {
            double late = Math.Round(1 / (1 + Math.Pow(2, -1.0 / 7)), 12);
            string expected = model switch
            {
                AttributionModel.FirstTouch or AttributionModel.LastNonDirect => Both(1, 0),
                AttributionModel.LastTouch => Both(0, 1),
                AttributionModel.TimeDecay => FormattableString.Invariant($"email={Math.Round((1 - late) * customers, 9)} search={Math.Round(late * customers, 9)}"),
                _ => Both(0.5, 0.5),
            };
            Assert.Equal(expected, Text(Numbers(result.Channels, model.Name(), 7, "conversions")));
        }

        Assert.Equal(0L, Assert.Single(result.Paths.Collect()).GetAs<long>("nulls"));
        Assert.DoesNotContain(result.Transitions.Collect(), row => row.GetAs<string>("to_state") == "(null)");
    }
}

public sealed class AttributionSparkTests : AttributionSuite
{
    protected override SparkSession Open() => SparkSession.Builder().AppName("attribution").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}
