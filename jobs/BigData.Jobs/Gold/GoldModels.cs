using System.Text.Json.Nodes;
using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary>
/// <c>gold.models</c>: what the recommendations of each source are made by and how good it is, measured on the newest days, which models fitted to the
/// days before have not seen.
/// </summary>
internal sealed class GoldModels : TableJob
{
    private static readonly RecommendationMethod[] Methods =
        [RecommendationMethod.Als, RecommendationMethod.ItemItem, RecommendationMethod.Popular, RecommendationMethod.Hybrid];

    public override TableContract Table => Gold.Models;

    public override IReadOnlyList<Input> Inputs => [Silver.OrderLines.Full(), Silver.Events.Full(), Silver.Products.Full()];

    public override WriteMode WriteMode => WriteMode.Synchronize;

    public override IReadOnlyList<SettingKey> Settings =>
    [
        .. RecommendationSettings.OfInteractions, .. RecommendationSettings.OfNeighbours, .. RecommendationSettings.OfLists, .. RecommendationSettings.OfEvaluation,
    ];

    public override IReadOnlyList<Expectation> Expectations =>
        [Expect.Unique("source", "model"), Expect.NotNull("source", "model", "version", "trained_at", "parameters", "metrics")];

    public override DataFrame Build(JobContext job)
    {
        InteractionOptions weights = RecommendationSettings.Interactions(job);
        SimilarityOptions similarity = RecommendationSettings.SimilarityOf(job);
        RecommenderOptions options = RecommendationSettings.Lists(job, weights, similarity);
        int days = RecommendationSettings.HoldoutDays(job);
        ILookup<string, RankingQuality> measured = Measure(job, weights, similarity, options, days);
        JsonObject parameters = ModelCards.Parameters(options, weights, similarity);
        var rows = new List<Row>();
        foreach (TrainedSource source in TrainedSource.Of(ProductInteractions.Of(job, weights), options))
        {
            foreach (RecommendationMethod method in Methods)
            {
                RankingQuality quality = measured[source.Source].FirstOrDefault(one => one.Method == method)
                    ?? new RankingQuality { Source = source.Source, Method = method, K = options.Count, Customers = 0 };
                rows.Add(ModelCards.Row(source, method, weights, parameters, quality, days));
            }
        }

        return job.Spark.CreateDataFrame(rows, ModelCards.Schema);
    }

    private static ILookup<string, RankingQuality> Measure(
        JobContext job, InteractionOptions weights, SimilarityOptions similarity, RecommenderOptions options, int days)
    {
        Holdout split = Holdout.ByTime(ProductInteractions.Lines(job), job.Read(Silver.Events), weights, days);
        var holdout = new Holdout(job.Keep(split.Train), job.Keep(split.Relevant));
        using ItemSimilarityModel neighbours = ItemSimilarity.Fit(holdout.Train, similarity);
        using RecommenderModel model = Recommender.Fit(holdout.Train, neighbours.Neighbours, options);
        DataFrame customers = job.Keep(holdout.Relevant.Select("source", "customer_id").Distinct().WithColumn("country", Functions.Lit(null).Cast("string")));
        DataFrame products = job.Read(Silver.Products).WithColumn("in_stock", Functions.Lit(null).Cast("boolean"));
        Dictionary<RecommendationMethod, DataFrame> lists = Methods.ToDictionary(
            method => method, method => method == RecommendationMethod.Hybrid ? model.Recommend(customers, products) : model.Lists(method, customers));
        return RankingMetrics.Measure(lists, holdout, options.Count).ToLookup(quality => quality.Source, StringComparer.Ordinal);
    }
}
