using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>A part of what happened is held back, so that a model that was fitted to the rest can be asked for it.</summary>
/// <param name="Train">Interactions that a model may see, with the columns of <see cref="Interactions.Of"/>.</param>
/// <param name="Relevant">What it should find: source, customer_id, product_id, distinct; none of it was bought in the training.</param>
public sealed record Holdout(DataFrame Train, DataFrame Relevant)
{
    private static readonly string[] Pair = [Columns.Source, Columns.CustomerId, Columns.ProductId];

    /// <summary>
    /// Splits by time: the training ends some days before the as-of day, relevant is what customers ordered from then to the as-of day and had not
    /// ordered before. It is how a model is used, so it is what gold.models tells.
    /// </summary>
    /// <param name="orderLines">As for <see cref="Interactions.Of"/>.</param>
    /// <param name="events">As for <see cref="Interactions.Of"/>.</param>
    /// <param name="options">Options of the interactions; the as-of day ends what is relevant.</param>
    /// <param name="days">Days that are held back, at least 1.</param>
    /// <returns>Both parts.</returns>
    public static Holdout ByTime(DataFrame orderLines, DataFrame? events, InteractionOptions options, int days)
    {
        ArgumentNullException.ThrowIfNull(orderLines);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        DateOnly cut = options.AsOf.AddDays(-days);
        DataFrame train = Interactions.Of(orderLines, events, options with { AsOf = cut });
        DataFrame later = orderLines
            .Filter(!Col(Columns.IsReturn) & Col(Columns.CustomerId).IsNotNull() & Col(Columns.ProductId).IsNotNull())
            .Filter(Col(Columns.OrderedAt) >= SourceZones.StartOfDay(cut, options.TimeZones))
            .Filter(Col(Columns.OrderedAt) < SourceZones.StartOfDay(options.AsOf, options.TimeZones))
            .Select([.. Pair.Select(Col)])
            .Distinct();
        return new Holdout(train, later.Join(train.Filter(Col(Columns.IsBought)), Pair, "left_anti"));
    }

    /// <summary>
    /// Holds back one bought product of each customer who has bought two or more: the one with the newest interaction, of equally new ones the
    /// greatest product_id. It judges every customer, but lets the model see what others did later.
    /// </summary>
    /// <param name="interactions">As <see cref="Interactions.Of"/> gives them.</param>
    /// <returns>Both parts.</returns>
    public static Holdout LeaveLastOut(DataFrame interactions)
    {
        const string Place = "place";
        const string Bought = "bought";
        ArgumentNullException.ThrowIfNull(interactions);
        WindowSpec ofCustomer = Window.PartitionBy(Columns.Source, Columns.CustomerId);
        DataFrame last = interactions.Filter(Col(Columns.IsBought))
            .WithColumn(Bought, Count(Lit(1)).Over(ofCustomer))
            .WithColumn(Place, RowNumber().Over(ofCustomer.OrderBy(Col(Columns.LastAt).Desc(), Col(Columns.ProductId).Desc())))
            .Filter((Col(Place) == 1) & (Col(Bought) >= 2))
            .Select([.. Pair.Select(Col)]);
        return new Holdout(interactions.Join(last, Pair, "left_anti"), last);
    }
}
