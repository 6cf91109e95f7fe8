using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>Contracts of the gold layer: what analysts and tools read.</summary>
internal static partial class Gold
{
    internal static readonly TableContract CustomerRfm = new()
    {
        Name = "gold.customer_rfm",
        Grain = "one customer of one source with an order, at the newest as-of date",
        Keys = ["source", "customer_id"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system; sources are scored apart"),
            new("customer_id", "string", "customer in the source", PiiClass.Pseudonym),
            new("as_of", "date", "the day whose start ends the window"),
            new("recency_days", "int", "days from the date of the last order to as_of"),
            new("frequency", "bigint", "number of distinct orders, returns not counted"),
            new("monetary", "decimal(18,2)", "sum of amounts without returns, in the source's currency"),
            new("r_score", "int", "recency score, 1 to 5, 5 is most recent"),
            new("f_score", "int", "frequency score, 1 to 5, 5 is most frequent"),
            new("m_score", "int", "monetary score, 1 to 5, 5 is most spent"),
            new("rfm_code", "string", "the digits R, F and M"),
            new("segment", "string", "segment of the map rfm_10"),
        ],
    };

    internal static readonly TableContract CustomerSegments = new()
    {
        Name = "gold.customer_segments",
        Grain = "one stay of a customer in a segment of a segment set",
        Keys = ["source", "customer_id", "segment_set", "valid_from"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("customer_id", "string", "customer in the source", PiiClass.Pseudonym),
            new("segment_set", "string", "segment map: rfm_10, tier_4, group_6 or one of the configuration"),
            new("segment", "string", "segment of the set"),
            new("valid_from", "date", "first as-of date of the stay"),
            new("valid_to", "date", "first as-of date after the stay; null while current"),
            new("is_current", "boolean", "whether the stay goes on"),
        ],
    };

    internal static readonly TableContract ProductNeighbours = new()
    {
        Name = "gold.product_neighbours",
        Grain = "one of the products that go with a product, by who has interacted with both",
        Keys = ["source", "product_id", "rank"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system; sources are looked at apart"),
            new("product_id", "string", "product"),
            new("rank", "int", "1 is the most similar neighbour; of equal ones the smaller neighbour_id comes first"),
            new("neighbour_id", "string", "product that goes with it"),
            new("similarity", "double", "cosine of the two products' customers, 0 to 1, or the configured measure"),
            new("support", "bigint", "customers of both products"),
            new("as_of", "date", "the day whose start ends the window"),
        ],
    };

    internal static readonly TableContract CustomerRecommendations = new()
    {
        Name = "gold.customer_recommendations",
        Grain = "one product that is recommended to a customer",
        Keys = ["source", "customer_id", "rank"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("customer_id", "string", "customer in the source", PiiClass.Pseudonym),
            new("rank", "int", "1 is the best"),
            new("product_id", "string", "product that the customer has not bought, in stock where stock is known"),
            new("score", "double", "reciprocal rank fusion of the methods; comparable within a list only"),
            new("reason", "string", "als; similar:PRODUCT, the product of the customer's history that contributed most; popular"),
            new("model_version", "string", "version of gold.models"),
            new("as_of", "date", "the day whose start ends the window"),
        ],
    };

    internal static readonly TableContract RecommendationFeeds = new()
    {
        Name = "gold.recommendation_feeds",
        Grain = "one product that a placement shows in a context",
        Keys = ["source", "placement", "context_id", "rank"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("placement", "string", "home, guess_you_like or related"),
            new("context_id", "string", "the customer who sees it; the product on whose page it is for related", PiiClass.Pseudonym),
            new("rank", "int", "1 comes first"),
            new("product_id", "string", "product that is shown"),
            new("score", "double", "score of the method; comparable within a method only"),
            new("method", "string", "als, item_item, popular or content"),
            new("as_of", "date", "the day whose start ends the window"),
        ],
    };

    internal static readonly TableContract Models = new()
    {
        Name = "gold.models",
        Grain = "one model of a source, as it is now; earlier ones by time travel",
        Keys = ["source", "model"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("model", "string", "als, item_item, popular or hybrid, which blends them"),
            new("version", "string", "model, as-of day and a hash of data and parameters"),
            new("trained_at", "timestamp", "the instant that ends the data"),
            new("window_from", "date", "first day whose interactions have weight; null when all have"),
            new("window_to", "date", "the day whose start ends the window"),
            new("parameters", "string", "parameters as JSON"),
            new("metrics", "string", "quality on the newest days as JSON, measured on a model that has not seen them"),
        ],
    };
}
