namespace BigData.Customers;

/// <summary>Names of the columns of recommendations, in, out and between.</summary>
internal static class RecommendationColumns
{
    internal const string Source = "source";
    internal const string CustomerId = "customer_id";
    internal const string ProductId = "product_id";
    internal const string ProductName = "product_name";
    internal const string Category = "category";
    internal const string InStock = "in_stock";
    internal const string Country = "country";
    internal const string OrderedAt = "ordered_at";
    internal const string OccurredAt = "occurred_at";
    internal const string EventType = "event_type";
    internal const string IsReturn = "is_return";
    internal const string Weight = "weight";
    internal const string IsBought = "is_bought";
    internal const string LastAt = "last_at";
    internal const string AsOf = "as_of";
    internal const string Rank = "rank";
    internal const string NeighbourId = "neighbour_id";
    internal const string Similarity = "similarity";
    internal const string Support = "support";
    internal const string Score = "score";
    internal const string Reason = "reason";
    internal const string ModelVersion = "model_version";
    internal const string Model = "model";
    internal const string Placement = "placement";
    internal const string ContextId = "context_id";
    internal const string Method = "method";

    // Between: whole numbers in place of customers and products, fixed-point sums, places in lists.
    internal const string User = "user";
    internal const string Item = "item";
    internal const string Other = "other";
    internal const string Because = "because";
    internal const string Rating = "rating";
    internal const string Customers = "customers";
    internal const string Total = "total";
    internal const string Pairs = "pairs";
    internal const string Micros = "micros";
    internal const string Term = "term";
    internal const string Tier = "tier";
}
