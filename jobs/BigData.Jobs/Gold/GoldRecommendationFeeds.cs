using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.recommendation_feeds</c>: what the home banner, "guess you like" and product pages show.</summary>
internal sealed class GoldRecommendationFeeds : TableJob
{
    public override TableContract Table => Gold.RecommendationFeeds;

    public override IReadOnlyList<Input> Inputs =>
        [Silver.OrderLines.Full(), Silver.Products.Full(), Gold.CustomerRecommendations.Full(), Gold.ProductNeighbours.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override IReadOnlyList<SettingKey> Settings => RecommendationSettings.OfFeeds;

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique("source", "placement", "context_id", "rank"),
        Expect.NotNull("source", "placement", "context_id", "product_id", "score", "method"),
    ];

    public override DataFrame Build(JobContext job)
    {
        DataFrame products = job.Keep(ProductInteractions.Products(job));
        ItemSimilarityModel content = job.Own(ContentSimilarity.Fit(products, new ContentOptions()));
        return job.Keep(RecommendationFeeds.Of(
            job.Read(Gold.CustomerRecommendations), job.Read(Gold.ProductNeighbours), content.Neighbours, products, job.AsOf, RecommendationSettings.Feeds(job)));
    }
}
