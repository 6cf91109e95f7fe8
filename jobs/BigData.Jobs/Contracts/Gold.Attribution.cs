using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>Contracts of attribution. Every number stands beside the look-back window that it belongs to.</summary>
internal static partial class Gold
{
    private const string Window = "look-back in days of 24 hours; reports show 30";

    internal static readonly TableContract ChannelAttribution = new()
    {
        Name = "gold.channel_attribution",
        Grain = "one marketing channel of a source, by one model in one window",
        Comment = "In each model and window the credits add up to all orders and their value, up to rounding at the sixth place.",
        Keys = ["source", "model", "window_days", "channel"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns = [.. CreditColumns(campaign: null)],
    };

    internal static readonly TableContract CampaignAttribution = new()
    {
        Name = "gold.campaign_attribution",
        Grain = "one campaign of a marketing channel of a source, by one model in one window",
        Comment = "Markov and Shapley credit channels; a channel's credit goes to its campaigns in proportion to their linear conversions.",
        Keys = ["source", "model", "window_days", "channel", "campaign"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns = [.. CreditColumns(new("campaign", "string", "campaign of the channel; (none) for touches without one"))],
    };

    internal static readonly TableContract ConversionPaths = new()
    {
        Name = "gold.conversion_paths",
        Grain = "one distinct path of channels of a source in one window",
        Comment = "Orders without a touch in the window have no path and are not in it.",
        Keys = ["source", "window_days", "path"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("as_of", "date", "the day whose start ends the data"),
            new("window_days", "int", Window),
            new("path", "array<string>", "channels in the order of touches, transformed as the commit's metadata says"),
            new("conversions", "bigint", "orders at the end of the path"),
            new("value", "decimal(18,2)", "their amounts, in the source's currency"),
            new("nulls", "bigint", "customers without an order whose touches are this path"),
        ],
    };

    internal static readonly TableContract ChannelTransitions = new()
    {
        Name = "gold.channel_transitions",
        Grain = "one step between channels of a source in one window that was taken at least once",
        Keys = ["source", "window_days", "from_state", "to_state"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("as_of", "date", "the day whose start ends the data"),
            new("window_days", "int", Window),
            new("from_state", "string", "channel, or (start)"),
            new("to_state", "string", "channel, (conversion) or (null)"),
            new("count", "bigint", "how often the step was taken, on paths with and without an order"),
        ],
    };

    private static IEnumerable<TableColumn> CreditColumns(TableColumn? campaign)
    {
        TableColumn[] before =
        [
            new("source", "string", "source system; sources are attributed apart"),
            new("as_of", "date", "the day whose start ends the data"),
            new("model", "string", "how orders are credited: first_touch, linear, markov, shapley …"),
            new("window_days", "int", Window),
            new("channel", "string", "marketing channel; (none) for orders without a touch, (unknown) for touches without a channel"),
        ];
        TableColumn[] after =
        [
            new("conversions", "double", "credited orders"),
            new("value", "double", "credited amounts, in the source's currency"),
            new("removal_effect", "double", "share of the conversion rate that is lost without the channel; Markov models only"),
            new("spend", "decimal(18,2)", "cost of all touches before as_of, whatever the window; null where none tells a cost"),
            new("cpa", "double", "spend by conversions; null without spend or conversions"),
            new("roas", "double", "value by spend; null without spend or where it is 0"),
        ];
        return campaign is null ? before.Concat(after) : before.Append(campaign).Concat(after);
    }
}
