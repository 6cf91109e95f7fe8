using BigData.Models;
using BigData.Spark.Sql;

namespace BigData.Customers;

/// <summary>Conversions and their value.</summary>
/// <param name="Conversions">Conversions.</param>
/// <param name="Value">Value.</param>
internal readonly record struct Outcome(double Conversions, double Value);

/// <summary>Puts the rows of all result tables together from small aggregates.</summary>
internal sealed class CreditReport(AttributionOptions options, IReadOnlyList<AttributionModel> models, IReadOnlyList<CampaignCost> costs, IReadOnlyList<CampaignCredit> credits)
{
    private readonly ILookup<(PathGroup Group, string Channel), CampaignCredit> _credits = credits.ToLookup(credit => (credit.Group, credit.Pair.Channel));
    private readonly ILookup<(string Source, string Channel), CampaignCost> _costs = costs.ToLookup(cost => (cost.Source, cost.Channel));

    /// <summary>Rows of channel_attribution.</summary>
    internal List<Row> Channels { get; } = [];

    /// <summary>Rows of campaign_attribution; none where no campaign is known.</summary>
    internal List<Row> Campaigns { get; } = [];

    /// <summary>Rows of channel_transitions.</summary>
    internal List<Row> Transitions { get; } = [];

    /// <summary>Sentences for the reader.</summary>
    internal List<string> Warnings { get; } = [];

    /// <summary>Adds all rows of one group.</summary>
    /// <param name="group">Source and window.</param>
    /// <param name="paths">Its paths.</param>
    /// <param name="labels">Names of the elements of paths; index = code in the paths.</param>
    /// <param name="channels">Channels of the source; without counts these are the names.</param>
    /// <param name="pathless">Conversions without a path.</param>
    /// <param name="cut">How many paths were longer than allowed.</param>
    internal void Add(PathGroup group, PathTable paths, IReadOnlyList<string> labels, IReadOnlyList<string> channels, Outcome pathless, long cut)
    {
        Warn(group, pathless, cut);
        Transitions.AddRange(CreditFrames.Steps(options.AsOf, group, paths, labels));
        var lines = new IReadOnlyList<ChannelLine>[models.Count];
        Parallel.For(0, lines.Length, i => lines[i] = models[i] == AttributionModel.TimeDecay
            ? [.. channels.Select(channel => TouchLine(group, channel, AttributionModel.TimeDecay))]
            : ByChannel(GroupCredits.Of(models[i], paths, labels, options), channels));
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (ChannelLine line in lines[i])
            {
                AddChannel(group, models[i], line);
            }

            if (pathless.Conversions > 0)
            {
                AddPathless(group, models[i], pathless);
            }
        }
    }

    // Effects of removing a channel's counts one by one do not tell what removing the channel would do.
    private IReadOnlyList<ChannelLine> ByChannel(IReadOnlyList<ChannelLine> lines, IReadOnlyList<string> channels)
    {
        if (!options.CountsTouches)
        {
            return lines;
        }

        ILookup<string, ChannelLine> counts = lines.ToLookup(line => options.ChannelOf(line.Channel), StringComparer.Ordinal);
        return [.. channels.Select(name => new ChannelLine(name, counts[name].Sum(line => line.Conversions), counts[name].Sum(line => line.Value), RemovalEffect: null))];
    }

    private void Warn(PathGroup group, Outcome pathless, long cut)
    {
        string where = group.WindowDays == 0 ? group.Source : $"{group.Source}, {group.WindowDays} days";
        if (cut > 0)
        {
            Warnings.Add($"{where}: {cut} paths are longer than {options.MaximumPathLength} touches, only their last {options.MaximumPathLength} count");
        }

        if (pathless.Conversions > 0)
        {
            Warnings.Add($"{where}: {pathless.Conversions:0} conversions have no touch and stand under {AttributionColumns.NoPath}");
        }
    }

    private void AddPathless(PathGroup group, AttributionModel model, Outcome pathless)
    {
        var line = new ChannelLine(AttributionColumns.NoPath, pathless.Conversions, pathless.Value, RemovalEffect: null);
        Channels.Add(CreditFrames.Credit(options.AsOf, model, group, line.Channel, campaign: null, line, cost: null));
        if (costs.Count > 0)
        {
            Campaigns.Add(CreditFrames.Credit(options.AsOf, model, group, line.Channel, AttributionColumns.NoCampaign, line, cost: null));
        }
    }

    private void AddChannel(PathGroup group, AttributionModel model, ChannelLine line)
    {
        CampaignCost[] campaigns = [.. _costs[(group.Source, line.Channel)].OrderBy(cost => cost.Campaign, StringComparer.Ordinal)];
        decimal? spend = campaigns.All(cost => cost.Cost is null) ? null : campaigns.Sum(cost => cost.Cost ?? 0);
        Channels.Add(CreditFrames.Credit(options.AsOf, model, group, line.Channel, campaign: null, line, spend));
        Dictionary<string, CampaignCredit> found = _credits[(group, line.Channel)].ToDictionary(credit => credit.Pair.Campaign, StringComparer.Ordinal);
        double linear = found.Values.Sum(credit => credit.Credits[AttributionModel.Linear].Conversions);
        double touches = campaigns.Sum(cost => (double)cost.Touches);
        foreach (CampaignCost campaign in campaigns)
        {
            CampaignCredit? credit = found.GetValueOrDefault(campaign.Campaign);
            ChannelLine part;
            if (TouchCredits.Models.Contains(model))
            {
                (double conversions, double value) = credit?.Credits[model] ?? (0, 0);
                part = line with { Conversions = conversions, Value = value };
            }
            else
            {
                double share = linear > 0 ? (credit?.Credits[AttributionModel.Linear].Conversions ?? 0) / linear : campaign.Touches / touches;
                part = line with { Conversions = share * line.Conversions, Value = share * line.Value };
            }

            Campaigns.Add(CreditFrames.Credit(options.AsOf, model, group, line.Channel, campaign.Campaign, part, campaign.Cost));
        }
    }

    private ChannelLine TouchLine(PathGroup group, string channel, AttributionModel model)
    {
        IEnumerable<(double Conversions, double Value)> parts = _credits[(group, channel)]
            .OrderBy(credit => credit.Pair.Campaign, StringComparer.Ordinal)
            .Select(credit => credit.Credits[model]);
        Outcome sum = parts.Aggregate(default(Outcome), (total, part) => new Outcome(total.Conversions + part.Conversions, total.Value + part.Value));
        return new ChannelLine(channel, sum.Conversions, sum.Value, RemovalEffect: null);
    }
}
