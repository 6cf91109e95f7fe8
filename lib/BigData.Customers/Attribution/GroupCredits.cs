using BigData.Models;

namespace BigData.Customers;

/// <summary>Credits of one channel by one model.</summary>
/// <param name="Channel">Channel.</param>
/// <param name="Conversions">Conversions.</param>
/// <param name="Value">Value.</param>
/// <param name="RemovalEffect">Removal effect; null where the model has none or no path converts.</param>
internal sealed record ChannelLine(string Channel, double Conversions, double Value, double? RemovalEffect);

/// <summary>Runs the models on the paths of one group.</summary>
internal static class GroupCredits
{
    /// <summary>One line a channel.</summary>
    /// <param name="model">Any model but time decay, which needs ages.</param>
    /// <param name="paths">The paths.</param>
    /// <param name="channels">Names of the elements of paths; index = code in the paths.</param>
    /// <param name="options">Options.</param>
    internal static IReadOnlyList<ChannelLine> Of(AttributionModel model, PathTable paths, IReadOnlyList<string> channels, AttributionOptions options)
    {
        ChannelCredits credits = Run(model, paths, channels, options);
        return
        [
            .. channels.Select((name, code) => new ChannelLine(
                name,
                credits.Conversions[code],
                credits.Value[code],
                credits.RemovalEffects?[code] is { } effect && !double.IsNaN(effect) ? effect : null)),
        ];
    }

    private static ChannelCredits Run(AttributionModel model, PathTable paths, IReadOnlyList<string> channels, AttributionOptions options) => model switch
    {
        AttributionModel.FirstTouch => PathHeuristics.First(paths),
        AttributionModel.LastTouch => PathHeuristics.Last(paths),
        AttributionModel.LastNonDirect => PathHeuristics.LastNonDirect(paths, [.. channels.Select(label => options.DirectChannels.Contains(options.ChannelOf(label)))]),
        AttributionModel.Linear => PathHeuristics.Linear(paths),
        AttributionModel.PositionBased => PathHeuristics.PositionBased(paths, options.FirstShare, options.LastShare),
        AttributionModel.Markov => new MarkovChain(paths, 1).Credit(),
        AttributionModel.Markov2 => new MarkovChain(paths, 2).Credit(),
        AttributionModel.Markov3 => new MarkovChain(paths, 3).Credit(),
        AttributionModel.Markov4 => new MarkovChain(paths, 4).Credit(),
        AttributionModel.Shapley when options.ShapleyGame == ShapleyGame.Conversions => BigData.Models.Shapley.SetSplit(paths),
        AttributionModel.Shapley => BigData.Models.Shapley.ByRate(paths),
        AttributionModel.ShapleyOrdered => OrderedShapley.Credit(paths),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "This model needs more than paths."),
    };
}
