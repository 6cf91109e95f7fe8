using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary>
/// <c>gold.customer_recommendations</c>: what to offer to whom, and why. Suppressed customers are in it: who is written to is decided when
/// something is published.
/// </summary>
internal sealed class GoldCustomerRecommendations : TableJob
{
    public override TableContract Table => Gold.CustomerRecommendations;

    public override IReadOnlyList<Input> Inputs =>
        [Silver.OrderLines.Full(), Silver.Events.Full(), Silver.Products.Full(), Silver.Customers.Full(), Gold.ProductNeighbours.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override IReadOnlyList<SettingKey> Settings =>
        [.. RecommendationSettings.OfInteractions, .. RecommendationSettings.OfNeighbours, .. RecommendationSettings.OfLists];

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique("source", "customer_id", "rank"),
        Expect.Unique("source", "customer_id", "product_id"),
        Expect.NotNull("source", "customer_id", "product_id", "score", "reason", "model_version"),
    ];

    public override DataFrame Build(JobContext job)
    {
        InteractionOptions weights = RecommendationSettings.Interactions(job);
        DataFrame interactions = job.Keep(ProductInteractions.Of(job, weights));
        RecommenderOptions options = RecommendationSettings.Lists(job, weights, RecommendationSettings.SimilarityOf(job));
        RecommenderModel model = job.Own(Recommender.Fit(interactions, job.Read(Gold.ProductNeighbours), options));
        job.Fact("models", model.Sources);
        return job.Keep(model.Recommend(ProductInteractions.Customers(job, interactions), job.Read(Silver.Products)));
    }
}
