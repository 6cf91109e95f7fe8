using BigData.Spark.Sql;
using BigData.Testing;

namespace BigData.Customers.Tests.Recommendations;

/// <summary>Lists on a small planted shop: rules hold, and every reason is recomputed.</summary>
public abstract class RecommendationListSuite
{
    private const string Sold = "p04";
    private const string Blocked = "p09";

    private static readonly RecommenderOptions Options = new()
    {
        AsOf = LikedProducts.AsOf,
        Count = 6,
        Candidates = 48,
        MaximumPerCategory = 3,
        MaximumPerReason = 2,
        Rank = 4,
        Iterations = 2,
        MinimumCustomersOfCountry = 20,
        Blocked = new Dictionary<string, IReadOnlyList<string>> { ["shop"] = [Blocked] },
    };

    protected abstract SparkSession Open();

    [Fact]
    public void Lists_obey_the_rules_and_every_reason_can_be_checked()
    {
        using SparkSession spark = Open();
        LikedProducts liked = LikedProducts.Planted();
        DataFrame interactions = liked.Frame(spark).Persist();
        var similarity = new SimilarityOptions { MinimumSupport = 2, Neighbours = 8 };
        using ItemSimilarityModel model = ItemSimilarity.Fit(interactions, similarity);
        using RecommenderModel recommender = Recommender.Fit(interactions, model.Neighbours, Options);
        DataFrame customers = LikedProducts.Customers(
            spark, Enumerable.Range(0, 120).Select(n => ($"c{n:000}", (string?)(n % 4 == 1 ? "FR" : n < 3 ? "IE" : null))).Concat([("new", "FR"), ("rare", "IE"), ("unknown", null)]));
        DataFrame products = LikedProducts.Products(spark, Enumerable.Range(0, 47).Select(n => new LikedProducts.Product($"p{n:00}", n % 3 == 0 ? null : $"k{n % 5}", n == 30 ? null : $"p{n:00}" != Sold)));
        IReadOnlyList<Row> rows = recommender.Recommend(customers, products).Collect();
        HashSet<string> byAls = [.. recommender.Lists(RecommendationMethod.Als, customers).Collect().Select(row => $"{row[1]} {row[3]}")];

        ILookup<string, Row> lists = rows.OrderBy(row => row.GetAs<int>("rank")).ToLookup(row => row.GetAs<string>("customer_id"));
        Assert.Equal(123, lists.Count);
        Dictionary<string, PlainSimilarity.Neighbour[]> neighbours = PlainSimilarity.Of(liked, similarity).GroupBy(one => one.Product).ToDictionary(group => group.Key, group => group.ToArray());
        ILookup<string, LikedProducts.Liked> histories = liked.Rows.ToLookup(row => row.Customer!);
        foreach (IGrouping<string, Row> list in lists)
        {
            string[] ids = [.. list.Select(row => row.GetAs<string>("product_id"))];
            Assert.Equal(Enumerable.Range(1, ids.Length), list.Select(row => row.GetAs<int>("rank")));
            Assert.Equal(list.Select(row => row.GetAs<double>("score")).OrderDescending(), list.Select(row => row.GetAs<double>("score")));
            Assert.Equal(ids.Distinct(), ids);
            Assert.DoesNotContain(Sold, ids);
            Assert.DoesNotContain(Blocked, ids);
            Assert.DoesNotContain(histories[list.Key].Where(row => row.IsBought || row.Weight < 0), row => ids.Contains(row.Product));
            Assert.All(ids.Select(id => int.Parse(id[1..], null)).Where(n => n % 3 != 0 && n < 47).CountBy(n => n % 5), count => Assert.InRange(count.Value, 1, 3));
            Assert.All(list.Select(row => row.GetAs<string>("reason")).Where(reason => reason.StartsWith("similar:", StringComparison.Ordinal)).CountBy(reason => reason), count => Assert.InRange(count.Value, 1, 2));
            Assert.All(list, row => Check(row, histories[list.Key], neighbours));
        }

        Row[] als = [.. rows.Where(row => row.GetAs<string>("reason") == "als" && row.GetAs<int>("rank") == 1)];
        Assert.NotEmpty(als);
        Assert.All(als, row => Assert.Contains($"{row["customer_id"]} {row["product_id"]}", byAls));

        // The French have a list of their own, the few Irish that of all: it begins with the most popular products that are offered.
        string[] Popular(Func<int, bool> isOfList) => [.. liked.Rows.Where(row => row.Weight > 0 && isOfList(int.Parse(row.Customer![1..], null)) && row.Product is not (Sold or Blocked))
            .CountBy(row => row.Product!).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
        Assert.Equal(Popular(n => n % 4 == 1)[..2], lists["new"].Take(2).Select(row => row.GetAs<string>("product_id")));
        Assert.Equal(Popular(_ => true)[..2], lists["rare"].Take(2).Select(row => row.GetAs<string>("product_id")));
        Assert.Equal(lists["rare"].Select(row => row["product_id"]), lists["unknown"].Select(row => row["product_id"]));
        Assert.All(lists["new"], row => Assert.Equal("popular", row["reason"]));
        TrainedSource trained = Assert.Single(recommender.Sources);
        Assert.Equal(trained.Version, Assert.Single(rows.Select(row => row.GetAs<string>("model_version")).Distinct()));
        Assert.Matches("^hybrid-20240401-[0-9a-f]{8}$", trained.Version);
    }

    private static void Check(Row row, IEnumerable<LikedProducts.Liked> history, Dictionary<string, PlainSimilarity.Neighbour[]> neighbours)
    {
        if (row.GetAs<string>("reason") is not { } reason || !reason.StartsWith("similar:", StringComparison.Ordinal))
        {
            return;
        }

        string product = row.GetAs<string>("product_id");
        var terms = history.Where(one => one.Weight > 0)
            .Select(one => (one.Product, one.Weight, Term: Math.Round(one.Weight!.Value * (neighbours.GetValueOrDefault(one.Product!)?.FirstOrDefault(near => near.Other == product)?.Similarity ?? 0), 6)))
            .OrderByDescending(one => one.Term).ThenByDescending(one => one.Weight).ThenBy(one => one.Product, StringComparer.Ordinal).ToList();
        Assert.True(terms[0].Term > 0);
        Assert.Equal($"similar:{terms[0].Product}", reason);
    }
}

public sealed class RecommendationListEmbeddedTests : RecommendationListSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override SparkSession Open() => SparkSession.Builder().AppName("recommendations").Embedded(_folder.FullPath).GetOrCreate();
}

public sealed class RecommendationListSparkTests : RecommendationListSuite
{
    protected override SparkSession Open() => SparkSession.Builder().AppName("recommendations").Remote(SparkRemote.UrlOrSkip()).GetOrCreate();
}
