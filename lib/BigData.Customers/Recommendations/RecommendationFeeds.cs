using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

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

    private static readonly string[] Key = [RecommendationColumns.Source, RecommendationColumns.ContextId];

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
            Col(RecommendationColumns.Source), Col(RecommendationColumns.CustomerId).As(RecommendationColumns.ContextId), Col(RecommendationColumns.ProductId),
            Col(RecommendationColumns.Rank), Col(RecommendationColumns.Score), Method().As(RecommendationColumns.Method));
        DataFrame home = Placed(Home, OneOfACategory(lists, products), options.Home);
        DataFrame guess = Placed(GuessYouLike, lists, options.GuessYouLike);
        DataFrame related = Placed(Related, RelatedOnes(neighbours, content, products), options.Related);
        return home.Union(guess).Union(related).WithColumn(RecommendationColumns.AsOf, Lit(asOf));
    }

    private static Column Method()
    {
        Column reason = Col(RecommendationColumns.Reason);
        return When(reason.StartsWith(SimilarPrefix), RecommendationMethod.ItemItem.Name()).Otherwise(reason);
    }

    private static DataFrame OneOfACategory(DataFrame lists, DataFrame products)
    {
        const string Place = "place_in_category";
        DataFrame known = lists.Join(
            products.Select(RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.Category), [RecommendationColumns.Source, RecommendationColumns.ProductId], "left");
        WindowSpec best = Window.PartitionBy([.. Key.Select(Col), Col(RecommendationColumns.Category)]).OrderBy(RecommendationColumns.Rank);
        return known.WithColumn(Place, RowNumber().Over(best)).Filter(Col(RecommendationColumns.Category).IsNull() | (Col(Place) == 1));
    }

    // A pair that both know counts as one by customers, which come first.
    private static DataFrame RelatedOnes(DataFrame neighbours, DataFrame content, DataFrame products)
    {
        string[] pair = [RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.NeighbourId];
        Column[] columns = [.. pair.Select(Col), Col(RecommendationColumns.Rank), Col(RecommendationColumns.Similarity)];
        DataFrame bought = neighbours.Select([.. columns, Lit(0).As(RecommendationColumns.Tier)]);
        DataFrame alike = content.Join(neighbours, pair, "left_anti").Select([.. columns, Lit(1).As(RecommendationColumns.Tier)]);
        DataFrame offered = products.Filter(Coalesce(Col(RecommendationColumns.InStock), Lit(true)))
            .Select(Col(RecommendationColumns.Source), Col(RecommendationColumns.ProductId).As(RecommendationColumns.NeighbourId));
        DataFrame all = bought.Union(alike).Join(offered, [RecommendationColumns.Source, RecommendationColumns.NeighbourId], "left_semi");
        WindowSpec best = Window.PartitionBy(RecommendationColumns.Source, RecommendationColumns.ProductId).OrderBy(RecommendationColumns.Tier, RecommendationColumns.Rank);
        Column method = When(Col(RecommendationColumns.Tier) == 0, RecommendationMethod.ItemItem.Name()).Otherwise(RecommendationMethod.Content.Name());
        return all.Select(
            Col(RecommendationColumns.Source), Col(RecommendationColumns.ProductId).As(RecommendationColumns.ContextId), Col(RecommendationColumns.NeighbourId).As(RecommendationColumns.ProductId),
            RowNumber().Over(best).As(RecommendationColumns.Rank), Col(RecommendationColumns.Similarity).As(RecommendationColumns.Score), method.As(RecommendationColumns.Method));
    }

    private static DataFrame Placed(string placement, DataFrame list, int most)
    {
        const string Place = "place";
        WindowSpec best = Window.PartitionBy([.. Key.Select(Col)]).OrderBy(RecommendationColumns.Rank);
        return list.WithColumn(Place, RowNumber().Over(best)).Filter(Col(Place) <= most).Select(
            Col(RecommendationColumns.Source), Lit(placement).As(RecommendationColumns.Placement), Col(RecommendationColumns.ContextId), Col(Place).As(RecommendationColumns.Rank),
            Col(RecommendationColumns.ProductId), Col(RecommendationColumns.Score), Col(RecommendationColumns.Method));
    }
}
