using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

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
        Column[] figures = [Col(RecommendationColumns.Similarity), Col(RecommendationColumns.Support)];
        DataFrame there = pairs.Select(
        [
            Col(RecommendationColumns.Source), Col(RecommendationColumns.ProductId), Col(RecommendationColumns.Item),
            Col(OtherId).As(RecommendationColumns.NeighbourId), Col(RecommendationColumns.Other), .. figures,
        ]);
        DataFrame back = pairs.Select(
        [
            Col(RecommendationColumns.Source), Col(OtherId), Col(RecommendationColumns.Other), Col(RecommendationColumns.ProductId), Col(RecommendationColumns.Item), .. figures,
        ]);
        WindowSpec best = Window.PartitionBy(RecommendationColumns.Item).OrderBy(Col(RecommendationColumns.Similarity).Desc(), Col(RecommendationColumns.Other));
        return there.Union(back)
            .WithColumn(RecommendationColumns.Rank, RowNumber().Over(best))
            .Filter(Col(RecommendationColumns.Rank) <= most)
            .Select(
                RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.Rank, RecommendationColumns.NeighbourId,
                RecommendationColumns.Similarity, RecommendationColumns.Support);
    }
}
