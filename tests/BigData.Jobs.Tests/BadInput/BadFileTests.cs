using System.Text;
using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.BadInput;

/// <summary>A bad file is set aside with its reason while the others go on; a bad record goes to the quarantine.</summary>
public sealed class BadFileTests
{
    private const string Good = "1,20001,BLUE TEACUP,2,2024-10-18 10:00:00,2.10,101.0,United Kingdom";

    [Fact]
    public Task A_file_that_misses_a_column_is_set_aside() => SetAside(
        "bad.csv",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n1,2,x,1,2024-10-18 10:00:00,1.0,5\n"u8.ToArray(),
        "Country");

    [Fact]
    public Task An_empty_file_is_set_aside() => SetAside("bad.csv", [], "empty");

    [Fact]
    public Task A_truncated_gzip_is_set_aside() =>
        SetAside("bad.csv.gz", Shop.Gzip(Shop.Csv([.. Enumerable.Repeat(Good, 2000)]))[..^40], "gzip");

    [Fact]
    public Task A_file_in_another_encoding_is_set_aside() =>
        SetAside("bad.csv", Encoding.Latin1.GetBytes(Shop.Csv("1,20001,CAFÉ CUP,2,2024-10-18 10:00:00,2.10,101.0,United Kingdom")), "UTF-8");

    [Fact]
    public async Task A_file_that_was_set_aside_is_taken_when_it_was_mended()
    {
        using var shop = new Shop();
        shop.Deliver("a.csv", "no header of ours\n");
        (await shop.RunAsync()).ShouldExit(1);
        shop.Deliver("a.csv", Shop.Csv(Good));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(1, lakehouse.Count("silver.order_lines"));
    }

    [Fact]
    public async Task A_file_with_a_header_only_is_taken_without_rows()
    {
        using Shop shop = new Shop().WithTinyShop(0);
        shop.Deliver("empty-day.csv", Shop.Csv());
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(20, lakehouse.Count("bronze.online_retail"));
        Assert.Equal(2, lakehouse.Table("ops.files").Filter("status = 'ingested'").Count());
    }

    [Fact]
    public async Task An_extra_column_is_rescued()
    {
        using var shop = new Shop();
        shop.Deliver("a.csv", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Till\n" + Good + ",7\n");
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal("{\"Till\":\"7\"}", lakehouse.Table("bronze.online_retail").Collect().Single().GetAs<string>("_rescued"));
        Assert.Equal(1, lakehouse.Count("silver.order_lines"));
    }

    [Fact]
    public async Task Columns_in_another_order_and_a_byte_order_mark_are_fine()
    {
        using var shop = new Shop();
        shop.Deliver(
            "a.csv",
            [0xEF, 0xBB, 0xBF, .. "Country,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\nFrance,7,20001,CUP,2,2024-10-18 10:00:00,2.10,101.0\n"u8]);
        shop.Deliver("b.csv", Shop.Csv(Good));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Row row = lakehouse.Table("silver.order_lines").Filter("order_id = '7'").Collect().Single();
        Assert.Equal("FR", row.GetAs<string>("country"));
        Assert.Equal(4.20m, row.GetAs<decimal>("amount"));
    }

    [Fact]
    public async Task A_name_with_line_breaks_and_quotes_is_one_record()
    {
        using var shop = new Shop();
        shop.Deliver("a.csv", Shop.Csv("1,20001,\"CUP, \"\"BLUE\"\"\nWITH SAUCER\",2,2024-10-18 10:00:00,2.10,101.0,United Kingdom", Good));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Row[] rows = [.. lakehouse.Table("silver.order_lines").OrderBy("line_no").Collect()];
        Assert.Equal(["CUP, \"BLUE\"\nWITH SAUCER", "BLUE TEACUP"], rows.Select(row => row.GetAs<string>("product_name")));
    }

    private static async Task SetAside(string name, byte[] content, string reason)
    {
        using Shop shop = new Shop().WithTinyShop(0);
        shop.Deliver(name, content);
        CommandResult first = (await shop.RunAsync()).ShouldExit(1);
        Assert.Contains(name, first.Output + first.Error, StringComparison.Ordinal);
        CommandResult second = (await shop.RunAsync()).ShouldExit(1);
        Assert.Contains(name, second.Output + second.Error, StringComparison.Ordinal);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(20, lakehouse.Count("bronze.online_retail"));
        Assert.Equal(20, lakehouse.Count("silver.order_lines"));
        Assert.True(lakehouse.Count("gold.customer_rfm") > 0);
        Row file = lakehouse.Table("ops.files").Filter("status = 'set_aside'").Collect().Single();
        Assert.Equal(name, file.GetAs<string>("file"));
        Assert.Contains(reason, file.GetAs<string>("reason"), StringComparison.OrdinalIgnoreCase);
    }
}
