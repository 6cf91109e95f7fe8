using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.BadInput;

/// <summary>What each kind of bad record becomes.</summary>
public sealed class BadRecordTests
{
    private const string Good = "1,20001,BLUE TEACUP,2,2024-10-18 10:00:00,2.10,101.0,United Kingdom";

    [Theory]
    [InlineData("2,20001,CUP,6.0,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer")]
    [InlineData("2,20001,CUP,1e3,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer")]
    [InlineData("2,20001,CUP,1_000,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer")]
    [InlineData("2,20001,CUP,many,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer")]
    [InlineData("2,20001,CUP,,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer")]
    [InlineData("2,20001,CUP,2147483648,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer")]
    [InlineData("2,20001,CUP,6,2024-10-18 10:00:00,2.10001,101.0,France", "price_not_decimal")]
    [InlineData("2,20001,CUP,6,2024-10-18 10:00:00,1e2,101.0,France", "price_not_decimal")]
    [InlineData("2,20001,CUP,6,2024-10-18 10:00:00,free,101.0,France", "price_not_decimal")]
    [InlineData("2,20001,CUP,6,18/10/2024 10:00,2.10,101.0,France", "time_not_readable")]
    [InlineData("2,20001,CUP,6,2024-02-30 10:00:00,2.10,101.0,France", "time_not_readable")]
    [InlineData(",20001,CUP,6,2024-10-18 10:00:00,2.10,101.0,France", "missing_order_id")]
    [InlineData("2,20001,CUP,6,2999-10-18 10:00:00,2.10,101.0,France", "future_time")]
    [InlineData("2,20001,CUP,2000000000,2024-10-18 10:00:00,99999999999.0,101.0,France", "amount_too_large")]
    [InlineData("2,20001,CUP,6,2024-10-18 10:00:00,2.10,101.0", "corrupt_record")]
    [InlineData("2,20001,CUP,6,2024-10-18 10:00:00,2.10,101.0,France,more", "corrupt_record")]
    public async Task A_record_that_cannot_be_used_goes_to_the_quarantine(string record, string rule)
    {
        using var shop = new Shop();
        shop.Deliver("a.csv", Shop.Csv(Good, record));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(2, lakehouse.Count("bronze.online_retail"));
        Assert.Equal(1, lakehouse.Count("silver.order_lines"));
        Row quarantined = lakehouse.Table("silver.order_lines_quarantine").Collect().Single();
        Assert.Equal(rule, quarantined.GetAs<string>("rule"));
        Assert.Equal(("a.csv", 2L), (quarantined.GetAs<string>("_file"), quarantined.GetAs<long>("_row")));
        Assert.Contains("20001", quarantined.GetAs<string>("record"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A2,B,Adjust,1,2024-10-18 10:00:00,-11.06,,United Kingdom", "adjustment,negative_price,no_customer,not_a_product")]
    [InlineData("2,20001,CUP,-6,2024-10-18 10:00:00,0.0,101.0,Atlantis", "country_unmapped,negative_quantity,zero_price")]
    [InlineData("C2,20001,CUP,-6,2024-10-18 10:00:00,2.10,101.0,Channel Islands", "")]
    [InlineData("2,post,POSTAGE,1,2024-10-27 01:30:00,4.00,101.0,France", "ambiguous_time,not_a_product")]
    [InlineData(Good, "duplicate_line")]
    public async Task A_record_that_is_odd_stays_and_says_why(string record, string flags)
    {
        using var shop = new Shop();
        shop.Deliver("a.csv", Shop.Csv(Good, record));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Row line = lakehouse.Table("silver.order_lines").Filter("_row = 2").Collect().Single();
        Assert.Equal(flags, string.Join(',', line.GetAs<IReadOnlyList<object?>>("flags")));
    }

    [Fact]
    public async Task Times_of_the_shop_become_UTC_the_earlier_instant_where_the_clock_shows_an_hour_twice()
    {
        using var shop = new Shop();
        shop.Deliver(
            "a.csv",
            Shop.Csv(
                "1,20001,CUP,1,2024-10-27 01:30:00,1.00,101.0,France",
                "2,20001,CUP,1,2024-03-31 01:30:00,1.00,101.0,France",
                "3,20001,CUP,1,2024-01-15 12:00:00,1.00,101.0,France"));
        (await shop.RunAsync()).ShouldExit(0);
        using Lakehouse lakehouse = shop.Open();
        Assert.Equal(
            ["2024-10-27T00:30:00Z", "2024-03-31T01:30:00Z", "2024-01-15T12:00:00Z"],
            lakehouse.Table("silver.order_lines").OrderBy("order_id").Collect()
                .Select(row => row.GetAs<DateTimeOffset>("ordered_at").ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)));
    }
}
