namespace BigData.Customers.Tests.Recommendations;

/// <summary>Item similarity by its definition, in plain loops.</summary>
internal static class PlainSimilarity
{
    internal sealed record Neighbour(string Product, int Rank, string Other, double Similarity, long Support);

    internal static IReadOnlyList<Neighbour> Of(LikedProducts liked, SimilarityOptions options)
    {
        Dictionary<string, HashSet<string>> customersOf = [];
        foreach (IGrouping<string?, LikedProducts.Liked> customer in liked.Rows.Where(row => row is { Customer: not null, Product: not null, Weight: > 0 }).GroupBy(row => row.Customer))
        {
            foreach (LikedProducts.Liked row in customer.OrderByDescending(row => row.Weight).ThenBy(row => row.Product, StringComparer.Ordinal).Take(options.MaximumItemsPerCustomer))
            {
                (customersOf.TryGetValue(row.Product!, out HashSet<string>? set) ? set : customersOf[row.Product!] = []).Add(customer.Key!);
            }
        }

        double all = customersOf.Values.SelectMany(set => set).Distinct().Count();
        return
        [
            .. customersOf.Keys.Order(StringComparer.Ordinal).SelectMany(product => customersOf.Keys.Where(other => other != product)
                .Select(other => (Other: other, Both: customersOf[product].Intersect(customersOf[other]).Count()))
                .Where(pair => pair.Both >= options.MinimumSupport)
                .Select(pair => (pair.Other, pair.Both, Similarity: Measure(options.Measure, pair.Both, customersOf[product].Count, customersOf[pair.Other].Count, all)))
                .Where(pair => pair.Similarity > 0)
                .OrderByDescending(pair => Math.Round(pair.Similarity, 10)).ThenBy(pair => pair.Other, StringComparer.Ordinal)
                .Take(options.Neighbours)
                .Select((pair, place) => new Neighbour(product, place + 1, pair.Other, pair.Similarity, pair.Both))),
        ];
    }

    private static double Measure(SimilarityMeasure measure, double both, double left, double right, double all) => measure switch
    {
        SimilarityMeasure.Cosine => both / Math.Sqrt(left * right),
        SimilarityMeasure.Jaccard => both / (left + right - both),
        SimilarityMeasure.Lift => all * both / (left * right),
        _ => both * all <= left * right ? 0 : 2 * (Entropy(left, all - left) + Entropy(right, all - right) - Entropy(both, left - both, right - both, all - left - right + both)),
    };

    // N times the entropy, in nats: what the log-likelihood ratio is written with elsewhere.
    private static double Entropy(params double[] counts)
    {
        double total = counts.Sum();
        return -counts.Where(count => count > 0).Sum(count => count * Math.Log(count / total));
    }
}
