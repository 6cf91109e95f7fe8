using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>
/// Builds journeys in the engine: touches of a conversion, or of a customer who never converts, become one array, ordered by time and then
/// by touch_id; windows are cut from it, because a shorter window is the end of a longer one.
/// </summary>
internal sealed class Journeys(TouchCatalogue catalogue, AttributionOptions options)
{
    private const string Number = "number";

    private static readonly Column[] Journey =
    [
        Col(AttributionColumns.Source), Col(AttributionColumns.CustomerId), Col(Number), Col(AttributionColumns.Value), Col(AttributionColumns.Ends),
    ];

    private static readonly Column[] OfCustomer = [Col(AttributionColumns.Source), Col(AttributionColumns.CustomerId)];

    private TouchLayout Layout => catalogue.Layout;

    private long LongestWindow => options.WindowsDays.Max() * AttributionColumns.MicrosOfDay;

    /// <summary>
    /// Touches that count, one row each: source, customer_id, touch_id, channel, campaign (and kind) as received, cost, at_us.
    /// </summary>
    internal static DataFrame Touches(DataFrame touchpoints, AttributionOptions options) =>
        touchpoints
            .Filter(Col(AttributionColumns.OccurredAt).Lt(SourceZones.StartOfDay(options.AsOf, options.TimeZones)))
            .Select(
                [
                    Col(AttributionColumns.Source),
                    Col(AttributionColumns.CustomerId),
                    Coalesce(Col(AttributionColumns.TouchId), Lit("")).As(AttributionColumns.TouchId),
                    .. TouchCatalogue.Columns(options.Taxonomy).Select(Col),
                    Col(AttributionColumns.Cost).Cast("decimal(18,4)").As(AttributionColumns.Cost),
                    UnixMicros(Col(AttributionColumns.OccurredAt)).As(AttributionColumns.At),
                ]);

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
    /// One row per conversion with at least one touch in the longest window, and where null paths count per customer with touches but no
    /// conversion: source, value (null: no conversion), ends_us (the conversion or the customer's last touch, since the first touch of
    /// all), touches. Persisted.
    /// </summary>
    internal DataFrame Build(DataFrame touches, DataFrame conversions)
    {
        DataFrame seen = Seen(touches, conversions);
        if (!Layout.IsPacked)
        {
            return InOrder(seen).Persist();
        }

        DataFrame packed = Gather(seen, SortArray(CollectList(Layout.Of(Col(AttributionColumns.At), Col(AttributionColumns.Label))))).Persist();
        try
        {
            return packed.Filter(IsTied()).Count() == 0 ? packed : Untied(seen, packed);
        }
        catch
        {
            packed.Unpersist();
            throw;
        }
    }

    /// <summary>
    /// One row per journey and window with at least one touch: source, window_days, value, ends_us, cut, touches: first touch first,
    /// transformed.
    /// </summary>
    internal DataFrame Windowed(DataFrame journeys)
    {
        Column start = Col(AttributionColumns.Ends).Minus(Col(AttributionColumns.WindowDays).Cast("bigint").Multiply(Lit(AttributionColumns.MicrosOfDay)));
        DataFrame windows = journeys
            .Select(
                Col(AttributionColumns.Source),
                Col(AttributionColumns.Value),
                Col(AttributionColumns.Ends),
                Col(AttributionColumns.Touches),
                Explode(Array(options.WindowsDays.Select(days => Lit(days)))).As(AttributionColumns.WindowDays))
            .WithColumn(AttributionColumns.Touches, Filter(Col(AttributionColumns.Touches), touch => Layout.IsFrom(touch, start)))
            .Filter(Size(AttributionColumns.Touches).Gt(Lit(0)))
            .WithColumn(AttributionColumns.Cut, When(Size(AttributionColumns.Touches).Gt(Lit(options.MaximumPathLength)), Lit(1L)).Otherwise(Lit(0L)))
            .WithColumn(AttributionColumns.Touches, PathTransform.Last(Col(AttributionColumns.Touches), options.MaximumPathLength));
        foreach (PathTransform transform in options.Transforms)
        {
            windows = transform.Apply(windows, AttributionColumns.Touches, catalogue.ChannelOf, name => Lit(catalogue.Code(name)));
        }

        return windows;
    }

    // Every touch with the conversion that sees it, or without where its customer never converts.
    private DataFrame Seen(DataFrame touches, DataFrame conversions)
    {
        WindowSpec inOrder = Window.PartitionBy(OfCustomer).OrderBy(Col(AttributionColumns.Ends), Col(AttributionColumns.ConversionId));
        bool sincePrevious = options.Cycles == ConversionCycles.SincePrevious;
        DataFrame cycles = conversions
            .Filter(Col(AttributionColumns.CustomerId).IsNotNull())
            .WithColumn(Number, RowNumber().Over(inOrder))
            .WithColumn(AttributionColumns.Previous, sincePrevious ? Lag(Col(AttributionColumns.Ends)).Over(inOrder) : Lit(null).Cast("bigint"))
            .Drop(AttributionColumns.ConversionId);
        Column within = Col(AttributionColumns.At).Leq(Col(AttributionColumns.Ends))
            .And(Col(AttributionColumns.At).Geq(Col(AttributionColumns.Ends).Minus(Lit(LongestWindow))))
            .And(Col(AttributionColumns.Previous).IsNull().Or(Col(AttributionColumns.At).Gt(Col(AttributionColumns.Previous))));
        DataFrame met = touches.Drop(AttributionColumns.Cost)
            .Filter(Col(AttributionColumns.CustomerId).IsNotNull())
            .Join(cycles, [AttributionColumns.Source, AttributionColumns.CustomerId], options.NullPaths ? "left" : "inner")
            .Filter(options.NullPaths ? Col(AttributionColumns.Ends).IsNull().Or(within) : within);
        Column first = Lit(catalogue.FirstTouch);
        return catalogue.Encode(met)
            .WithColumn(AttributionColumns.At, Col(AttributionColumns.At).Minus(first))
            .WithColumn(AttributionColumns.Ends, Col(AttributionColumns.Ends).Minus(first));
    }

    private static DataFrame Gather(DataFrame seen, Column touches)
    {
        const string Last = "last_us";
        return seen.GroupBy(Journey)
            .Agg(Max(Col(AttributionColumns.At)).As(Last), touches.As(AttributionColumns.Touches))
            .WithColumn(AttributionColumns.Ends, Coalesce(Col(AttributionColumns.Ends), Col(Last)))
            .Drop(Last);
    }

    private DataFrame InOrder(DataFrame seen) =>
        Gather(seen, SortArray(CollectList(Struct(AttributionColumns.At, AttributionColumns.TouchId, AttributionColumns.Label))))
            .WithColumn(AttributionColumns.Touches, Transform(
                Col(AttributionColumns.Touches), touch => Layout.Of(touch.GetField(AttributionColumns.At), touch.GetField(AttributionColumns.Label))));

    // Touches of the same microsecond with another label: the packed number cannot tell which touch_id comes first.
    private Column IsTied()
    {
        Column touches = Col(AttributionColumns.Touches);
        return Size(Filter(touches, (touch, i) =>
        {
            Column before = Get(touches, i.Minus(Lit(1)));
            return i.Gt(Lit(0)).And(Layout.At(touch).EqualTo(Layout.At(before))).And(touch.NotEqual(before));
        })).Gt(Lit(0));
    }

    private DataFrame Untied(DataFrame seen, DataFrame packed)
    {
        DataFrame tied = packed.Filter(IsTied()).Select(Col(AttributionColumns.Source), Col(AttributionColumns.CustomerId)).Distinct();
        DataFrame all = InOrder(seen.Join(tied, [AttributionColumns.Source, AttributionColumns.CustomerId], "left_semi"))
            .Union(packed.Join(tied, [AttributionColumns.Source, AttributionColumns.CustomerId], "left_anti"))
            .Persist();
        all.Count();
        packed.Unpersist();
        return all;
    }
}
