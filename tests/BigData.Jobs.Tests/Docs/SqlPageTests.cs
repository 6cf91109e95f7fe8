using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs.Tests.Docs;

/// <summary>The C# of docs/guide/sql.md, over the tiny shop.</summary>
public sealed class SqlPageTests
{
    [Fact]
    public async Task Arguments_beside_the_text_choose_the_rows_that_a_frame_chooses()
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
    }

    private static string[] Texts(DataFrame frame) =>
        [.. frame.Collect().Select(row => string.Join('|', row.Values)).Order(StringComparer.Ordinal)];
}
