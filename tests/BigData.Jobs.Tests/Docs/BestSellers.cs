using BigData.Pipelines;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs.Tests.Docs;

internal static class Shop
{
    public static TableContract OrderLines => Silver.OrderLines;
}

public sealed class BestSellers : TableJob
{
    public override TableContract Table => new()
    {
        Name = "gold.best_sellers",
        Grain = "one of the three products that a country spends most on",
        Keys = ["country", "rank"],
        Columns =
        [
            new("country", "string", "ISO 3166-1 alpha-2 code"),
            new("rank", "int", "1 is the product with the highest revenue"),
            new("product_id", "string", "product code"),
            new("revenue", "decimal(28,2)", "sum of amounts without returns"),
        ],
    };

    public override IReadOnlyList<Input> Inputs => [Shop.OrderLines.Full()];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Unique("country", "rank"), Expect.NotNull("product_id")];

    public override DataFrame Build(JobContext job)
    {
        WindowSpec byRevenue = Window.PartitionBy("country").OrderBy(Desc("revenue"), Col("product_id"));
        return job.Read(Shop.OrderLines)
            .Filter("NOT is_return AND country IS NOT NULL AND product_id IS NOT NULL")
            .GroupBy("country", "product_id")
            .Agg(Sum("amount").As("revenue"))
            .WithColumn("rank", RowNumber().Over(byRevenue))
            .Filter(Col("rank") <= 3)
            .Select("country", "rank", "product_id", "revenue");
    }
}
