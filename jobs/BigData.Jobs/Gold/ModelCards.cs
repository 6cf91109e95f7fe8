using System.Text.Json.Nodes;
using BigData.Customers;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Jobs;

/// <summary>Rows of <c>gold.models</c>.</summary>
internal static class ModelCards
{
    internal static readonly StructType Schema = new(
        new StructField("source", DataTypes.String),
        new StructField("model", DataTypes.String),
        new StructField("version", DataTypes.String),
        new StructField("trained_at", DataTypes.Timestamp),
        new StructField("window_from", DataTypes.Date),
        new StructField("window_to", DataTypes.Date),
        new StructField("parameters", DataTypes.String),
        new StructField("metrics", DataTypes.String));

    /// <summary>What decides about interactions and neighbours, as JSON in a fixed order.</summary>
    internal static JsonObject Inputs(InteractionOptions interactions, SimilarityOptions similarity) => new()
    {
        ["order_weight"] = interactions.OrderWeight,
        ["event_weights"] = new JsonObject(interactions.EventWeights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["half_life_days"] = interactions.HalfLifeDays,
        ["window_days"] = interactions.WindowDays,
        ["similarity"] = similarity.Measure.ToString(),
        ["items_per_customer"] = similarity.MaximumItemsPerCustomer,
        ["minimum_support"] = similarity.MinimumSupport,
        ["neighbours"] = similarity.Neighbours,
    };

    /// <summary>All parameters, as JSON in a fixed order.</summary>
    internal static JsonObject Parameters(RecommenderOptions options, InteractionOptions interactions, SimilarityOptions similarity)
    {
        JsonObject all = options.Parameters();
        foreach ((string name, JsonNode? value) in Inputs(interactions, similarity))
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }

    /// <summary>The card of a model.</summary>
    /// <param name="trained">What the model was fitted to.</param>
    /// <param name="method">The method; those that lists are blended of share a version but for its first word.</param>
    /// <param name="interactions">Options of the interactions; the end of their data is the time of the model, so that equal models have equal rows.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="quality">What was measured.</param>
    /// <param name="holdoutDays">Days that were held back.</param>
    internal static Row Row(
        TrainedSource trained, RecommendationMethod method, InteractionOptions interactions, JsonObject parameters, RankingQuality quality, int holdoutDays)
    {
        JsonObject metrics = quality.ToJson();
        metrics["split"] = "time";
        metrics["holdout_days"] = holdoutDays;
        return new Row(
            trained.Source,
            method.Name(),
            method.Name() + trained.Version[trained.Version.IndexOf('-', StringComparison.Ordinal)..],
            interactions.EndOfData(trained.Source),
            interactions.WindowDays is { } days ? interactions.AsOf.AddDays(-days) : null,
            interactions.AsOf,
            parameters.ToJsonString(),
            metrics.ToJsonString());
    }
}
