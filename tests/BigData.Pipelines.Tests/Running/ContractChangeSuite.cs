using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Tests.Running;

/// <summary>What a run makes of a contract that is not the one the table was made with, on any engine.</summary>
public abstract class ContractChangeSuite
{
    private const string Comment = "how the order came";

    private protected abstract RunnerBench New();

    [Fact]
    public async Task Columns_that_contracts_gain_are_added_to_their_tables()
    {
        await using RunnerBench bench = await FirstAsync();
        bench.Jobs = Grown();
        RunResult grown = await bench.RunAsync();
        Assert.Null(grown.Message);
        Assert.Equal([TableStatus.NoChange, TableStatus.NoChange, TableStatus.Ok, TableStatus.Ok], grown.Tables.Select(table => table.Status));
        Assert.Equal(["1|null", "2|null"], await bench.RowsAsync("bronze.shop", "order_id", "note"));
        Assert.Equal(["1|null", "2|null"], await bench.RowsAsync("silver.lines", "order_id", "channel"));
        Assert.Equal(["ann|8", "bob|14"], await bench.RowsAsync("gold.totals", "customer", "twice"));
        Assert.Equal(["ann|1", "bob|1"], await bench.RowsAsync("gold.levels", "customer", "rank"));
        StructType schema = Schema(bench, "silver.lines");
        Assert.Equal("channel", schema.FieldNames[^1]);
        Assert.Equal(Comment, schema[^1].Metadata.GetString("comment"));
        Assert.Equal("source", schema[0].Metadata.GetString("comment"));

        bench.LandText("b.csv", "order_id,customer,qty,at,note\n3,ann,1,2026-01-02 12:00:00,gift\n");
        RunResult next = await bench.RunAsync();
        Assert.Null(next.Message);
        Assert.Equal(["1|null", "2|null", "3|gift"], await bench.RowsAsync("bronze.shop", "order_id", "note"));
        Assert.Equal(["1|null", "2|null", "3|web"], await bench.RowsAsync("silver.lines", "order_id", "channel"));
        Assert.Equal(["ann|10", "bob|14"], await bench.RowsAsync("gold.totals", "customer", "twice"));
        Assert.Equal(RunStatus.NoChange, (await bench.RunAsync()).Status);
    }

    [Fact]
    public async Task A_column_that_is_gone_or_has_another_type_is_refused_until_a_full_refresh()
    {
        await using RunnerBench bench = await FirstAsync();
        long version = await bench.VersionAsync("gold.totals");
        bench.Jobs = [.. Shop.Jobs()[..2], new ChangedJob(new TotalsJob(), Narrowed, NarrowedRows), Shop.Jobs()[3]];
        RunResult refused = await bench.RunAsync();
        Assert.Equal((RunStatus.Failed, 1), (refused.Status, refused.ExitCode));
        Assert.Contains("column pieces is bigint in the table, the contract says int", refused.Message, StringComparison.Ordinal);
        Assert.Contains("column as_of is in the table, but not in the contract any more", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'run gold.totals --full-refresh'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(version, await bench.VersionAsync("gold.totals"));

        RunResult refreshed = await bench.RunAsync(fullRefresh: true, selection: ["gold.totals"]);
        Assert.Null(refreshed.Message);
        StructType schema = Schema(bench, "gold.totals");
        Assert.Equal(["source string", "customer string", "pieces int"], schema.Fields.Select(field => $"{field.Name} {field.DataType.CatalogString}"));
        Assert.Equal("pieces now", schema[2].Metadata.GetString("comment"));
        Assert.Equal(["shop|ann|4", "shop|bob|7"], await bench.RowsAsync("gold.totals"));
    }

    private protected static TableJob[] Grown() =>
    [
        ChangedJob.Adding(new RawJob(), new TableColumn("note", "string", "remark")),
        ChangedJob.Adding(new LinesJob(), new TableColumn("channel", "string", Comment), rows => rows.WithColumn("channel", Lit("web"))),
        ChangedJob.Adding(new TotalsJob(), new TableColumn("twice", "bigint", "pieces times two"), rows => rows.WithColumn("twice", Col("pieces").Multiply(Lit(2L)))),
        ChangedJob.Adding(new LevelsJob(), new TableColumn("rank", "int", "always one"), rows => rows.WithColumn("rank", Lit(1))),
    ];

    private static TableContract Narrowed(TableContract table) => table with
    {
        Columns = [table.Columns[0], table.Columns[1], new TableColumn("pieces", "int", "pieces now")],
    };

    private static DataFrame NarrowedRows(DataFrame rows) => rows.Drop("as_of").WithColumn("pieces", Col("pieces").Cast("int"));

    private static StructType Schema(RunnerBench bench, string table) =>
        bench.Spark.Read().Format("delta").Load(Path.Combine(bench.Lakehouse, table.Replace('.', '/'))).Schema();

    // The first release ran on the embedded engine: what follows on Spark finds tables that it has not written itself.
    private protected async Task<RunnerBench> FirstAsync()
    {
        await using RunnerBench before = RunnerBench.OnEmbedded();
        RunnerBench bench = New();
        foreach (RunnerBench each in (RunnerBench[])[before, bench])
        {
            each.Land("a.csv", "1,ann,4,2026-01-01 10:00:00", "2,bob,7,2026-01-02 10:00:00");
        }

        Assert.Null((await before.RunAsync()).Message);
        bench.StartFrom(before);
        return bench;
    }
}
