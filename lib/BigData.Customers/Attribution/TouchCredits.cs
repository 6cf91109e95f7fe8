using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// Credits by the place and the age of each touch, added up in the engine to one row a source, window, channel and campaign. This is where
/// campaigns and ages are known; whatever needs channels alone is computed from the aggregated paths.
/// </summary>
internal static class TouchCredits
{
    private const string Length = "path_length";
    private const string Touch = "touch";
    private const string Position = "touch_position";
    private const string NonDirect = "non_direct_position";
    private const string Weights = "weights_sum";
    private const string Weight = "touch_weight";
    private const string ValuePrefix = "value_";

    internal static readonly IReadOnlyList<AttributionModel> Models =
    [
        AttributionModel.FirstTouch, AttributionModel.LastTouch, AttributionModel.LastNonDirect,
        AttributionModel.Linear, AttributionModel.PositionBased, AttributionModel.TimeDecay,
    ];

    /// <summary>Adds up the credits.</summary>
    /// <param name="windows">Windowed journeys.</param>
    /// <param name="catalogue">Channels and campaigns.</param>
    /// <param name="options">Options.</param>
    internal static IReadOnlyList<CampaignCredit> Of(DataFrame windows, TouchCatalogue catalogue, AttributionOptions options)
    {
        var sums = new List<Column>();
        foreach (AttributionModel model in Models)
        {
            Column share = Share(model, options);
            sums.Add(Sum(share).As(model.Name()));
            sums.Add(Sum(share.Multiply(Col(AttributionColumns.Value))).As(ValuePrefix + model.Name()));
        }

        return
        [
            .. PerTouch(windows, catalogue, options).GroupBy(AttributionColumns.Source, AttributionColumns.WindowDays, AttributionColumns.Label)
                .Agg(sums[0], [.. sums.Skip(1)])
                .Collect()
                .Select(row => new CampaignCredit(
                    new PathGroup(row.GetAs<string>(AttributionColumns.Source), row.GetAs<int>(AttributionColumns.WindowDays)),
                    catalogue.Pairs[(int)row.GetAs<long>(AttributionColumns.Label)],
                    Models.ToDictionary(
                        model => model,
                        model => (row.GetAs<double>(model.Name()), row.GetAs<double>(ValuePrefix + model.Name()))))),
        ];
    }

    // One row per touch of a conversion, with what its path as a whole says: length, place of the last non-direct touch from the end, sum of
    // decay weights.
    private static DataFrame PerTouch(DataFrame windows, TouchCatalogue catalogue, AttributionOptions options)
    {
        Column touches = Col(AttributionColumns.Touches);
        int[] direct = [.. options.DirectChannels.Select(catalogue.Code).Where(code => code >= 0)];
        Column fromEnd = direct.Length == 0
            ? Lit(1L)
            : ArrayPosition(Transform(Reverse(touches), touch => !catalogue.ChannelOf(touch).IsIn([.. direct.Select(code => (object)(long)code)])), Lit(true));
        Column weights = Transform(touches, touch => Decay(touch, catalogue.Layout, options));
        return windows
            .Filter(Col(AttributionColumns.Value).IsNotNull())
            .Select(
                Col(AttributionColumns.Source),
                Col(AttributionColumns.WindowDays),
                Col(AttributionColumns.Ends),
                Col(AttributionColumns.Value).Cast("double").As(AttributionColumns.Value),
                touches,
                Size(touches).As(Length),
                Greatest(fromEnd, Lit(1L)).As(NonDirect),
                Functions.Aggregate(weights, Lit(0.0), (sum, weight) => sum.Plus(weight)).As(Weights))
            .Select(
                Col(AttributionColumns.Source),
                Col(AttributionColumns.WindowDays),
                Col(AttributionColumns.Ends),
                Col(AttributionColumns.Value),
                Col(Length),
                Col(NonDirect),
                Col(Weights),
                PosExplode(AttributionColumns.Touches).Alias(Position, Touch))
            .WithColumn(AttributionColumns.Label, catalogue.Layout.Label(Col(Touch)))
            .WithColumn(Weight, Decay(Col(Touch), catalogue.Layout, options));
    }

    private static Column Decay(Column touch, TouchLayout layout, AttributionOptions options) =>
        Pow(Lit(0.5), Col(AttributionColumns.Ends).Minus(layout.At(touch)).Cast("double").Divide(Lit(options.HalfLifeDays * AttributionColumns.MicrosOfDay)));

    private static Column Share(AttributionModel model, AttributionOptions options)
    {
        Column length = Col(Length);
        Column one = Lit(1.0);
        Column zero = Lit(0.0);
        Column isFirst = Col(Position).EqualTo(Lit(0));
        Column isLast = Col(Position).EqualTo(length.Minus(Lit(1)));
        double ends = options.FirstShare + options.LastShare;
        double firstOfTwo = ends == 0 ? 0.5 : options.FirstShare / ends;
        return model switch
        {
            AttributionModel.FirstTouch => When(isFirst, one).Otherwise(zero),
            AttributionModel.LastTouch => When(isLast, one).Otherwise(zero),
            AttributionModel.LastNonDirect => When(Col(Position).EqualTo(length.Minus(Col(NonDirect))), one).Otherwise(zero),
            AttributionModel.Linear => one.Divide(length),
            AttributionModel.PositionBased => When(length.EqualTo(Lit(1)), one)
                .When(length.EqualTo(Lit(2)), When(isFirst, Lit(firstOfTwo)).Otherwise(Lit(1 - firstOfTwo)))
                .When(isFirst, Lit(options.FirstShare))
                .When(isLast, Lit(options.LastShare))
                .Otherwise(Lit(1 - ends).Divide(length.Minus(Lit(2)))),
            AttributionModel.TimeDecay => Col(Weight).Divide(Col(Weights)),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model, "This model is not one of single touches."),
        };
    }
}

/// <summary>Credits of one campaign in one window.</summary>
/// <param name="Group">Source and window.</param>
/// <param name="Pair">Channel and campaign.</param>
/// <param name="Credits">Conversions and value by model.</param>
internal sealed record CampaignCredit(
    PathGroup Group, (string Channel, string Campaign) Pair, IReadOnlyDictionary<AttributionModel, (double Conversions, double Value)> Credits);
