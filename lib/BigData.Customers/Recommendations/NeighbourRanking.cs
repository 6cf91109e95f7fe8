using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>From pairs of products to the best neighbours of each.</summary>
internal static class NeighbourRanking
{
    /// <summary>Takes both directions of a pair and ranks by whole numbers, which follow the order of product_id; names come last.</summary>
    /// <param name="pairs">item, other, similarity, support; one row an unordered pair. It is read twice, so it should be persisted.</param>
    /// <param name="items">source, product_id, item.</param>
    /// <param name="most">The most neighbours of a product.</param>
    internal static DataFrame Best(DataFrame pairs, DataFrame items, int most)
    {
        DataFrame there = pairs.Select(Columns.Item, Columns.Other, Columns.Similarity, Columns.Support);
        DataFrame back = pairs.Select(Columns.Other, Columns.Item, Columns.Similarity, Columns.Support);
        WindowSpec best = Window.PartitionBy(Columns.Item).OrderBy(Col(Columns.Similarity).Desc(), Col(Columns.Other));
        DataFrame names = items.Select(Columns.Source, Columns.ProductId, Columns.Item);
        DataFrame others = items.Select(Col(Columns.ProductId).As(Columns.NeighbourId), Col(Columns.Item).As(Columns.Other));
        return there.Union(back)
            .WithColumn(Columns.Rank, RowNumber().Over(best))
            .Filter(Col(Columns.Rank) <= most)
            .Join(names, Columns.Item)
            .Join(others, Columns.Other)
            .Select(
                Columns.Source, Columns.ProductId, Columns.Rank, Columns.NeighbourId,
                Columns.Similarity, Columns.Support);
    }
}
