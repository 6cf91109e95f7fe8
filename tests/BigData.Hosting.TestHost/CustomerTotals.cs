using BigData.Pipelines;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.TestHost;

/// <summary>What each customer bought before the as-of date.</summary>
internal sealed class CustomerTotals : TableJob
{
    private static readonly Sales Sales = new();

    public override TableContract Table => new()
    {
        Name = "gold.customer_totals",
        Grain = "one customer",
        Keys = ["customer"],
        Columns =
        [
            new("customer", "string", "who bought", PiiClass.Pseudonym),
            new("sales", "bigint", "number of sales before the as-of date"),
            new("pieces", "bigint", "pieces sold"),
            new("last_day", "date", "local date of the newest sale"),
            new("as_of", "date", "sales before the start of this day count"),
        ],
    };

    public override IReadOnlyList<Input> Inputs => [Sales.Silver().Full()];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Unique("customer"), Expect.Between("pieces", 0, 1_000_000)];

    public override DataFrame Build(JobContext job) => job.Read(Sales.Silver())
        .WithColumn("day", FromUtcTimestamp(Col("sold_at"), job.TimeZones[Sales.Name]).Cast("date"))
        .Filter(Col("day") < Lit(job.AsOf))
        .GroupBy("customer")
        .Agg(Count("sale_id").As("sales"), Sum(Col("pieces").Cast("bigint")).As("pieces"), Max("day").As("last_day"))
        .WithColumn("as_of", Lit(job.AsOf))
        .Select("customer", "sales", "pieces", "last_day", "as_of");
}
