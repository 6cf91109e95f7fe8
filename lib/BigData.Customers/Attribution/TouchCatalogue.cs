using System.Numerics;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// The channels and campaigns of all touches, with codes, and what each costs: one small aggregate of the touchpoints, in which the taxonomy
/// names the channels. Codes follow the binary order of names, so equal data has equal codes.
/// </summary>
internal sealed class TouchCatalogue
{
    private const string Prefix = "named_";
    private const string First = "first_us";
    private const string Last = "last_us";

    private readonly IReadOnlyList<Name> _names;
    private readonly IReadOnlyList<string> _columns;
    private readonly Dictionary<string, int> _codes;
    private readonly Dictionary<(string Channel, string Campaign), int> _labels = [];
    private readonly int _campaignBits;

    private TouchCatalogue(IReadOnlyList<Name> names, IReadOnlyList<string> columns, AttributionOptions options)
    {
        _names = names;
        _columns = columns;
        Costs =
        [
            .. names.GroupBy(name => (name.Source, name.Channel, name.Campaign)).Select(group => new CampaignCost(
                group.Key.Source,
                group.Key.Channel,
                group.Key.Campaign,
                group.Sum(name => name.Touches),
                group.All(name => name.Cost is null) ? null : group.Sum(name => name.Cost ?? 0))),
        ];
        string[][] campaigns =
        [
            .. Costs.GroupBy(cost => cost.Channel, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Select(cost => cost.Campaign).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray()),
        ];
        Channels = [.. Costs.Select(cost => cost.Channel).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _codes = Channels.Select((name, code) => (name, code)).ToDictionary(pair => pair.name, pair => pair.code, StringComparer.Ordinal);
        _campaignBits = Bits(campaigns.Select(list => list.Length).DefaultIfEmpty(0).Max());
        for (int code = 0; code < campaigns.Length; code++)
        {
            for (int i = 0; i < campaigns[code].Length; i++)
            {
                _labels[(Channels[code], campaigns[code][i])] = (code << _campaignBits) | i;
            }
        }

        Pairs = _labels.ToDictionary(pair => pair.Value, pair => pair.Key);
        FirstTouch = names.Select(name => name.First).DefaultIfEmpty(0).Min();
        long span = names.Select(name => name.Last).DefaultIfEmpty(0).Max() - FirstTouch + (options.WindowsDays.Max() * AttributionColumns.MicrosOfDay);
        Layout = options.IsRoomy ? TouchLayout.Roomy() : TouchLayout.For(span, Bits(Channels.Count) + _campaignBits);
    }

    /// <summary>Touches and cost of every source, channel and campaign.</summary>
    internal IReadOnlyList<CampaignCost> Costs { get; }

    /// <summary>Names of channels; index = code.</summary>
    internal IReadOnlyList<string> Channels { get; }

    /// <summary>Channel and campaign of every label.</summary>
    internal IReadOnlyDictionary<int, (string Channel, string Campaign)> Pairs { get; }

    /// <summary>When the first touch of all was, in microseconds since 1970.</summary>
    internal long FirstTouch { get; }

    /// <summary>How touches stand in arrays.</summary>
    internal TouchLayout Layout { get; }

    /// <summary>Counts touches, adds up costs and names channels.</summary>
    /// <param name="touches">Frame with source, the columns of <see cref="Columns"/>, cost and at_us.</param>
    /// <param name="options">Options.</param>
    internal static TouchCatalogue Of(DataFrame touches, AttributionOptions options)
    {
        IReadOnlyList<string> columns = Columns(options.Taxonomy);
        IReadOnlyList<Row> rows = touches.GroupBy([Col(AttributionColumns.Source), .. columns.Select(Col)])
            .Agg(
                Functions.Count(Lit(1)).As(AttributionColumns.Count),
                Sum(Col(AttributionColumns.Cost)).As(AttributionColumns.Cost),
                Min(Col(AttributionColumns.At)).As(First),
                Max(Col(AttributionColumns.At)).As(Last))
            .Collect();
        return new([.. rows.Select(row => ToName(row, columns, options.Taxonomy))], columns, options);
    }

    /// <summary>The columns of a touch that say which channel and campaign it is of.</summary>
    internal static IReadOnlyList<string> Columns(ChannelTaxonomy taxonomy) => taxonomy.UsesKind
        ? [AttributionColumns.Channel, AttributionColumns.Campaign, AttributionColumns.Kind]
        : [AttributionColumns.Channel, AttributionColumns.Campaign];

    /// <summary>The code of a channel; -1 for a name that no touch has.</summary>
    internal int Code(string channel) => _codes.GetValueOrDefault(channel, -1);

    /// <summary>The code of the channel of an element of a journey.</summary>
    internal Column ChannelOf(Column touch) => _campaignBits == 0 ? Layout.Label(touch) : ShiftRight(Layout.Label(touch), _campaignBits);

    /// <summary>Puts the column label in the place of those that it is made from.</summary>
    internal DataFrame Encode(DataFrame touches)
    {
        StructType schema = new(
        [
            .. _columns.Select(column => new StructField(Prefix + column, DataTypes.String)),
            new StructField(AttributionColumns.Label, DataTypes.Long),
        ]);
        Row[] rows =
        [
            .. _names.DistinctBy(name => (name.Values[0], name.Values[1], name.Values[^1]))
                .Select(name => new Row([.. name.Values, (long)_labels[(name.Channel, name.Campaign)]])),
        ];
        Column isSame = _columns.Select(column => Col(column).EqNullSafe(Col(Prefix + column))).Aggregate((left, right) => left.And(right));
        return touches.Join(touches.SparkSession.CreateDataFrame(rows, schema), isSame, "inner")
            .Drop([.. _columns, .. _columns.Select(column => Prefix + column)]);
    }

    private static int Bits(int values) => values <= 1 ? 0 : BitOperations.Log2((uint)values - 1) + 1;

    private static Name ToName(Row row, IReadOnlyList<string> columns, ChannelTaxonomy taxonomy)
    {
        string?[] values = [.. columns.Select(row.GetAs<string?>)];
        string? channel = taxonomy.ChannelOf(values[0], values[1], values.Length > 2 ? values[2] : null);
        return new Name(
            row.GetAs<string>(AttributionColumns.Source),
            values,
            string.IsNullOrWhiteSpace(channel) || AttributionColumns.Reserved.Contains(channel) ? AttributionColumns.Unknown : channel,
            values[1] ?? AttributionColumns.NoCampaign,
            row.GetAs<long>(AttributionColumns.Count),
            row.Get(AttributionColumns.Cost) as decimal?,
            row.GetAs<long>(First),
            row.GetAs<long>(Last));
    }

    private sealed record Name(string Source, string?[] Values, string Channel, string Campaign, long Touches, decimal? Cost, long First, long Last);
}

/// <summary>The touches of one campaign.</summary>
/// <param name="Source">Source.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Campaign">Campaign.</param>
/// <param name="Touches">How many touches it has.</param>
/// <param name="Cost">What they cost; null where no touch tells a cost.</param>
internal sealed record CampaignCost(string Source, string Channel, string Campaign, long Touches, decimal? Cost);
