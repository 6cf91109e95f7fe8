using BigData.Pipelines.Csv;
using BigData.Pipelines.Running;
using BigData.Pipelines.Tests.Running;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Tests.Csv;

/// <summary>Several kinds of files of one source, tables that several sources feed, versions of records, normal forms and known values.</summary>
public sealed class CsvKindTests
{
    private const string ItemHeader = "Item,Colour,Changed\n";
    private const string SaleHeader = "Sale,Line,Item\n";

    [Fact]
    public async Task Each_kind_takes_the_files_of_its_folder()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("items/2026/a.csv", ItemHeader + "cup,red,2026-01-01 08:00:00\n");
        bench.LandText("sales/a.csv", SaleHeader + "s1,1,cup\n");
        bench.LandText("elsewhere.csv", "no header of theirs\n");
        await Run(bench, 0);
        Assert.Equal(["shop|CUP|red|items/2026/a.csv"], await bench.RowsAsync("silver.items", "source", "item", "colour", "_file"));
        Assert.Equal(["shop|s1|1|CUP"], await bench.RowsAsync("silver.all_sales", "source", "sale", "line", "item"));
        Assert.Equal(["shop|items/2026/a.csv", "shop|sales/a.csv"], await bench.RowsAsync("ops.files", "source", "file"));
        RunResult again = await bench.RunAsync();
        Assert.Equal(RunStatus.NoChange, again.Status);
    }

    [Fact]
    public async Task The_highest_version_counts_in_whatever_order_files_come()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("items/b.csv", ItemHeader + "cup,blue,2026-01-03 08:00:00\ncup,green,2026-01-02 08:00:00\n");
        await Run(bench, 0);
        bench.LandText("items/c.csv", ItemHeader + "CUP ,red,2026-01-01 08:00:00\nlamp,red,2026-01-01 08:00:00\n");
        await Run(bench, 0);
        Assert.Equal(["CUP|blue", "LAMP|red"], await bench.RowsAsync("silver.items", "item", "colour"));

        bench.LandText("items/b.csv", ItemHeader + "cup,green,2026-01-02 08:00:00\n");
        await Run(bench, 0);
        Assert.Equal(["CUP|green", "LAMP|red"], await bench.RowsAsync("silver.items", "item", "colour"));
    }

    [Fact]
    public async Task Values_are_put_into_normal_form_and_unknown_ones_say_what_was_expected()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("items/a.csv", ItemHeader + "cup, RED ,2026-01-01 08:00:00\nlamp,Mauve,2026-01-01 08:00:00\npen,,2026-01-01 08:00:00\n");
        await Run(bench, 0);
        Assert.Equal(["CUP|red", "PEN|null"], await bench.RowsAsync("silver.items", "item", "colour"));
        Assert.Equal(
            ["unknown_colour|Colour is 'Mauve'; expected red, green, blue|shop|items/a.csv|2"],
            await bench.RowsAsync("silver.items_quarantine", "rule", "reason", "source", "_file", "_row"));

        bench.LandText("items/a.csv", ItemHeader + "lamp,blue,2026-01-01 08:00:00\n");
        await Run(bench, 0);
        Assert.Equal(["LAMP|blue"], await bench.RowsAsync("silver.items", "item", "colour"));
        Assert.Empty(await bench.RowsAsync("silver.items_quarantine", "rule"));
    }

    [Fact]
    public async Task Rows_that_another_job_takes_are_replaced_by_the_columns_that_the_source_names()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("sales/a.csv", SaleHeader + "s1,1,cup\ns1,2,lamp\ns2,1,cup\n,1,pen\n");
        bench.LandText("sales/b.csv", SaleHeader + "s1,3,pen\n");
        await Run(bench, 0);
        Assert.Equal(["s1|1|CUP", "s1|2|LAMP", "s1|3|PEN", "s2|1|CUP"], await bench.RowsAsync("silver.all_sales", "sale", "line", "item"));
        Assert.Equal(["missing_sale|4"], await bench.RowsAsync("silver.all_sales_quarantine", "rule", "_row"));

        bench.LandText("sales/a.csv", SaleHeader + "s1,1,vase\ns2,1,cup\n");
        await Run(bench, 0);
        Assert.Equal(["s1|1|VASE", "s1|3|PEN", "s2|1|CUP"], await bench.RowsAsync("silver.all_sales", "sale", "line", "item"));
        Assert.Empty(await bench.RowsAsync("silver.all_sales_quarantine", "rule"));
    }

    [Fact]
    public async Task Only_the_rows_of_new_files_are_written()
    {
        await using RunnerBench bench = Bench();
        bench.LandText("items/a.csv", ItemHeader + "cup,red,2026-01-01 08:00:00\nlamp,red,2026-01-01 08:00:00\n");
        await Run(bench, 0);
        bench.LandText("items/b.csv", ItemHeader + "lamp,red,2026-01-01 08:00:00\npen,red,2026-01-01 08:00:00\n");
        RunResult result = await Run(bench, 0);
        TableResult items = result.Tables.Single(table => table.Table == "silver.items");
        Assert.Equal((2, 2), (items.RowsIn, items.RowsOut));
    }

    [Fact]
    public void A_source_whose_rows_another_job_takes_has_no_silver_of_its_own()
    {
        Assert.Equal(["bronze.shop_sales"], new SaleFiles().Jobs().Select(job => job.Table.Name));
        Assert.Contains("shop_sales", Assert.Throws<InvalidOperationException>(() => new SaleFiles().Silver()).Message, StringComparison.Ordinal);
    }

    private static RunnerBench Bench()
    {
        RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Jobs = [.. new ItemFiles().Jobs(), .. new SaleFiles().Jobs(), new AllSales()];
        return bench;
    }

    private static async Task<RunResult> Run(RunnerBench bench, int exitCode)
    {
        RunResult result = await bench.RunAsync();
        Assert.True(result.ExitCode == exitCode, string.Join('\n', result.Tables.Select(table => table.Message)));
        return result;
    }

    private sealed class ItemFiles : CsvSource
    {
        public override string Name => "shop_items";

        public override string SourceName => "shop";

        public override string Folder => "items";

        public override string SilverName => "items";

        public override string Grain => "one item";

        public override IReadOnlyList<string> Keys => ["item"];

        public override string Version => "changed";

        public override IReadOnlyList<CsvColumn> Columns =>
        [
            new("Item", "item", "string", "item") { Normalize = text => Upper(text) },
            new("Colour", "colour", "string", "colour") { Normalize = text => Lower(text), Accepts = ["red", "green", "blue"] },
            new("Changed", "changed", "timestamp", "when"),
        ];
    }

    private sealed class SaleFiles : CsvSource
    {
        public override string Name => "shop_sales";

        public override string SourceName => "shop";

        public override string Folder => "sales";

        public override string? SilverName => null;

        public override string Grain => "one line of a sale";

        public override IReadOnlyList<string> Keys => ["sale", "line"];

        public override IReadOnlyList<string> ReplacedBy => ["sale"];

        public override IReadOnlyList<CsvColumn> Columns =>
        [
            new("Sale", "sale", "string", "sale"),
            new("Line", "line", "int", "line"),
            new("Item", "item", "string", "item") { Normalize = text => Upper(text) },
        ];
    }

    private sealed class AllSales : TableJob
    {
        private readonly SaleFiles _sales = new();

        public override TableContract Table { get; } = new()
        {
            Name = "silver.all_sales",
            Grain = "one line of a sale",
            Keys = ["source", "sale", "line"],
            Columns = [new("source", "string", "source"), new("sale", "string", "sale"), new("line", "int", "line"), new("item", "string", "item")],
        };

        public override IReadOnlyList<Input> Inputs => [_sales.Bronze().Changes()];

        public override bool HasQuarantine => true;

        public override DataFrame Build(JobContext job) => _sales.Rows(job).Select("source", "sale", "line", "item");

        public override DataFrame? BuildRejected(JobContext job) => _sales.Rejected(job);

        public override DataFrame? ReplacedKeys(JobContext job) => _sales.ReplacedKeys(job);

        public override DataFrame? ReplacedRejects(JobContext job) => _sales.ReplacedRejects(job);
    }
}
