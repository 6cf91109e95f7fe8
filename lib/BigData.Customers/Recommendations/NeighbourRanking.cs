using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>From pairs of products to the best neighbours of each.</summary>
internal static class NeighbourRanking
{
    internal const string OtherId = "other_id";

    /// <summary>Takes both directions of a pair and ranks by whole numbers, which follow the order of product_id.</summary>
    /// <param name="pairs">source, product_id, item, other_id, other, similarity, support; one row an unordered pair.</param>
    /// <param name="most">The most neighbours of a product.</param>
    internal static DataFrame Best(DataFrame pairs, int most)
    {
        Column[] figures = [Col(Columns.Similarity), Col(Columns.Support)];
        DataFrame there = pairs.Select(
        [
            Col(Columns.Source), Col(Columns.ProductId), Col(Columns.Item),
            Col(OtherId).As(Columns.NeighbourId), Col(Columns.Other), .. figures,
        ]);
        DataFrame back = pairs.Select(
        [
            Col(Columns.Source), Col(OtherId), Col(Columns.Other), Col(Columns.ProductId), Col(Columns.Item), .. figures,
        ]);
        WindowSpec best = Window.PartitionBy(Columns.Item).OrderBy(Col(Columns.Similarity).Desc(), Col(Columns.Other));
        return there.Union(back)
            .WithColumn(Columns.Rank, RowNumber().Over(best))
            .Filter(Col(Columns.Rank) <= most)
            .Select(
                Columns.Source, Columns.ProductId, Columns.Rank, Columns.NeighbourId,
                Columns.Similarity, Columns.Support);
    }
}
