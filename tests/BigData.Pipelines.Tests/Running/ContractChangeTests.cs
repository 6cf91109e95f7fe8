using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Tests.Running;

public sealed class SparkContractChangeTests : ContractChangeSuite
{
    private protected override RunnerBench New() => RunnerBench.OnSpark();
}

/// <summary>The suite, and what does not depend on the engine.</summary>
public sealed class EmbeddedContractChangeTests : ContractChangeSuite
{
    [Fact]
    public async Task A_table_with_a_changes_input_is_refused_before_new_rows_come()
    {
        await using RunnerBench bench = await FirstAsync();
        bench.Jobs = [Shop.Jobs()[0], new ChangedJob(new LinesJob(), table => table with { Columns = [.. table.Columns.Where(column => column.Name != "qty")] })];
        RunResult refused = await bench.RunAsync();
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("column qty is in the table, but not in the contract any more", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ends_after_the_columns_were_added_is_taken_up_by_the_next()
    {
        await using RunnerBench bench = await FirstAsync();
        bench.Jobs = Grown();
        await Assert.ThrowsAsync<FailpointException>(() => bench.RunAsync(failpoint: step =>
        {
            if (step == "gold.totals: reading")
            {
                throw new FailpointException(step);
            }
        }));
        Assert.Equal(["ann|null", "bob|null"], await bench.RowsAsync("gold.totals", "customer", "twice"));
        Assert.Null((await bench.RunAsync()).Message);
        Assert.Equal(["ann|8", "bob|14"], await bench.RowsAsync("gold.totals", "customer", "twice"));
    }

    [Fact]
    public async Task Tables_of_the_ledger_that_a_newer_program_widened_are_still_written()
    {
        await using RunnerBench bench = await FirstAsync();
        string path = Path.Combine(bench.Lakehouse, "ops", "runs");
        DataFrame runs = bench.Spark.Read().Format("delta").Load(path);
        runs.Limit(0).WithColumn("from_the_future", Lit(null).Cast("string"))
            .Write().Format("delta").Mode(SaveMode.Append).Option("mergeSchema", true).Save(path);
        RunResult result = await bench.RunAsync();
        Assert.Null(result.LedgerError);
        Assert.Equal(["no_change|null", "ok|null"], await bench.RowsAsync("ops.runs", "status", "from_the_future"));
    }

    private protected override RunnerBench New() => RunnerBench.OnEmbedded();
}
