using BigData.Pipelines.Running;

namespace BigData.Pipelines.Tests.Running;

/// <summary>A run that ends at any step, and the run after it.</summary>
public sealed class CrashTests
{
    private static readonly string[] Tables = ["bronze.shop", "silver.lines", "silver.lines_quarantine", "gold.totals", "gold.levels"];

    [Fact]
    public async Task A_run_that_ends_at_any_step_is_taken_up_by_the_next()
    {
        List<string> steps = [];
        string[][] expected = await CleanAsync(steps);
        Assert.True(steps.Count > 10, string.Join(", ", steps));
        await using RunnerBench first = await FirstAsync();
        for (int end = 0; end < steps.Count; end++)
        {
            await using RunnerBench bench = RunnerBench.OnEmbedded();
            bench.StartFrom(first);
            Land(bench);
            int seen = 0;
            int last = end;
            await Assert.ThrowsAsync<FailpointException>(() => bench.RunAsync(failpoint: step =>
            {
                if (seen++ == last)
                {
                    throw new FailpointException(step);
                }
            }));
            RunResult result = await bench.RunAsync();
            Assert.Null(result.Message);
            Assert.Equal(expected, await ContentAsync(bench));
            Assert.Equal(["lost", "ok"], (await bench.RowsAsync("ops.runs", "status"))[..1].Concat((await bench.RowsAsync("ops.runs", "status"))[^1..]));
            Assert.Equal(["a.csv|ingested", "a.csv|ingested", "b.csv|ingested"], await bench.RowsAsync("ops.files", "file", "status"));
        }
    }

    [Fact]
    public async Task The_order_and_the_batches_of_files_do_not_matter()
    {
        List<string> steps = [];
        string[][] expected = await CleanAsync(steps);
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        Land(bench);
        File.Delete(Path.Combine(bench.Landing, "a.csv"));
        await bench.RunAsync(asOf: "2026-01-06", maxBatchBytes: 1);
        Land(bench);
        await bench.RunAsync(asOf: "2026-01-06", maxBatchBytes: 1);
        string[][] content = await ContentAsync(bench);
        Assert.Equal(expected[1], content[1]);
        Assert.Equal(expected[3], content[3]);
    }

    private static async Task<string[][]> CleanAsync(List<string> steps)
    {
        await using RunnerBench bench = await FirstAsync();
        Land(bench);
        RunResult result = await bench.RunAsync(failpoint: steps.Add);
        Assert.Null(result.Message);
        return await ContentAsync(bench);
    }

    private static async Task<RunnerBench> FirstAsync()
    {
        RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00", "2,bob,x,2026-01-02 10:00:00");
        await bench.RunAsync();
        return bench;
    }

    private static void Land(RunnerBench bench)
    {
        bench.Land("a.csv", "1,ann,12,2026-01-01 10:00:00", "3,bob,y,2026-01-02 10:00:00");
        bench.Land("b.csv", "4,cid,1,2026-01-05 11:00:00");
    }

    private static async Task<string[][]> ContentAsync(RunnerBench bench)
    {
        List<string[]> content = [];
        foreach (string table in Tables)
        {
            content.Add(await bench.RowsAsync(table));
        }

        return [.. content];
    }
}
