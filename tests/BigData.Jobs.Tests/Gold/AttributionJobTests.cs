using BigData.Pipelines;
using BigData.Pipelines.Testing;
using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Jobs.Tests.Gold;

/// <summary>The tables of attribution over a handful of rows.</summary>
public sealed class AttributionJobTests : IDisposable
{
    private const string Touches = "source, touch_id, customer_id, channel, campaign, kind, cost, occurred_at";
    private const string Lines = "source, order_id, line_no, customer_id, amount, ordered_at, is_return";

    private readonly TempFolder _folder = new();
    private readonly SparkSession _spark;

    public AttributionJobTests() => _spark = SparkSession.Builder().AppName("attribution-jobs").Embedded(_folder.FullPath).GetOrCreate();

    public void Dispose()
    {
        _spark.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_order_is_one_conversion_at_its_first_line_and_returns_are_none()
    {
        JobBench bench = Bench(new GoldChannelAttribution()).Setting("attribution:models:0", "linear").Setting("attribution:models:1", "markov").Setting("attribution:windows_days:0", "30");
        Assert.Equal(
            [
                "linear 30 (none) 1 5 null null null", "linear 30 email 0.5 10 0.25 0.5 40", "linear 30 paid_search 0.5 10 2.00 4 5",
                "markov 30 (none) 1 5 null null null", "markov 30 email 0.333333 6.666667 0.25 0.75 26.666667", "markov 30 paid_search 0.666667 13.333333 2.00 3 6.666667",
            ],
            Texts(await bench.RowsAsync(), "model", "window_days", "channel", "conversions", "value", "spend", "cpa", "roas"));
        Assert.Empty(await bench.BrokenExpectationsAsync());
        Assert.Equal("[\"till\"]", bench.Facts["without_touchpoints"]!.ToJsonString());
        Assert.Contains("look-back 30 days of 24 hours; channels by 12 rules", (string?)bench.Facts["attribution"], StringComparison.Ordinal);
        Assert.Contains("shop, 30 days: 1 conversions have no touch and stand under (none)", bench.Warnings);
    }

    [Fact]
    public async Task Campaigns_paths_and_transitions_come_from_the_same_computation()
    {
        Assert.Equal(
            ["(none) (none) 1", "email spring 0.5", "paid_search (none) 0.5"],
            Texts(await Bench(new GoldCampaignAttribution()).Setting("attribution:models:0", "linear").Setting("attribution:transforms:0", "unique")
                .Setting("attribution:windows_days:0", "7").RowsAsync(), "channel", "campaign", "conversions"));
        JobBench paths = Bench(new GoldConversionPaths());
        Assert.Equal(
            ["30 email,paid_search 1 20.00 0", "30 paid_search 0 0.00 1", "7 email,paid_search 1 20.00 0", "7 paid_search 0 0.00 1", "90 email,paid_search 1 20.00 0", "90 paid_search 0 0.00 1"],
            Texts(await paths.RowsAsync(), "window_days", "path", "conversions", "value", "nulls"));
        Assert.Empty(await paths.BrokenExpectationsAsync());
        Assert.Equal(
            ["(start) email 1", "(start) paid_search 1", "email paid_search 1", "paid_search (conversion) 1", "paid_search (null) 1"],
            Texts(await Bench(new GoldChannelTransitions()).Setting("attribution:windows_days:0", "7").RowsAsync(), "from_state", "to_state", "count"));
    }

    [Fact]
    public async Task Rules_of_the_configuration_name_channels_in_the_place_of_the_usual_spellings()
    {
        JobBench bench = Bench(new GoldConversionPaths())
            .Setting("attribution:windows_days:0", "7")
            .Setting("attribution:channels:0:name", "owned").Setting("attribution:channels:0:channel", "newsletter")
            .Setting("attribution:channels:1:name", "ads").Setting("attribution:channels:1:kind", "click|impression").Setting("attribution:channels:1:campaign", "");
        Assert.Equal(["ads 0", "owned,ads 1"], Texts(await bench.RowsAsync(), "path", "conversions"));
    }

    [Theory]
    [InlineData("attribution:models:0", "magic", "'attribution:models:0' is 'magic': There is no attribution model 'magic'; expected one of first_touch")]
    [InlineData("attribution:transforms:0", "trim", "'attribution:transforms:0' is 'trim': There is no path transform 'trim'; expected unique")]
    [InlineData("attribution:windows_days:0", "-7", "'attribution:windows_days:0' is '-7': expected a whole number of days")]
    [InlineData("attribution:windows_days:0", "0", "WindowsDays is [0]; expected distinct numbers of days from 1 to 36500 (Parameter 'options') These are the settings attribution:* of the configuration.")]
    [InlineData("attribution:half_life_days", "0", "HalfLifeDays is 0; expected a number of days above 0")]
    [InlineData("attribution:cycles", "all", "'attribution:cycles' is 'all': expected since_previous or all_touches")]
    [InlineData("attribution:shapley_game", "poker", "'attribution:shapley_game' is 'poker': expected conversions or conversion_rate")]
    [InlineData("attribution:channels:0:chanel", "cpc", "'attribution:channels' cannot be read: The JSON property 'chanel' could not be mapped")]
    [InlineData("attribution:channels:0:channel", "cpc", "'attribution:channels' cannot be read: The channel taxonomy cannot be used: rule 1 has no name")]
    [InlineData("attribution:channels:cpc", "paid_search", "'attribution:channels' cannot be read: it is no list. Expected")]
    public async Task A_setting_that_cannot_be_used_is_named(string key, string value, string expected)
    {
        PipelineException error = await Assert.ThrowsAsync<PipelineException>(() => Bench(new GoldChannelTransitions()).Setting(key, value).RowsAsync());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lakehouse_without_touchpoints_has_empty_tables()
    {
        foreach (TableJob job in (TableJob[])[new GoldChannelAttribution(), new GoldCampaignAttribution(), new GoldConversionPaths(), new GoldChannelTransitions()])
        {
            JobBench bench = new JobBench(job, _spark).AsOf(new DateOnly(2024, 3, 1)).Given(Silver.OrderLines, Lines, ["till", "1", 1, "ann", 9, "2024-02-03 10:00:00", false]);
            Assert.Empty(await bench.RowsAsync());
        }
    }

    private JobBench Bench(TableJob job) => new JobBench(job, _spark)
        .AsOf(new DateOnly(2024, 3, 1))
        .Given(
            Silver.Touchpoints,
            Touches,
            ["shop", "t1", "ann", "newsletter", "spring", "click", 0.25m, "2024-02-01 10:00:00"],
            ["shop", "t2", "ann", "cpc", null, "click", 1.5m, "2024-02-02 10:00:00"],
            ["shop", "t3", "cid", "cpc", null, "click", 0.5m, "2024-02-02 11:00:00"],
            ["shop", "t4", "ann", "display", null, "impression", null, "2024-03-02 10:00:00"])
        .Given(
            Silver.OrderLines,
            Lines,
            ["shop", "o1", 1, "ann", 15, "2024-02-03 10:00:00", false],
            ["shop", "o1", 2, "ann", 5, "2024-02-03 10:00:01", false],
            ["shop", "o2", 1, "bob", 5, "2024-02-03 10:00:00", false],
            ["shop", "r1", 1, "ann", -5, "2024-02-05 10:00:00", true],
            ["till", "o1", 1, "ann", 99, "2024-02-03 10:00:00", false]);

    private static string[] Texts(IReadOnlyList<Row> rows, params string[] columns) =>
        [.. rows.Select(row => string.Join(' ', columns.Select(column => Text(row.Get(column))))).Order(StringComparer.Ordinal)];

    private static string Text(object? value) => value switch
    {
        null => "null",
        IEnumerable<object?> list => string.Join(',', list),
        _ => FormattableString.Invariant($"{value}"),
    };
}
