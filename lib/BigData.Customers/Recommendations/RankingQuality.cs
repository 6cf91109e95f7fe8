using System.Text.Json.Nodes;

namespace BigData.Customers;

/// <summary>
/// How good the lists of a method are: means over the customers of the evaluation, those with something relevant and with an interaction in the
/// training. All products of the training can be recommended (full ranking, no sampled negatives); a list that is too short has no hits at the places
/// that it lacks, a customer without a list none at all. Without such customers every measure is null: not measurable.
/// </summary>
public sealed record RankingQuality
{
    /// <summary>Source.</summary>
    public required string Source { get; init; }

    /// <summary>Method.</summary>
    public required RecommendationMethod Method { get; init; }

    /// <summary>Length of the lists that were judged.</summary>
    public required int K { get; init; }

    /// <summary>Customers of the evaluation.</summary>
    public required long Customers { get; init; }

    /// <summary>hits / k.</summary>
    public double? Precision { get; init; }

    /// <summary>hits / number of relevant products.</summary>
    public double? Recall { get; init; }

    /// <summary>MAP: sum over hits of (hits up to its rank / rank), divided by min(k, number of relevant products).</summary>
    public double? MeanAveragePrecision { get; init; }

    /// <summary>nDCG (Järvelin, Kekäläinen 2002, binary): sum over hits of 1 / log2(rank + 1), divided by that of a perfect list.</summary>
    public double? Ndcg { get; init; }

    /// <summary>Share of customers with a hit.</summary>
    public double? HitRate { get; init; }

    /// <summary>Different products in the lists / products of the training.</summary>
    public double? Coverage { get; init; }

    /// <summary>Mean over all places of −log2(customers of the product / customers), both of the training: bits of surprise. Null where no list has a product.</summary>
    public double? Novelty { get; init; }

    /// <summary>The measures as JSON, rounded to six places.</summary>
    /// <returns>
    /// k, customers, precision, recall, map, ndcg, hit_rate, coverage, novelty; where nothing can be measured, <c>not_measurable</c> says why.
    /// </returns>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["k"] = K, ["customers"] = Customers };
        if (Customers == 0)
        {
            json["not_measurable"] = "no customer of the training bought something new in the days that were held back";
            return json;
        }

        json["precision"] = Precision;
        json["recall"] = Recall;
        json["map"] = MeanAveragePrecision;
        json["ndcg"] = Ndcg;
        json["hit_rate"] = HitRate;
        json["coverage"] = Coverage;
        json["novelty"] = Novelty;
        return json;
    }
}
