using System.Globalization;
using BigData.Customers;
using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>The settings of recommendations, one group a stage, so that a table is stale only when a setting that concerns it changes.</summary>
internal static class RecommendationSettings
{
    private const string OrderWeight = "recommendations:order_weight";
    private const string EventWeights = "recommendations:event_weights";
    private const string HalfLife = "recommendations:half_life_days";
    private const string Window = "recommendations:window_days";
    private const string Similarity = "recommendations:similarity";
    private const string ItemsPerCustomer = "recommendations:items_per_customer";
    private const string MinimumSupport = "recommendations:minimum_support";
    private const string Neighbours = "recommendations:neighbours";
    private const string Count = "recommendations:count";
    private const string PerCategory = "recommendations:per_category";
    private const string PerReason = "recommendations:per_reason";
    private const string Blocked = "recommendations:blocked";
    private const string Rank = "recommendations:rank";
    private const string Iterations = "recommendations:iterations";
    private const string Regularization = "recommendations:regularization";
    private const string Alpha = "recommendations:alpha";
    private const string Seed = "recommendations:seed";
    private const string HomeCount = "recommendations:home_count";
    private const string RelatedCount = "recommendations:related_count";
    private const string HoldoutDaysKey = "recommendations:holdout_days";

    private const string DefaultView = "1";
    private const string DefaultAddToCart = "2";

    /// <summary>How interactions are weighted.</summary>
    internal static readonly IReadOnlyList<SettingKey> OfInteractions =
    [
        new(OrderWeight, SettingType.Number, "5", "what a line of an order weighs"),
        new(EventWeights + ":*", SettingType.Number, Default: null, "what an event of this type weighs; without any: view 1, add_to_cart 2"),
        new(HalfLife, SettingType.Number, "90", "days after which an interaction weighs half"),
        new(Window, SettingType.Integer, "365", "days before the as-of date whose interactions have weight"),
    ];

    /// <summary>How products become neighbours.</summary>
    internal static readonly IReadOnlyList<SettingKey> OfNeighbours =
    [
        new(Similarity, SettingType.Text, "cosine", "how alike products are: cosine, jaccard, lift or log_likelihood"),
        new(ItemsPerCustomer, SettingType.Integer, "50", "products of a customer that count at most"),
        new(MinimumSupport, SettingType.Integer, "3", "customers of both products that make neighbours at least"),
        new(Neighbours, SettingType.Integer, "20", "neighbours of a product at most"),
    ];

    /// <summary>How lists are made.</summary>
    internal static readonly IReadOnlyList<SettingKey> OfLists =
    [
        new(Count, SettingType.Integer, "10", "recommended products of a customer at most"),
        new(PerCategory, SettingType.Integer, "4", "recommended products of one category at most"),
        new(PerReason, SettingType.Integer, "3", "recommended products at most that are similar to the same product"),
        new(Blocked + ":*:*", SettingType.Text, Default: null, "by source: products that are never recommended"),
        new(Rank, SettingType.Integer, "12", "length of the factors of ALS"),
        new(Iterations, SettingType.Integer, "8", "iterations of ALS"),
        new(Regularization, SettingType.Number, "0.3", "penalty of ALS, multiplied by the number of interactions"),
        new(Alpha, SettingType.Number, "1", "what a unit of weight adds to the confidence of ALS"),
        new(Seed, SettingType.Integer, "1", "start of the random numbers of ALS"),
    ];

    /// <summary>How long feeds are.</summary>
    internal static readonly IReadOnlyList<SettingKey> OfFeeds =
    [
        new(HomeCount, SettingType.Integer, "5", "products of the home banner at most"),
        new(RelatedCount, SettingType.Integer, "10", "related products at most"),
    ];

    /// <summary>How models are judged.</summary>
    internal static readonly IReadOnlyList<SettingKey> OfEvaluation =
    [
        new(HoldoutDaysKey, SettingType.Integer, "28", "days before the as-of date that are held back to judge the models"),
    ];

    internal static InteractionOptions Interactions(JobContext job)
    {
        IReadOnlyDictionary<string, string> weights = job.Settings.Map(EventWeights);
        return new InteractionOptions
        {
            AsOf = job.AsOf,
            TimeZones = job.TimeZones,
            OrderWeight = Real(job, OrderWeight, -Most, Most),
            EventWeights = (weights.Count == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) { ["view"] = DefaultView, ["add_to_cart"] = DefaultAddToCart } : weights)
                .ToDictionary(pair => pair.Key, pair => Real(EventWeights + ":" + pair.Key, pair.Value, -Most, Most), StringComparer.Ordinal),
            HalfLifeDays = Real(job, HalfLife, 0.001, Most),
            WindowDays = Whole(job, Window, 1, 36_500),
        };
    }

    internal static SimilarityOptions SimilarityOf(JobContext job) => new()
    {
        Measure = job.Settings.Require(Similarity) switch
        {
            "cosine" => SimilarityMeasure.Cosine,
            "jaccard" => SimilarityMeasure.Jaccard,
            "lift" => SimilarityMeasure.Lift,
            "log_likelihood" => SimilarityMeasure.LogLikelihood,
            var other => throw new PipelineException($"The setting '{Similarity}' is '{other}'; expected cosine, jaccard, lift or log_likelihood. Set it in conf/bigdata.json."),
        },
        MaximumItemsPerCustomer = Whole(job, ItemsPerCustomer, 2, 10_000),
        MinimumSupport = Whole(job, MinimumSupport, 1, int.MaxValue),
        Neighbours = Whole(job, Neighbours, 1, 1_000),
    };

    internal static RecommenderOptions Lists(JobContext job, InteractionOptions interactions, SimilarityOptions similarity) => new()
    {
        AsOf = interactions.AsOf,
        Count = Whole(job, Count, 1, 1_000),
        MaximumPerCategory = Whole(job, PerCategory, 1, int.MaxValue),
        MaximumPerReason = Whole(job, PerReason, 1, int.MaxValue),
        Blocked = job.Settings.Map(Blocked)
            .GroupBy(pair => pair.Key.Split(':')[0], pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)], StringComparer.Ordinal),
        Rank = Whole(job, Rank, 1, 1_000),
        Iterations = Whole(job, Iterations, 0, 1_000),
        Regularization = Real(job, Regularization, 0, Most),
        Alpha = Real(job, Alpha, 0, Most),
        Seed = Whole(job, Seed, int.MinValue, int.MaxValue),
        Inputs = ModelCards.Inputs(interactions, similarity).ToJsonString(),
    };

    internal static FeedOptions Feeds(JobContext job) => new() { Home = Whole(job, HomeCount, 1, 1_000), Related = Whole(job, RelatedCount, 1, 1_000) };

    internal static int HoldoutDays(JobContext job) => Whole(job, HoldoutDaysKey, 1, 3_650);

    private const double Most = 1_000_000;

    private static int Whole(JobContext job, string key, int least, int most)
    {
        string text = job.Settings.Require(key);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new PipelineException($"The setting '{key}' is '{text}'; expected a whole number from {least} to {most}. Set it in conf/bigdata.json.");
    }

    private static double Real(JobContext job, string key, double least, double most) => Real(key, job.Settings.Require(key), least, most);

    private static double Real(string key, string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : throw new PipelineException(string.Create(CultureInfo.InvariantCulture, $"The setting '{key}' is '{text}'; expected a number from {least} to {most}. Set it in conf/bigdata.json."));
}
