using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// Builds paths in the engine: touches of a conversion (or of a customer who never converts) become one array, ordered by time and then
/// by touch_id; windows are cut from it, because a shorter window is the end of a longer one.
/// </summary>
internal sealed class Journeys(TouchCatalogue catalogue, AttributionOptions options)
{
    private static readonly Column[] Journey = [Col(AttributionColumns.Source), Col(AttributionColumns.ConversionId), Col(AttributionColumns.Value), Col(AttributionColumns.Ends)];

    private long LongestWindow => options.WindowsDays.Max() * AttributionColumns.MicrosOfDay;

    /// <summary>
    /// Touches that count, one row each: source, customer_id, touch_id, channel, campaign, cost, at_us; only customer_id and cost may be null.
    /// </summary>
    internal static DataFrame Touches(DataFrame touchpoints, AttributionOptions options) =>
        touchpoints
            .Filter(Col(AttributionColumns.OccurredAt).Lt(SourceZones.StartOfDay(options.AsOf, options.TimeZones)))
            .Select(
                Col(AttributionColumns.Source),
                Col(AttributionColumns.CustomerId),
                Coalesce(Col(AttributionColumns.TouchId), Lit("")).As(AttributionColumns.TouchId),
                Coalesce(Col(AttributionColumns.Channel), Lit(AttributionColumns.Unknown)).As(AttributionColumns.Channel),
                Coalesce(Col(AttributionColumns.Campaign), Lit(AttributionColumns.NoCampaign)).As(AttributionColumns.Campaign),
                Col(AttributionColumns.Cost).Cast("decimal(18,4)").As(AttributionColumns.Cost),
                UnixMicros(Col(AttributionColumns.OccurredAt)).As(AttributionColumns.At));

    /// <summary>Conversions that count: source, conversion_id, customer_id, value, ends_us; only customer_id may be null.</summary>
    internal static DataFrame Conversions(DataFrame conversions, AttributionOptions options) =>
        conversions
            .Filter(Col(AttributionColumns.ConvertedAt).Lt(SourceZones.StartOfDay(options.AsOf, options.TimeZones)))
            .Select(
                Col(AttributionColumns.Source),
                Col(AttributionColumns.ConversionId),
                Col(AttributionColumns.CustomerId),
                Coalesce(Col(AttributionColumns.Value).Cast("decimal(18,2)"), Lit(0).Cast("decimal(18,2)")).As(AttributionColumns.Value),
                UnixMicros(Col(AttributionColumns.ConvertedAt)).As(AttributionColumns.Ends));

    /// <summary>
    /// One row per conversion and window with at least one touch: source, window_days, value, cut, and touches = array of
    /// (age_us, code, pair), first touch first, transformed.
    /// </summary>
    internal DataFrame Converting(DataFrame touches, DataFrame conversions)
    {
        bool sincePrevious = options.Cycles == ConversionCycles.SincePrevious;
        WindowSpec ofCustomer = Window.PartitionBy(AttributionColumns.Source, AttributionColumns.CustomerId).OrderBy(AttributionColumns.Ends, AttributionColumns.ConversionId);
        DataFrame known = conversions.Filter(Col(AttributionColumns.CustomerId).IsNotNull());
        DataFrame cycles = sincePrevious ? known.WithColumn(AttributionColumns.Previous, Lag(Col(AttributionColumns.Ends)).Over(ofCustomer)) : known;
        Column within = Col(AttributionColumns.At).Leq(Col(AttributionColumns.Ends))
            .And(Col(AttributionColumns.At).Geq(Col(AttributionColumns.Ends).Minus(Lit(LongestWindow))));
        Column afterPrevious = Col(AttributionColumns.Previous).IsNull().Or(Col(AttributionColumns.At).Gt(Col(AttributionColumns.Previous)));
        DataFrame seen = touches.Drop(AttributionColumns.Cost)
            .Join(cycles, [AttributionColumns.Source, AttributionColumns.CustomerId])
            .Filter(sincePrevious ? within.And(afterPrevious) : within);
        DataFrame journeys = catalogue.Encode(seen)
            .GroupBy(Journey)
            .Agg(SortArray(CollectList(Struct(AttributionColumns.At, AttributionColumns.TouchId, AttributionColumns.Code, AttributionColumns.Pair))).As(AttributionColumns.Touches))
            .WithColumn(AttributionColumns.Touches, Aged(AttributionColumns.Code, AttributionColumns.Pair));
        return Windowed(journeys, Col(AttributionColumns.Value));
    }

    /// <summary>
    /// One row per window and customer with touches but no conversion: source, window_days, cut, and touches = array of (age_us, code); ages
    /// count from the customer's last touch.
    /// </summary>
    internal DataFrame NotConverting(DataFrame touches, DataFrame conversions)
    {
        DataFrame converted = conversions.Select(AttributionColumns.Source, AttributionColumns.CustomerId);
        DataFrame others = touches.Drop(AttributionColumns.Cost)
            .Filter(Col(AttributionColumns.CustomerId).IsNotNull())
            .Join(converted, [AttributionColumns.Source, AttributionColumns.CustomerId], "left_anti");
        DataFrame journeys = catalogue.Encode(others)
            .GroupBy(AttributionColumns.Source, AttributionColumns.CustomerId)
            .Agg(
                Max(Col(AttributionColumns.At)).As(AttributionColumns.Ends),
                SortArray(CollectList(Struct(AttributionColumns.At, AttributionColumns.TouchId, AttributionColumns.Code))).As(AttributionColumns.Touches))
            .WithColumn(AttributionColumns.Touches, Aged(AttributionColumns.Code));
        return Windowed(journeys);
    }

    private static Column Aged(params string[] codes) => Transform(Col(AttributionColumns.Touches), touch => Struct(
    [
        Col(AttributionColumns.Ends).Minus(touch.GetField(AttributionColumns.At)).As(AttributionColumns.Age),
        .. codes.Select(code => touch.GetField(code).As(code)),
    ]));

    private DataFrame Windowed(DataFrame journeys, params Column[] kept)
    {
        Column window = Col(AttributionColumns.WindowDays).Cast("bigint").Multiply(Lit(AttributionColumns.MicrosOfDay));
        DataFrame windows = journeys
            .Select([Col(AttributionColumns.Source), .. kept, Col(AttributionColumns.Touches), Explode(Array(options.WindowsDays.Select(days => Lit(days)))).As(AttributionColumns.WindowDays)])
            .WithColumn(AttributionColumns.Touches, Filter(Col(AttributionColumns.Touches), touch => touch.GetField(AttributionColumns.Age).Leq(window)))
            .Filter(Size(AttributionColumns.Touches).Gt(Lit(0)))
            .WithColumn(AttributionColumns.Cut, When(Size(AttributionColumns.Touches).Gt(Lit(options.MaximumPathLength)), Lit(1L)).Otherwise(Lit(0L)))
            .WithColumn(AttributionColumns.Touches, PathTransform.Last(Col(AttributionColumns.Touches), options.MaximumPathLength));
        foreach (PathTransform transform in options.Transforms)
        {
            windows = transform.Apply(windows, AttributionColumns.Touches, touch => touch.GetField(AttributionColumns.Code), name => Lit(catalogue.Code(name)));
        }

        return windows;
    }
}
