using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// The channels and campaigns of all touches, with codes, and what each costs: one small aggregate of the touchpoints. Codes follow the
/// binary order of names, so equal data has equal codes.
/// </summary>
internal sealed class TouchCatalogue
{
    private readonly Dictionary<string, int> _codes;
    private readonly Dictionary<(string Channel, string Campaign), int> _pairCodes;

    private TouchCatalogue(IReadOnlyList<CampaignCost> costs)
    {
        Costs = costs;
        Channels = [.. costs.Select(cost => cost.Channel).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Pairs = [.. costs.Select(cost => (cost.Channel, cost.Campaign)).Distinct()
            .OrderBy(pair => pair.Channel, StringComparer.Ordinal).ThenBy(pair => pair.Campaign, StringComparer.Ordinal)];
        _codes = Channels.Select((name, code) => (name, code)).ToDictionary(pair => pair.name, pair => pair.code, StringComparer.Ordinal);
        _pairCodes = Pairs.Select((pair, code) => (pair, code)).ToDictionary(item => item.pair, item => item.code);
    }

    /// <summary>Touches and cost of every source, channel and campaign.</summary>
    internal IReadOnlyList<CampaignCost> Costs { get; }

    /// <summary>Names of channels; index = code.</summary>
    internal IReadOnlyList<string> Channels { get; }

    /// <summary>Channel and campaign; index = code of the pair.</summary>
    internal IReadOnlyList<(string Channel, string Campaign)> Pairs { get; }

    /// <summary>Counts touches and adds up costs.</summary>
    /// <param name="touches">Frame with source, channel, campaign and cost, none null but cost.</param>
    internal static TouchCatalogue Of(DataFrame touches) => new(
    [
        .. touches.GroupBy(AttributionColumns.Source, AttributionColumns.Channel, AttributionColumns.Campaign)
            .Agg(Functions.Count(Lit(1)).As(AttributionColumns.Count), Sum(Col(AttributionColumns.Cost)).As(AttributionColumns.Cost))
            .Collect()
            .Select(row => new CampaignCost(
                row.GetAs<string>(AttributionColumns.Source),
                row.GetAs<string>(AttributionColumns.Channel),
                row.GetAs<string>(AttributionColumns.Campaign),
                row.GetAs<long>(AttributionColumns.Count),
                row.Get(AttributionColumns.Cost) as decimal?)),
    ]);

    /// <summary>The code of a channel; -1 for a name that no touch has.</summary>
    internal int Code(string channel) => _codes.GetValueOrDefault(channel, -1);

    /// <summary>Adds the columns code and pair to a frame with channel and campaign.</summary>
    internal DataFrame Encode(DataFrame touches)
    {
        StructType schema = new(
            new StructField(AttributionColumns.Channel, DataTypes.String),
            new StructField(AttributionColumns.Campaign, DataTypes.String),
            new StructField(AttributionColumns.Code, DataTypes.Integer),
            new StructField(AttributionColumns.Pair, DataTypes.Integer));
        DataFrame codes = touches.SparkSession.CreateDataFrame(
            Pairs.Select(pair => new Row(pair.Channel, pair.Campaign, _codes[pair.Channel], _pairCodes[pair])), schema);
        return touches.Join(codes, [AttributionColumns.Channel, AttributionColumns.Campaign]);
    }
}

/// <summary>The touches of one campaign.</summary>
/// <param name="Source">Source.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Campaign">Campaign.</param>
/// <param name="Touches">How many touches it has.</param>
/// <param name="Cost">What they cost; null where no touch tells a cost.</param>
internal sealed record CampaignCost(string Source, string Channel, string Campaign, long Touches, decimal? Cost);
