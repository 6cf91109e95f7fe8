using System.Text.Json.Nodes;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.MainJob;

/// <content>Recommendations.</content>
public sealed partial class SampleTests
{
    // Tables with rows that ALS decides: each engine has its own random numbers.
    private static readonly string[] ByAls = ["gold.customer_recommendations", "gold.models", "gold.recommendation_feeds"];

    [Fact]
    public void Als_beats_neighbours_and_neighbours_beat_what_is_popular()
    {
        Dictionary<string, JsonNode> metrics = ModelMetrics(run.Lakehouse);
        Assert.Equal(8, metrics.Count);
        RanksInOrder(metrics, "shop");
        RanksInOrder(metrics, "online_retail");
    }

    [Fact]
    public void Lists_hold_nothing_that_was_bought_or_is_out_of_stock_and_name_their_model()
    {
        DataFrame lists = run.Lakehouse.Table("gold.customer_recommendations");
        string[] pair = ["source", "customer_id", "product_id"];
        Assert.Equal(0, lists.Join(run.Lakehouse.Table("silver.order_lines").Filter("NOT is_return AND ordered_at < timestamp '2011-12-11 00:00:00Z'"), pair, "left_semi").Count());
        Assert.Equal(0, lists.Join(run.Lakehouse.Table("silver.products").Filter("NOT in_stock"), ["source", "product_id"], "left_semi").Count());
        Assert.Equal(0, lists.Filter("product_id IN ('POST', 'M', 'DOT', 'BANK CHARGES')").Count());
        string[] versions = [.. lists.Select("source", "model_version").Distinct().Collect().Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal)];
        Assert.Equal(versions, run.Lakehouse.Table("gold.models").Filter("model = 'hybrid'").Select("source", "version").Collect().Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_similar_product_is_a_neighbour_of_what_the_customer_has_met_and_a_popular_one_is_for_new_customers()
    {
        DataFrame lists = run.Lakehouse.Table("gold.customer_recommendations");
        DataFrame similar = lists.Filter("reason LIKE 'similar:%'").SelectExpr("source", "customer_id", "substring(reason, 9) AS met", "product_id");
        DataFrame neighbours = run.Lakehouse.Table("gold.product_neighbours").SelectExpr("source", "product_id AS met", "neighbour_id AS product_id");
        Assert.NotEqual(0, similar.Count());
        Assert.Equal(0, similar.Join(neighbours, ["source", "met", "product_id"], "left_anti").Count());
        DataFrame met = run.Lakehouse.Table("silver.order_lines").Filter("NOT is_return").SelectExpr("source", "customer_id", "product_id AS met")
            .Union(run.Lakehouse.Table("silver.events").SelectExpr("source", "customer_id", "product_id AS met"));
        Assert.Equal(0, similar.Join(met, ["source", "customer_id", "met"], "left_anti").Count());
        DataFrame strangers = run.Lakehouse.Table("silver.customers").Join(met, ["source", "customer_id"], "left_anti");
        Assert.Equal(strangers.Count(), strangers.Join(lists.Filter("rank = 1 AND reason = 'popular'"), ["source", "customer_id"], "left_semi").Count());
    }

    [Fact]
    public void Each_placement_has_its_feed_with_the_method_of_every_row()
    {
        Dictionary<string, string> methods = run.Lakehouse.Table("gold.recommendation_feeds").Select("placement", "method").Distinct().Collect()
            .GroupBy(row => row.GetAs<string>(0)).ToDictionary(group => group.Key, group => string.Join(' ', group.Select(row => row.GetAs<string>(1)).Order()));
        Assert.Equal("als item_item popular", methods["home"]);
        Assert.Equal("als item_item popular", methods["guess_you_like"]);
        Assert.Equal("content item_item", methods["related"]);
    }

    private static void RanksInOrder(Dictionary<string, JsonNode> metrics, string source)
    {
        double Ndcg(string model) => (double)metrics[$"{source} {model}"]["ndcg"]!;
        Assert.True(Ndcg("als") > Ndcg("item_item"), $"{source}: ALS {Ndcg("als")}, item-item {Ndcg("item_item")}");
        Assert.True(Ndcg("item_item") > Ndcg("popular"), $"{source}: item-item {Ndcg("item_item")}, popular {Ndcg("popular")}");
    }

    private static Dictionary<string, JsonNode> ModelMetrics(Lakehouse lakehouse) => lakehouse.Table("gold.models").Collect()
        .ToDictionary(row => $"{row["source"]} {row["model"]}", row => JsonNode.Parse(row.GetAs<string>("metrics"))!);
}
