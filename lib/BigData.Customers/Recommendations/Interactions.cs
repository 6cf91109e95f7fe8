using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>
/// What customers did with products, one row a pair, weighted by kind and age: weight = sum of w · 2^(−age / half-life), the affinity of SAR
/// (Microsoft recommenders). Weights are added up in millionths, so that equal data has equal weights whatever the order of its rows.
/// </summary>
public static class Interactions
{
    internal const double LargestWeight = 1_000_000;

    private const string At = "at_us";
    private const double Millionths = 1e6;
    private const double MicrosOfDay = 86_400e6;

    /// <summary>Adds up order lines and events.</summary>
    /// <param name="orderLines">
    /// Frame with source, customer_id, product_id, is_return boolean and ordered_at timestamp; lines without customer or product and returns
    /// are left out.
    /// </param>
    /// <param name="events">Frame with source, customer_id, product_id, event_type and occurred_at timestamp; null for none.</param>
    /// <param name="options">Options.</param>
    /// <returns>
    /// One row a source, customer and product: source, customer_id, product_id, weight double (0 where only an order before the window says
    /// that it was bought; below 0 where it is not wanted), is_bought boolean, last_at timestamp.
    /// </returns>
    /// <exception cref="ArgumentException">Options do not fit together; all problems are listed.</exception>
    public static DataFrame Of(DataFrame orderLines, DataFrame? events, InteractionOptions options)
    {
        ArgumentNullException.ThrowIfNull(orderLines);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame deeds = Orders(orderLines, options);
        if (events is not null && options.EventWeights.Count > 0)
        {
            deeds = deeds.Union(Events(events, options));
        }

        Column end = UnixMicros(SourceZones.StartOfDay(options.AsOf, options.TimeZones));
        return deeds
            .Filter(Col(Columns.CustomerId).IsNotNull() & Col(Columns.ProductId).IsNotNull() & (Col(At) < end))
            .WithColumn(Columns.Micros, Decayed(end, options))
            .GroupBy(Columns.Source, Columns.CustomerId, Columns.ProductId)
            .Agg(
                Sum(Columns.Micros).As(Columns.Micros),
                Max(Columns.IsBought).As(Columns.IsBought),
                Max(At).As(At))
            .Filter(Col(Columns.IsBought) | (Col(Columns.Micros) != 0))
            .Select(
                Col(Columns.Source),
                Col(Columns.CustomerId),
                Col(Columns.ProductId),
                (Col(Columns.Micros).Cast("double") / Millionths).As(Columns.Weight),
                Col(Columns.IsBought),
                TimestampMicros(At).As(Columns.LastAt));
    }

    private static DataFrame Orders(DataFrame orderLines, InteractionOptions options) => orderLines
        .Filter(!Col(Columns.IsReturn))
        .Select(
            Col(Columns.Source),
            Col(Columns.CustomerId),
            Col(Columns.ProductId),
            Lit(options.OrderWeight).As(Columns.Weight),
            UnixMicros(Columns.OrderedAt).As(At),
            Lit(true).As(Columns.IsBought));

    private static DataFrame Events(DataFrame events, InteractionOptions options)
    {
        Column type = Col(Columns.EventType);
        Column weight = options.EventWeights.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Aggregate((Column?)null, (chosen, pair) => chosen is null ? When(type == pair.Key, pair.Value) : chosen.When(type == pair.Key, pair.Value))!;
        return events
            .Filter(type.IsIn(options.EventWeights.Keys.Order(StringComparer.Ordinal)))
            .Select(
                Col(Columns.Source),
                Col(Columns.CustomerId),
                Col(Columns.ProductId),
                weight.As(Columns.Weight),
                UnixMicros(Columns.OccurredAt).As(At),
                Lit(false).As(Columns.IsBought));
    }

    private static Column Decayed(Column end, InteractionOptions options)
    {
        Column weight = Col(Columns.Weight);
        if (options.HalfLifeDays is { } halfLife)
        {
            weight *= Pow(Lit(2d), (Col(At) - end).Cast("double") / (halfLife * MicrosOfDay));
        }

        Column micros = Floor((weight * Millionths) + 0.5).Cast("bigint");
        return options.WindowDays is { } days
            ? When(Col(At) >= UnixMicros(SourceZones.StartOfDay(options.AsOf.AddDays(-days), options.TimeZones)), micros).Otherwise(0L)
            : micros;
    }
}
