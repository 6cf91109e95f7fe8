using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.product_neighbours</c>: which products the same customers like.</summary>
internal sealed class GoldProductNeighbours : TableJob
{
    public override TableContract Table => Gold.ProductNeighbours;

    public override IReadOnlyList<Input> Inputs => [Silver.OrderLines.Full(), Silver.Events.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override IReadOnlyList<SettingKey> Settings => [.. RecommendationSettings.OfInteractions, .. RecommendationSettings.OfNeighbours];

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique("source", "product_id", "rank"),
        Expect.NotNull("source", "product_id", "neighbour_id", "similarity"),
        Expect.Between("support", 1, long.MaxValue),
    ];

    public override DataFrame Build(JobContext job)
    {
        DataFrame interactions = ProductInteractions.Of(job, RecommendationSettings.Interactions(job));
        ItemSimilarityModel model = job.Own(ItemSimilarity.Fit(interactions, RecommendationSettings.SimilarityOf(job)));
        return model.Neighbours.WithColumn("as_of", Functions.Lit(job.AsOf));
    }
}
