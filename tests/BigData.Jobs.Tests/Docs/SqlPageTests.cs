using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs.Tests.Docs;

/// <summary>The C# of docs/guide/sql.md, over the tiny shop.</summary>
public sealed class SqlPageTests
{
    [Fact]
    public async Task Arguments_choose_the_rows_that_a_frame_chooses_and_a_table_tells_what_changed()
    {
        using Running.Shop shop = new Running.Shop().WithTinyShop();
        (await shop.RunAsync()).ShouldExit(0);
        using SparkSession spark = SparkSession.Builder().AppName("tests").Embedded(shop.LakehouseFolder).GetOrCreate();
        DataFrame big = spark.Sql(
            "SELECT customer_id, sum(amount) AS total FROM silver.order_lines WHERE country = :country GROUP BY ALL HAVING total > :least",
            new Dictionary<string, object?> { ["country"] = "FR", ["least"] = 100 });

        DataFrame expected = spark.Table("silver.order_lines").Filter(Col("country") == "FR")
            .GroupBy("customer_id").Agg(Sum("amount").As("total")).Filter(Col("total") > 100);
        Assert.NotEqual(0, expected.Count());
        Assert.Equal(expected.Columns(), big.Columns());
        Assert.Equal(Texts(expected), Texts(big));

        DataFrame changes = spark.Read().Option("readChangeFeed", true).Option("startingVersion", 1).Table("gold.customer_segments");
        Assert.NotEqual(0, changes.Count());
        Assert.Equal(Texts(spark.Table("gold.customer_segments")), Texts(changes.Filter("_change_type = 'insert' AND _commit_version = 1").Drop("_change_type", "_commit_version", "_commit_timestamp")));
    }

    private static string[] Texts(DataFrame frame) =>
        [.. frame.Collect().Select(row => string.Join('|', row.Values)).Order(StringComparer.Ordinal)];
}
