using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>Options of <see cref="RecommendationFeeds"/>.</summary>
public sealed record FeedOptions
{
    /// <summary>The most products of a banner on the home page; default 5.</summary>
    public int Home { get; init; } = 5;

    /// <summary>The most products under "guess you like"; default 10.</summary>
    public int GuessYouLike { get; init; } = 10;

    /// <summary>The most related products on a product's page; default 10.</summary>
    public int Related { get; init; } = 10;

    internal void Validate(string parameter)
    {
        if (Home < 1 || GuessYouLike < 1 || Related < 1)
        {
            throw new ArgumentException(
                $"The options of feeds cannot be used: {nameof(Home)} is {Home}, {nameof(GuessYouLike)} {GuessYouLike}, {nameof(Related)} {Related}; expected 1 or more of each", parameter);
        }
    }
}

/// <summary>
/// What is shown where: <c>home</c> (for a customer, one product a category), <c>guess_you_like</c> (for a customer, the whole list) and <c>related</c>
/// (for a product: its neighbours by customers, then those by name and category).
/// </summary>
public static class RecommendationFeeds
{
    /// <summary>The placement on the home page; its context is a customer.</summary>
    public const string Home = "home";

    /// <summary>The placement "guess you like"; its context is a customer.</summary>
    public const string GuessYouLike = "guess_you_like";

    /// <summary>The placement on a product's page; its context is the product.</summary>
    public const string Related = "related";

    internal const string SimilarPrefix = "similar:";

    private static readonly string[] Key = [Columns.Source, Columns.ContextId];

    /// <summary>Makes the rows of all three placements.</summary>
    /// <param name="recommendations">Lists of customers, as <see cref="RecommenderModel.Recommend"/> gives them.</param>
    /// <param name="neighbours">Neighbours by customers, as <see cref="ItemSimilarityModel.Neighbours"/> of <see cref="ItemSimilarity"/>.</param>
    /// <param name="content">Neighbours by content, of the same columns, as <see cref="ContentSimilarity"/> gives them.</param>
    /// <param name="products">Frame with source, product_id, category and in_stock (null: in stock), one row a product; only those are related ones.</param>
    /// <param name="asOf">The as-of day.</param>
    /// <param name="options">Options.</param>
    /// <returns>
    /// One row a source, placement, context and rank: source, placement, context_id, rank int from 1, product_id, score double (of the method; the order of
    /// rows is that of rank), method (<c>als</c>, <c>item_item</c>, <c>popular</c>, <c>content</c>), as_of date.
    /// </returns>
    /// <exception cref="ArgumentException">An option is below 1.</exception>
    public static DataFrame Of(DataFrame recommendations, DataFrame neighbours, DataFrame content, DataFrame products, DateOnly asOf, FeedOptions options)
    {
        ArgumentNullException.ThrowIfNull(recommendations);
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame lists = recommendations.Select(
            Col(Columns.Source), Col(Columns.CustomerId).As(Columns.ContextId), Col(Columns.ProductId),
            Col(Columns.Rank), Col(Columns.Score), Method().As(Columns.Method));
        DataFrame home = Placed(Home, OneOfACategory(lists, products), options.Home);
        DataFrame guess = Placed(GuessYouLike, lists, options.GuessYouLike);
        DataFrame related = Placed(Related, RelatedOnes(neighbours, content, products), options.Related);
        return home.Union(guess).Union(related).WithColumn(Columns.AsOf, Lit(asOf));
    }

    private static Column Method()
    {
        Column reason = Col(Columns.Reason);
        return When(reason.StartsWith(SimilarPrefix), RecommendationMethod.ItemItem.Name()).Otherwise(reason);
    }

    private static DataFrame OneOfACategory(DataFrame lists, DataFrame products)
    {
        const string Place = "place_in_category";
        DataFrame known = lists.Join(
            products.Select(Columns.Source, Columns.ProductId, Columns.Category), [Columns.Source, Columns.ProductId], "left");
        WindowSpec best = Window.PartitionBy([.. Key.Select(Col), Col(Columns.Category)]).OrderBy(Columns.Rank);
        return known.WithColumn(Place, RowNumber().Over(best)).Filter(Col(Columns.Category).IsNull() | (Col(Place) == 1));
    }

    // A pair that both know counts as one by customers, which come first.
    private static DataFrame RelatedOnes(DataFrame neighbours, DataFrame content, DataFrame products)
    {
        string[] pair = [Columns.Source, Columns.ProductId, Columns.NeighbourId];
        Column[] columns = [.. pair.Select(Col), Col(Columns.Rank), Col(Columns.Similarity)];
        DataFrame bought = neighbours.Select([.. columns, Lit(0).As(Columns.Tier)]);
        DataFrame alike = content.Join(neighbours, pair, "left_anti").Select([.. columns, Lit(1).As(Columns.Tier)]);
        DataFrame offered = products.Filter(Coalesce(Col(Columns.InStock), Lit(true)))
            .Select(Col(Columns.Source), Col(Columns.ProductId).As(Columns.NeighbourId));
        DataFrame all = bought.Union(alike).Join(offered, [Columns.Source, Columns.NeighbourId], "left_semi");
        WindowSpec best = Window.PartitionBy(Columns.Source, Columns.ProductId).OrderBy(Columns.Tier, Columns.Rank);
        Column method = When(Col(Columns.Tier) == 0, RecommendationMethod.ItemItem.Name()).Otherwise(RecommendationMethod.Content.Name());
        return all.Select(
            Col(Columns.Source), Col(Columns.ProductId).As(Columns.ContextId), Col(Columns.NeighbourId).As(Columns.ProductId),
            RowNumber().Over(best).As(Columns.Rank), Col(Columns.Similarity).As(Columns.Score), method.As(Columns.Method));
    }

    private static DataFrame Placed(string placement, DataFrame list, int most)
    {
        const string Place = "place";
        WindowSpec best = Window.PartitionBy([.. Key.Select(Col)]).OrderBy(Columns.Rank);
        return list.WithColumn(Place, RowNumber().Over(best)).Filter(Col(Place) <= most).Select(
            Col(Columns.Source), Lit(placement).As(Columns.Placement), Col(Columns.ContextId), Col(Place).As(Columns.Rank),
            Col(Columns.ProductId), Col(Columns.Score), Col(Columns.Method));
    }
}
