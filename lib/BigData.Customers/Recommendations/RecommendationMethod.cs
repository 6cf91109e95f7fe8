namespace BigData.Customers;

/// <summary>How a product was found.</summary>
public enum RecommendationMethod
{
    /// <summary>Factors of customers and products by alternating least squares.</summary>
    Als,

    /// <summary>Neighbours of the products of the customer's history.</summary>
    ItemItem,

    /// <summary>What most customers have, in the customer's country where it has enough of them.</summary>
    Popular,

    /// <summary>All of them as <see cref="RecommenderModel.Recommend"/> blends them, with its rules.</summary>
    Hybrid,

    /// <summary>Likeness of name and category.</summary>
    Content,
}

/// <summary>Names of methods in tables.</summary>
public static class RecommendationMethods
{
    /// <summary>The name in tables: <c>als</c>, <c>item_item</c>, <c>popular</c>, <c>hybrid</c>, <c>content</c>.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The name.</returns>
    public static string Name(this RecommendationMethod method) => method switch
    {
        RecommendationMethod.Als => "als",
        RecommendationMethod.ItemItem => "item_item",
        RecommendationMethod.Popular => "popular",
        RecommendationMethod.Hybrid => "hybrid",
        RecommendationMethod.Content => "content",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a method of recommendation"),
    };
}
