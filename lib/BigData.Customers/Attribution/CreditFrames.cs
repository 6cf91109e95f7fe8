using BigData.Models;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Customers;

/// <summary>Small results become frames with the columns of the gold tables.</summary>
internal static class CreditFrames
{
    internal static readonly StructType Channels = new(Columns(isCampaign: false));

    internal static readonly StructType Campaigns = new(Columns(isCampaign: true));

    internal static readonly StructType Transitions = new(
        new StructField(AttributionColumns.Source, DataTypes.String),
        new StructField(AttributionColumns.AsOf, DataTypes.Date),
        new StructField(AttributionColumns.WindowDays, DataTypes.Integer),
        new StructField(AttributionColumns.FromState, DataTypes.String),
        new StructField(AttributionColumns.ToState, DataTypes.String),
        new StructField(AttributionColumns.Count, DataTypes.Long));

    /// <summary>A row of channel_attribution, or of campaign_attribution where there is a campaign.</summary>
    internal static Row Credit(DateOnly asOf, AttributionModel model, PathGroup group, string channel, string? campaign, ChannelLine line, decimal? cost)
    {
        decimal? spend = cost is { } amount ? Math.Round(amount, 2, MidpointRounding.AwayFromZero) : null;
        double? cpa = spend is null || line.Conversions == 0 ? null : (double)spend / line.Conversions;
        double? roas = spend is null or 0 ? null : line.Value / (double)spend;
        object?[] key = campaign is null
            ? [group.Source, asOf, model.Name(), group.WindowDays, channel]
            : [group.Source, asOf, model.Name(), group.WindowDays, channel, campaign];
        return new Row([.. key, line.Conversions, line.Value, line.RemovalEffect, spend, cpa, roas]);
    }

    /// <summary>Rows of channel_transitions.</summary>
    internal static IEnumerable<Row> Steps(DateOnly asOf, PathGroup group, PathTable paths, IReadOnlyList<string> channels)
    {
        var transitions = new PathTransitions(paths);
        for (int from = 0; from <= transitions.Start; from++)
        {
            for (int to = 0; to <= transitions.Null; to++)
            {
                if (transitions.Count(from, to) > 0)
                {
                    string left = from == transitions.Start ? AttributionColumns.Start : channels[from];
                    string right = to == transitions.Null ? AttributionColumns.Null : to == transitions.Conversion ? AttributionColumns.Conversion : channels[to];
                    yield return new Row(group.Source, asOf, group.WindowDays, left, right, (long)transitions.Count(from, to));
                }
            }
        }
    }

    private static IEnumerable<StructField> Columns(bool isCampaign)
    {
        yield return new StructField(AttributionColumns.Source, DataTypes.String);
        yield return new StructField(AttributionColumns.AsOf, DataTypes.Date);
        yield return new StructField(AttributionColumns.Model, DataTypes.String);
        yield return new StructField(AttributionColumns.WindowDays, DataTypes.Integer);
        yield return new StructField(AttributionColumns.Channel, DataTypes.String);
        if (isCampaign)
        {
            yield return new StructField(AttributionColumns.Campaign, DataTypes.String);
        }

        foreach (string name in (string[])[AttributionColumns.Conversions, AttributionColumns.Value, AttributionColumns.RemovalEffect])
        {
            yield return new StructField(name, DataTypes.Double);
        }

        yield return new StructField(AttributionColumns.Spend, new DecimalType(18, 2));
        yield return new StructField(AttributionColumns.Cpa, DataTypes.Double);
        yield return new StructField(AttributionColumns.Roas, DataTypes.Double);
    }
}
