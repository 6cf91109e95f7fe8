using BigData.Customers;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.Docs;

/// <summary>The C# of docs/guide/recommendations.md, over the tiny shop.</summary>
public sealed class RecommendationsPageTests
{
    [Fact]
    public async Task The_example_recommends_products()
    {
        using Running.Shop shop = new Running.Shop().WithTinyShop();
        (await shop.RunAsync()).ShouldExit(0);
        using SparkSession spark = SparkSession.Builder().AppName("tests").Embedded(shop.LakehouseFolder).GetOrCreate();
        DataFrame orderLines = spark.Table("silver.order_lines");
        DataFrame? events = null;
        DataFrame customers = orderLines.Filter("customer_id IS NOT NULL").Select("source", "customer_id", "country").DropDuplicates("source", "customer_id");
        DataFrame products = spark.Sql("SELECT '' AS source, '' AS product_id, '' AS category, true AS in_stock");
        DateOnly asOf = new(2024, 10, 28);

        DataFrame interactions = Interactions.Of(orderLines, events, new InteractionOptions { AsOf = asOf, HalfLifeDays = 30 });
        using ItemSimilarityModel similarity = ItemSimilarity.Fit(interactions, new SimilarityOptions { Measure = SimilarityMeasure.LogLikelihood });
        using RecommenderModel model = Recommender.Fit(interactions, similarity.Neighbours, new RecommenderOptions { AsOf = asOf, Count = 5 });
        DataFrame lists = model.Recommend(customers, products);

        IReadOnlyList<Row> rows = lists.Collect();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.InRange(row.GetAs<int>("rank"), 1, 5));
    }
}
