using BigData.Pipelines.Testing;
using BigData.Spark.Sql;

namespace MyShop.Tests;

public sealed class BestCustomersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("myshop-").FullName;
    private readonly SparkSession _spark;

    public BestCustomersTests() => _spark = SparkSession.Builder().AppName("tests").Embedded(_folder).GetOrCreate();

    public void Dispose()
    {
        _spark.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_customer_who_spent_most_is_first()
    {
        IReadOnlyList<Row> rows = await Bench(
            ["1", "ann", "2026-01-05 09:00:00", 20.00m],
            ["2", "bob", "2026-01-05 10:00:00", 35.50m],
            ["3", "ann", "2026-01-06 09:00:00", 20.00m]).RowsAsync();
        Assert.Equal(
            [(1, "ann", 2L, 40.00m), (2, "bob", 1L, 35.50m)],
            rows.OrderBy(row => row.GetAs<int>("rank"))
                .Select(row => (row.GetAs<int>("rank"), row.GetAs<string>("customer_id"), row.GetAs<long>("orders"), row.GetAs<decimal>("amount"))));
    }

    [Fact]
    public async Task Orders_without_a_customer_and_orders_of_the_as_of_day_do_not_count()
    {
        IReadOnlyList<Row> rows = await Bench(
            ["1", null, "2026-01-05 09:00:00", 20.00m],
            ["2", "bob", "2026-01-07 00:00:00", 35.50m]).RowsAsync();
        Assert.Empty(rows);
    }

    [Fact]
    public async Task The_expectations_hold() =>
        Assert.Empty(await Bench(["1", "ann", "2026-01-05 09:00:00", 20.00m]).BrokenExpectationsAsync());

    private JobBench Bench(params object?[][] orders) => new JobBench(new BestCustomers(), _spark)
        .AsOf(new DateOnly(2026, 1, 7))
        .Given(new Orders().Silver(), "order_id, customer_id, ordered_at, amount", orders);
}
