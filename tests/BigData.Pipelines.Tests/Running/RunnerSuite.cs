using BigData.Pipelines.Running;

namespace BigData.Pipelines.Tests.Running;

/// <summary>What a run does to a lakehouse, on any engine.</summary>
public abstract class RunnerSuite
{
    private protected abstract RunnerBench New();

    [Fact]
    public async Task A_first_run_builds_everything_and_a_second_commits_nothing()
    {
        await using RunnerBench bench = New();
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00", "2,bob,x,2026-01-02 10:00:00");
        bench.Land("sub/b.csv", "3,ann,8,2026-01-02 11:00:00", "4,cid,\"1\",2026-01-03 09:00:00");

        RunResult first = await bench.RunAsync();
        Assert.Equal((RunStatus.Ok, 0), (first.Status, first.ExitCode));
        Assert.Null(first.Message);
        Assert.Equal(new DateOnly(2026, 1, 4), first.AsOf);
        Assert.Equal([(4, 4, 0), (4, 3, 1), (3, 2, 0), (2, 2, 0)], first.Tables.Select(table => (table.RowsIn, table.RowsOut, table.RowsRejected)));
        Assert.Equal(["a.csv|1|1", "a.csv|2|1", "sub/b.csv|1|1", "sub/b.csv|2|1"], await bench.RowsAsync("bronze.shop", "_file", "_row", "_batch"));
        Assert.Equal(
            ["shop|1|ann|4|2026-01-01 10:00", "shop|3|ann|8|2026-01-02 11:00", "shop|4|cid|1|2026-01-03 09:00"],
            await bench.RowsAsync("silver.lines"));
        Assert.Equal(["bad_qty|a.csv|2"], await bench.RowsAsync("silver.lines_quarantine", "rule", "_file", "_row"));
        Assert.Equal(["shop|ann|2026-01-04|12", "shop|cid|2026-01-04|1"], await bench.RowsAsync("gold.totals"));
        Assert.Equal(["shop|ann|high|2026-01-04|null", "shop|cid|low|2026-01-04|null"], await bench.RowsAsync("gold.levels"));
        Assert.Equal(["a.csv|ingested|null", "sub/b.csv|ingested|null"], await bench.RowsAsync("ops.files", "file", "status", "reason"));

        string[] tables = ["bronze.shop", "silver.lines", "silver.lines_quarantine", "gold.totals", "gold.levels"];
        long[] before = await Task.WhenAll(tables.Select(bench.VersionAsync));
        RunResult second = await bench.RunAsync();
        Assert.Equal((RunStatus.NoChange, 0), (second.Status, second.ExitCode));
        Assert.All(second.Tables, table => Assert.Equal(TableStatus.NoChange, table.Status));
        Assert.Equal(before, await Task.WhenAll(tables.Select(bench.VersionAsync)));
        Assert.Equal(
            [$"{first.RunId}|ok|0|2026-01-04", $"{second.RunId}|no_change|0|2026-01-04"],
            await bench.RowsAsync("ops.runs", "run_id", "status", "exit_code", "as_of"));
        Assert.Equal(8, (await bench.RowsAsync("ops.run_tables")).Length);
    }

    [Fact]
    public async Task New_and_corrected_files_change_only_what_they_must()
    {
        await using RunnerBench bench = New();
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00", "2,bob,7,2026-01-02 10:00:00");
        bench.Land("b.csv", "3,ann,8,2026-01-02 11:00:00");
        await bench.RunAsync();

        bench.Land("a.csv", "1,ann,5,2026-01-01 10:00:00", "9,bob,x,2026-01-02 10:00:00");
        bench.Land("c.csv", "4,cid,1,2026-01-05 11:00:00");
        RunResult second = await bench.RunAsync();
        Assert.Null(second.Message);
        Assert.Equal(
            ["shop|1|ann|5|2026-01-01 10:00", "shop|3|ann|8|2026-01-02 11:00", "shop|4|cid|1|2026-01-05 11:00"],
            await bench.RowsAsync("silver.lines"));
        Assert.Equal(["a.csv|2|2"], await bench.RowsAsync("silver.lines_quarantine", "_file", "_row", "_batch"));
        TableResult lines = second.Tables[1];
        Assert.Equal((3, 2, 1), (lines.RowsIn, lines.RowsOut, lines.RowsRejected));
        Assert.Equal(
            ["shop|ann|high|2026-01-03|null", "shop|bob|low|2026-01-03|null", "shop|cid|low|2026-01-06|null"],
            await bench.RowsAsync("gold.levels"));

        // The first version again is a third delivery.
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00", "2,bob,7,2026-01-02 10:00:00");
        await bench.RunAsync();
        Assert.Contains("shop|2|bob|7|2026-01-02 10:00", await bench.RowsAsync("silver.lines"));
        Assert.Empty(await bench.RowsAsync("silver.lines_quarantine"));
        Assert.Equal(["1", "1", "1", "2", "2", "2", "3", "3"], await bench.RowsAsync("bronze.shop", "_batch"));
    }

    [Fact]
    public async Task Columns_in_any_order_byte_order_marks_and_extra_columns_are_taken()
    {
        await using RunnerBench bench = New();
        bench.LandText("a.csv", "\uFEFForder_id,customer,qty,at\n1,\"a \"\"b\"\",\nc\",4,2026-01-01 10:00:00\n");
        bench.LandText("b.csv", "qty,note,order_id,customer,at\n5,hello,2,bob,2026-01-01 11:00:00\n6,,3,cid,2026-01-01 12:00:00\n");
        bench.LandText("d e.csv", "order_id,customer,qty,at\n4,dan,4\n5,eve,5,2026-01-01 10:00:00,more\n");
        RunResult result = await bench.RunAsync(selection: ["bronze.*"]);
        Assert.Null(result.Message);
        Assert.Equal(
            ["1|a \"b\",\nc|4|a.csv|1|null", "2|bob|5|b.csv|1|{\"note\":\"hello\"}", "3|cid|6|b.csv|2|{}", "4|dan|4|d e.csv|1|null", "5|eve|5|d e.csv|2|null"],
            await bench.RowsAsync("bronze.shop", "order_id", "customer", "qty", "_file", "_row", "_rescued"));
        Assert.Equal(
            ["4,dan,4", "5,eve,5,2026-01-01 10:00:00,more", "null", "null", "null"],
            (await bench.RowsAsync("bronze.shop", "_corrupt_record")).Select(text => text.TrimEnd('\n')));
    }
}
