using BigData.Spark.ML.Recommendation;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>
/// Recommends products: implicit ALS (Hu, Koren, Volinsky 2008) and item–item neighbours are blended by reciprocal rank fusion (Cormack et al. 2009:
/// the sum of 1 / (60 + rank)), and who has too few of those, new customers above all, gets what is popular. Sources have models of their own.
/// </summary>
public static class Recommender
{
    /// <summary>Fits a model for each source.</summary>
    /// <param name="interactions">
    /// Frame with source, customer_id, product_id, weight, is_bought and last_at, one row a customer and product as <see cref="Interactions.Of"/> gives
    /// it. A weight of 0 says nothing, one below 0 that the customer does not want the product.
    /// </param>
    /// <param name="neighbours">Frame with source, product_id, neighbour_id and similarity, as <see cref="ItemSimilarityModel.Neighbours"/> gives it.</param>
    /// <param name="options">Options.</param>
    /// <returns>The model; dispose it when its frames are no longer needed.</returns>
    /// <exception cref="ArgumentException">Options do not fit together; all problems are listed.</exception>
    public static RecommenderModel Fit(DataFrame interactions, DataFrame neighbours, RecommenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        DataFrame usable = interactions.Filter(
            Col(Columns.CustomerId).IsNotNull() & Col(Columns.ProductId).IsNotNull()
            & Col(Columns.Weight).IsNotNull() & !Col(Columns.Weight).IsNaN());
        CodedInteractions coded = CodedInteractions.Of(usable);
        var candidates = new CandidateLists(coded, neighbours, options);
        var models = new List<ALSModel>();
        try
        {
            IReadOnlyList<TrainedSource> sources = TrainedSource.Of(usable, options);
            models.AddRange(sources.Where(source => source.Interactions > 0).Select(source => candidates.Fit(source.Source)));
            return new RecommenderModel(coded, candidates, models, sources, options);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            coded.Release();
            throw;
        }
    }
}
