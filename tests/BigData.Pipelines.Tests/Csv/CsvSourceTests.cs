using BigData.Pipelines.Csv;
using BigData.Pipelines.Running;
using BigData.Pipelines.Tests.Running;

namespace BigData.Pipelines.Tests.Csv;

public sealed class SparkCsvSourceTests : CsvSourceSuite
{
    private protected override RunnerBench New() => RunnerBench.OnSpark();
}

/// <summary>The suite, and what does not depend on the engine.</summary>
public sealed class EmbeddedCsvSourceTests : CsvSourceSuite
{
    [Fact]
    public async Task A_column_that_the_class_does_not_know_is_rescued_and_a_missing_one_sets_the_file_aside()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("more.csv", "OrderID,Customer,At,Paid,Amount,Colour\n1,ann,05.01.2026 09:00,,1,red\n");
        bench.LandText("less.csv", "OrderID,Customer,At,Paid\n1,ann,05.01.2026 09:00,\n");
        RunResult result = await bench.RunAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["{\"Colour\":\"red\"}"], await bench.RowsAsync("bronze.shop", "_rescued"));
        Assert.Equal("less.csv", Assert.Single(result.SetAside).File);
    }

    [Fact]
    public async Task An_expectation_that_fails_leaves_silver_as_it_was()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("a.csv", Header + "1,ann,05.01.2026 09:00,,1\n");
        await bench.RunAsync();
        bench.LandText("b.csv", Header + "2,ann,05.01.2026 09:00,,1000.01\n");
        RunResult result = await bench.RunAsync();
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["1"], await bench.RowsAsync("silver.shop", "order_id"));
    }

    [Fact]
    public void The_sources_of_an_assembly_are_found() =>
        Assert.Equal(
            ["bronze.shop", "bronze.shop_items", "bronze.shop_sales", "silver.items", "silver.shop"],
            CsvSource.JobsOf(typeof(ShopFiles).Assembly).Select(job => job.Table.Name).Order(StringComparer.Ordinal));

    private protected override RunnerBench New() => RunnerBench.OnEmbedded();
}

/// <summary>The files of a shop as one class.</summary>
internal sealed class ShopFiles : CsvSource
{
    public override string Name => "shop";

    public override string Grain => "one order";

    public override IReadOnlyList<string> Keys => ["order_id"];

    public override string? EventTime => "at";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("OrderID", "order_id", "string", "number"),
        new("Customer", "customer", "string", "customer", PiiClass.Pseudonym),
        new("At", "at", "timestamp", "when") { Format = "dd.MM.yyyy HH:mm" },
        new("Paid", "paid", "date", "day of payment"),
        new("Amount", "amount", "decimal(18,2)", "EUR") { IsRequired = true },
    ];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Between("amount", 0, 1000)];
}

/// <summary>One class becomes bronze, silver and quarantine, on any engine.</summary>
public abstract class CsvSourceSuite
{
    protected const string Header = "OrderID,Customer,At,Paid,Amount\n";

    private protected abstract RunnerBench New();

    [Fact]
    public async Task Records_are_typed_and_those_that_cannot_be_say_why()
    {
        await using RunnerBench bench = Bench();
        bench.Settings["sources:shop:time_zone"] = "Europe/Berlin";
        bench.LandText("a.csv", Header
            + "1, ann ,05.01.2026 09:12,2026-01-06,10.50\n"
            + "2,,05.07.2025 09:12,,7\n"
            + ",bob,05.01.2026 09:12,,1\n"
            + "4,bob,2026-01-05,,1\n"
            + "5,bob,05.01.2026 09:12,soon,1\n"
            + "6,bob,05.01.2026 09:12,,\n"
            + "7,bob,05.01.2026 09:12,,many\n"
            + "8,bob,05.03.2026 09:12,,1\n");
        RunResult result = await bench.RunAsync();
        Assert.True(result.ExitCode == 0, string.Join('\n', result.Tables.Select(table => table.Message)));
        Assert.Equal(
            ["1|ann|2026-01-05 08:12|2026-01-06|10.50|1", "2|null|2025-07-05 07:12|null|7.00|2"],
            await bench.RowsAsync("silver.shop", "order_id", "customer", "at", "paid", "amount", "_row"));
        Assert.Equal(
            [
                "future_time|At is '05.03.2026 09:12', more than one day after the file was first seen|8",
                "missing_amount|Amount is empty|6",
                "missing_order_id|OrderID is empty|3",
                "unreadable_amount|Amount is 'many'; expected decimal(18,2)|7",
                "unreadable_at|At is '2026-01-05'; expected dd.MM.yyyy HH:mm|4",
                "unreadable_paid|Paid is 'soon'; expected yyyy-MM-dd|5",
            ],
            await bench.RowsAsync("silver.shop_quarantine", "rule", "reason", "_row"));
    }

    [Fact]
    public async Task The_newest_delivery_counts_and_of_one_key_the_newest_record()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("a.csv", Header + "1,ann,05.01.2026 09:00,,1\n2,ann,05.01.2026 09:00,,2\n2,ann,05.01.2026 09:00,,3\n3,ann,05.01.2026 09:00,,bad\n");
        bench.LandText("b.csv", Header + "1,bob,05.01.2026 09:00,,4\n");
        await bench.RunAsync();
        Assert.Equal(["1|bob|4.00", "2|ann|3.00"], await bench.RowsAsync("silver.shop", "order_id", "customer", "amount"));

        bench.LandText("a.csv", Header + "2,ann,05.01.2026 09:00,,5\n3,ann,05.01.2026 09:00,,6\n");
        await bench.RunAsync();
        Assert.Equal(["1|bob|4.00", "2|ann|5.00", "3|ann|6.00"], await bench.RowsAsync("silver.shop", "order_id", "customer", "amount"));
        Assert.Empty(await bench.RowsAsync("silver.shop_quarantine", "rule"));

        long version = await bench.VersionAsync("silver.shop");
        RunResult again = await bench.RunAsync();
        Assert.Equal(RunStatus.NoChange, again.Status);
        Assert.Equal(version, await bench.VersionAsync("silver.shop"));
    }

    private protected RunnerBench Bench()
    {
        RunnerBench bench = New();
        bench.Jobs = [.. new ShopFiles().Jobs()];
        return bench;
    }
}
