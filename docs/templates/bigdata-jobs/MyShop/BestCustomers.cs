using BigData.Pipelines;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace MyShop;

/// <summary>The customers who spent most before the as-of date.</summary>
public sealed class BestCustomers : TableJob
{
    private static readonly Orders Orders = new();

    public override TableContract Table => new()
    {
        Name = "gold.best_customers",
        Grain = "one of the ten customers who spent most before the as-of date",
        Keys = ["rank"],
        Columns =
        [
            new("rank", "int", "1 is the customer who spent most"),
            new("customer_id", "string", "customer", PiiClass.Pseudonym),
            new("orders", "bigint", "number of orders"),
            new("amount", "decimal(28,2)", "sum of what was paid, in EUR"),
            new("as_of", "date", "orders before the start of this day count"),
        ],
    };

    public override IReadOnlyList<Input> Inputs => [Orders.Silver().Full()];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Unique("rank"), Expect.NotNull("customer_id")];

    public override DataFrame Build(JobContext job)
    {
        Column asOf = Lit(job.AsOf);
        return job.Read(Orders.Silver())
            .Filter(Col("customer_id").IsNotNull() & (Col("ordered_at") < asOf))
            .GroupBy("customer_id")
            .Agg(Count("order_id").As("orders"), Sum("amount").As("amount"))
            .WithColumn("rank", RowNumber().Over(Window.OrderBy(Desc("amount"), Col("customer_id"))))
            .Filter(Col("rank") <= 10)
            .Select(Col("rank"), Col("customer_id"), Col("orders"), Col("amount"), asOf.As("as_of"));
    }
}
