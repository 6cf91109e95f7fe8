using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.MainJob;

/// <summary>Files that come twice, corrected, or with orders that another file holds too.</summary>
public sealed class RedeliveryTests
{
    private const string First = "1,20001,BLUE TEACUP,2,2024-10-18 10:00:00,2.10,101.0,United Kingdom";
    private const string Second = "2,20002,RED TEAPOT,1,2024-10-18 11:00:00,8.95,102.0,France";

    [Fact]
    public async Task A_run_with_nothing_new_commits_nothing_but_its_own_row()
    {
        using Shop shop = new Shop().WithTinyShop();
        (await shop.RunAsync()).ShouldExit(0);
        long[] before = Versions(shop);
        (await shop.RunAsync()).ShouldExit(0);
        Assert.Equal(before, Versions(shop));
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(
            ["ok", "no_change"], lakehouse.Table("ops.runs").OrderBy("run_id").Collect().Select(row => row.GetAs<string>("status")));
    }

    [Fact]
    public async Task A_file_that_comes_twice_adds_nothing()
    {
        using Shop shop = new Shop();
        shop.Deliver("a.csv", Shop.Csv(First));
        (await shop.RunAsync()).ShouldExit(0);
        shop.Deliver("a.csv", Shop.Csv(First));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(1, lakehouse.Count("bronze.online_retail"));
    }

    [Fact]
    public async Task A_corrected_file_replaces_the_orders_of_both_versions()
    {
        using Shop shop = new Shop();
        shop.Deliver("a.csv", Shop.Csv(First, Second, "2,broken,x,?,,,,"));
        shop.Deliver("b.csv", Shop.Csv("9,20001,CUP,1,2024-10-19 10:00:00,1.00,101.0,France"));
        (await shop.RunAsync()).ShouldExit(0);
        shop.Deliver("a.csv", Shop.Csv("3,20006,WOODEN BOX,1,2024-10-18 12:00:00,12.75,102.0,France", First));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(
            ["1", "3", "9"], lakehouse.Table("silver.order_lines").OrderBy("order_id").Collect().Select(row => row.GetAs<string>("order_id")));
        Assert.Equal(0, lakehouse.Count("silver.order_lines_quarantine"));
        Assert.Equal(6, lakehouse.Count("bronze.online_retail"));
    }

    [Fact]
    public async Task Three_deliveries_of_one_name_end_with_the_last_even_if_it_equals_the_first()
    {
        using Shop shop = new Shop();
        foreach (string line in new[] { First, Second, First })
        {
            shop.Deliver("a.csv", Shop.Csv(line));
            (await shop.RunAsync()).ShouldExit(0);
        }

        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(3, lakehouse.Count("bronze.online_retail"));
        Assert.Equal("1", lakehouse.Table("silver.order_lines").Collect().Single().GetAs<string>("order_id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_in_two_files_is_supplied_by_the_one_that_sorts_last(bool lastComesFirst)
    {
        using Shop shop = new Shop();
        const string Other = "1,20002,RED TEAPOT,1,2024-10-18 10:00:00,8.95,101.0,United Kingdom";
        (string Name, string Text)[] files = [("a.csv", Shop.Csv(First, Second)), ("b.csv", Shop.Csv(Second, Other))];
        foreach ((string name, string text) in lastComesFirst ? files.Reverse() : files)
        {
            shop.Deliver(name, text);
            (await shop.RunAsync()).ShouldExit(0);
        }

        using Lakehouse lakehouse = shop.Open();
        Row[] lines = [.. lakehouse.Table("silver.order_lines").OrderBy("order_id").Collect()];
        Assert.Equal([("1", "20002", "b.csv"), ("2", "20002", "b.csv")], lines.Select(line =>
            (line.GetAs<string>("order_id"), line.GetAs<string>("product_id"), line.GetAs<string>("_file"))));
        Row rejected = lakehouse.Table("silver.order_lines_quarantine").Collect().Single();
        Assert.Equal(("order_in_two_files", "a.csv", 1L), (rejected.GetAs<string>("rule"), rejected.GetAs<string>("_file"), rejected.GetAs<long>("_row")));
    }

    private static long[] Versions(Shop shop)
    {
        using Lakehouse lakehouse = shop.Open();
        string[] tables = ["bronze.online_retail", "silver.order_lines", "silver.order_lines_quarantine", "gold.customer_rfm", "gold.customer_segments"];
        return [.. tables.Select(lakehouse.Version)];
    }
}
