using BigData.Jobs.Tests.Running;
using BigData.Spark.Sql;

namespace BigData.Jobs.Tests.BadInput;

/// <summary>What each kind of bad record becomes; every record is in a file of its own, after a good one.</summary>
public sealed class BadRecordTests(BadRecordTests.AllRecords run) : IClassFixture<BadRecordTests.AllRecords>
{
    /// <summary>A record that cannot be used, and the rule it breaks.</summary>
    public static TheoryData<string, string> Rejected { get; } = new()
    {
        { "r1,20001,CUP,6.0,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer" },
        { "r2,20001,CUP,1e3,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer" },
        { "r3,20001,CUP,1_000,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer" },
        { "r4,20001,CUP,many,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer" },
        { "r5,20001,CUP,,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer" },
        { "r6,20001,CUP,2147483648,2024-10-18 10:00:00,2.10,101.0,France", "quantity_not_integer" },
        { "r7,20001,CUP,6,2024-10-18 10:00:00,2.10001,101.0,France", "price_not_decimal" },
        { "r8,20001,CUP,6,2024-10-18 10:00:00,1e2,101.0,France", "price_not_decimal" },
        { "r9,20001,CUP,6,2024-10-18 10:00:00,free,101.0,France", "price_not_decimal" },
        { "s1,20001,CUP,6,18/10/2024 10:00,2.10,101.0,France", "time_not_readable" },
        { "s2,20001,CUP,6,2024-02-30 10:00:00,2.10,101.0,France", "time_not_readable" },
        { ",20001,CUP,6,2024-10-18 10:00:00,2.10,101.0,France", "missing_order_id" },
        { "s3,20001,CUP,6,2999-10-18 10:00:00,2.10,101.0,France", "future_time" },
        { "s4,20001,CUP,2000000000,2024-10-18 10:00:00,99999999999.0,101.0,France", "amount_too_large" },
        { "s5,20001,CUP,6,2024-10-18 10:00:00,2.10,101.0", "corrupt_record" },
        { "s6,20001,CUP,6,2024-10-18 10:00:00,2.10,101.0,France,more", "corrupt_record" },
    };

    /// <summary>A record that is odd, and its flags.</summary>
    public static TheoryData<string, string> Odd { get; } = new()
    {
        { "A2,B,Adjust,1,2024-10-18 10:00:00,-11.06,,United Kingdom", "adjustment,negative_price,no_customer,not_a_product" },
        { "t2,20001,CUP,-6,2024-10-18 10:00:00,0.0,101.0,Atlantis", "country_unmapped,negative_quantity,zero_price" },
        { "C2,20001,CUP,-6,2024-10-18 10:00:00,2.10,101.0,Channel Islands", "" },
        { "t3,post,POSTAGE,1,2024-10-27 01:30:00,4.00,101.0,France", "ambiguous_time,not_a_product" },
        { AllRecords.Good(Rejected.Count + 4), "duplicate_line" },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void A_record_that_cannot_be_used_goes_to_the_quarantine(string record, string rule)
    {
        string file = AllRecords.File(record);
        Assert.Equal(2, run.Rows("bronze.online_retail", file).Length);
        Assert.Equal(1, run.Rows("silver.order_lines", file).Single().GetAs<long>("_row"));
        Row quarantined = run.Rows("silver.order_lines_quarantine", file).Single();
        Assert.Equal((rule, 2L), (quarantined.GetAs<string>("rule"), quarantined.GetAs<long>("_row")));
        Assert.Contains("20001", quarantined.GetAs<string>("record"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_record_that_is_odd_stays_and_says_why(string record, string flags)
    {
        string file = AllRecords.File(record);
        Row line = run.Rows("silver.order_lines", file).Single(row => row.GetAs<long>("_row") == 2);
        Assert.Equal(flags, string.Join(',', line.GetAs<IReadOnlyList<object?>>("flags")));
        Assert.Empty(run.Rows("silver.order_lines_quarantine", file));
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

    /// <summary>One run over the files of all records.</summary>
    public sealed class AllRecords : IAsyncLifetime
    {
        private readonly Shop _shop = new();
        private readonly Dictionary<string, Row[]> _tables = [];

        private static IReadOnlyList<string> Records { get; } =
            [.. Rejected.Concat(Odd).Select(row => row.Data.Item1)];

        internal static string Good(int number) => $"g{number},20001,BLUE TEACUP,2,2024-10-18 10:00:00,2.10,101.0,United Kingdom";

        internal static string File(string record) => $"{Records.Index().Single(item => item.Item == record).Index:D2}.csv";

        internal Row[] Rows(string table, string file) => [.. _tables[table].Where(row => row.GetAs<string>("_file") == file)];

        public async ValueTask InitializeAsync()
        {
            foreach ((int number, string record) in Records.Index())
            {
                _shop.Deliver(File(record), Shop.Csv(Good(number), record));
            }

            (await _shop.RunAsync()).ShouldExit(0);
            using Lakehouse lakehouse = _shop.Open();
            foreach (string table in new[] { "bronze.online_retail", "silver.order_lines", "silver.order_lines_quarantine" })
            {
                _tables[table] = [.. lakehouse.Table(table).Collect()];
            }
        }

        public ValueTask DisposeAsync()
        {
            _shop.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
