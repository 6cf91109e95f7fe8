using BigData.Pipelines.Locking;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests.Running;

/// <summary>As-of dates, full refresh, expectations, settings, failures and cancellation.</summary>
public sealed class RunRuleTests
{
    [Fact]
    public async Task An_as_of_date_before_the_newest_is_refused_before_anything_is_built()
    {
        await using RunnerBench bench = await FirstAsync();
        await bench.RunAsync(asOf: "2026-02-01");
        bench.Land("new.csv", "7,eve,1,2026-01-05 10:00:00");
        PipelineUsageException error = await Assert.ThrowsAsync<PipelineUsageException>(() => bench.RunAsync(asOf: "2026-01-31"));
        Assert.Contains("2026-01-31 is before 2026-02-01, which gold.totals already holds", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("new.csv", await bench.RowsAsync("bronze.shop", "_file"));
        Assert.Equal(2, (await bench.RowsAsync("ops.runs")).Length);
    }

    [Fact]
    public async Task Without_an_option_the_date_in_gold_stays_until_newer_events_come()
    {
        await using RunnerBench bench = await FirstAsync();
        await bench.RunAsync(asOf: "2026-01-10");
        Assert.Equal((RunStatus.NoChange, new DateOnly(2026, 1, 10)), Outcome(await bench.RunAsync()));
        bench.Land("new.csv", "7,eve,1,2026-01-20 10:00:00");
        Assert.Equal((RunStatus.Ok, new DateOnly(2026, 1, 21)), Outcome(await bench.RunAsync()));
    }

    [Fact]
    public async Task The_day_of_the_newest_event_is_the_sources_own()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Settings["sources:shop:time_zone"] = "Asia/Tokyo";
        bench.Land("a.csv", "1,ann,4,2026-01-01 20:00:00");
        Assert.Equal(new DateOnly(2026, 1, 3), (await bench.RunAsync()).AsOf);
    }

    [Fact]
    public async Task A_full_refresh_replays_the_dates_of_history_and_leaves_bronze_alone()
    {
        await using RunnerBench bench = await FirstAsync();
        bench.Land("b.csv", "5,ann,20,2026-01-08 10:00:00");
        await bench.RunAsync();
        string[] levels = await bench.RowsAsync("gold.levels");
        Assert.Equal(["shop|ann|high|2026-01-09|null", "shop|ann|low|2026-01-03|2026-01-09", "shop|bob|low|2026-01-03|null"], levels);
        DataFrame feed = bench.Spark.Read().Option("readChangeFeed", true).Option("startingVersion", await bench.VersionAsync("gold.levels")).Delta(Path.Combine(bench.Lakehouse, "gold", "levels"));
        Assert.Equal(
            ["insert high until null", "update_postimage low until 2026-01-09", "update_preimage low until null"],
            (await feed.SelectExpr("concat(_change_type, ' ', level, ' until ', coalesce(CAST(valid_to AS string), 'null'))").CollectAsync()).Select(row => row.GetAs<string>(0)).Order(StringComparer.Ordinal));

        long bronze = await bench.VersionAsync("bronze.shop");
        RunResult again = await bench.RunAsync(fullRefresh: true);
        Assert.Null(again.Message);
        Assert.Equal(levels, await bench.RowsAsync("gold.levels"));
        Assert.Equal(bronze, await bench.VersionAsync("bronze.shop"));

        RunResult earlier = await bench.RunAsync(asOf: "2026-01-03", fullRefresh: true, selection: ["gold.*"]);
        Assert.Null(earlier.Message);
        Assert.Equal(["shop|ann|low|2026-01-03|null", "shop|bob|low|2026-01-03|null"], await bench.RowsAsync("gold.levels"));
        Assert.Equal(["2026-01-03", "2026-01-03"], await bench.RowsAsync("gold.totals", "as_of"));
    }

    [Fact]
    public async Task A_replay_that_ends_early_is_finished_by_the_next_run()
    {
        await using RunnerBench bench = await FirstAsync();
        bench.Land("b.csv", "5,ann,20,2026-01-08 10:00:00");
        await bench.RunAsync();
        string[] levels = await bench.RowsAsync("gold.levels");
        int writes = 0;
        await Assert.ThrowsAsync<FailpointException>(() => bench.RunAsync(fullRefresh: true, failpoint: step =>
        {
            if (step == "gold.levels: writing" && ++writes == 2)
            {
                throw new FailpointException(step);
            }
        }));
        Assert.NotEqual(levels, await bench.RowsAsync("gold.levels"));
        Assert.Null((await bench.RunAsync()).Message);
        Assert.Equal(levels, await bench.RowsAsync("gold.levels"));
        Assert.Equal(RunStatus.NoChange, (await bench.RunAsync()).Status);
    }

    [Fact]
    public async Task A_broken_expectation_commits_nothing_and_skips_what_reads_the_table()
    {
        await using RunnerBench bench = await FirstAsync();
        long version = await bench.VersionAsync("silver.lines");
        bench.Jobs = Shop.Jobs(Expect.Between("qty", 0, 50));
        bench.Land("b.csv", "5,ann,60,2026-01-08 10:00:00", "6,ann,1,2026-01-08 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Equal((RunStatus.Failed, 3), (result.Status, result.ExitCode));
        Assert.Equal([TableStatus.Ok, TableStatus.Failed, TableStatus.Skipped, TableStatus.Skipped], result.Tables.Select(table => table.Status));
        Assert.Contains("between(qty, 0, 50): 1 of 2", result.Message, StringComparison.Ordinal);
        Assert.Equal(version, await bench.VersionAsync("silver.lines"));
        Assert.Contains("silver.lines|between(qty, 0, 50)|fail|2|1", await bench.RowsAsync("ops.expectations", "table", "rule", "severity", "checked", "failed"));
    }

    [Fact]
    public async Task Rows_that_break_a_quarantining_expectation_go_to_the_quarantine()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Jobs = Shop.Jobs(Expect.Between("qty", 0, 50).Quarantine(), Expect.NotNull("customer").Quarantine(), Expect.Unique("order_id").Quarantine());
        bench.Land("a.csv", "1,ann,60,2026-01-01 10:00:00", "2,,1,2026-01-01 10:00:00", "3,bob,x,2026-01-01 10:00:00", "4,cid,4,2026-01-01 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Null(result.Message);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["4"], await bench.RowsAsync("silver.lines", "order_id"));
        Assert.Equal(["bad_qty|3", "between(qty, 0, 50)|1", "not_null(customer)|2"], await bench.RowsAsync("silver.lines_quarantine", "rule", "_row"));
        Assert.Equal((1, 3), (result.Tables[1].RowsOut, result.Tables[1].RowsRejected));
    }

    [Fact]
    public async Task A_warning_expectation_is_told_and_commits()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Land("a.csv", "1,ann,2000,2026-01-01 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["gold.totals: 1 of 1 rows break between(pieces, 0, 1000)"], result.Warnings);
    }

    [Fact]
    public async Task A_setting_that_changes_makes_its_readers_stale()
    {
        await using RunnerBench bench = await FirstAsync();
        bench.Settings["totals:factor"] = "10";
        RunResult result = await bench.RunAsync();
        Assert.Equal([TableStatus.NoChange, TableStatus.NoChange, TableStatus.Ok, TableStatus.Ok], result.Tables.Select(table => table.Status));
        Assert.Equal(["40", "70"], await bench.RowsAsync("gold.totals", "pieces"));
    }

    [Fact]
    public async Task Facts_of_a_build_are_in_the_result_and_in_the_history()
    {
        await using RunnerBench bench = await FirstAsync();
        TableCommit commit = (await bench.HistoryAsync("gold.totals"))[0];
        Assert.Equal("""{"cut_offs":[{"metric":"pieces","edge":10}]}""", commit.Facts?.ToJsonString());
        Assert.Equal(new DateOnly(2026, 1, 3), commit.AsOf);
        Assert.Equal([new TableCommitInput("silver.lines", await bench.VersionAsync("silver.lines"), null)], commit.Inputs);
    }

    [Fact]
    public async Task A_cancelled_run_says_so_and_the_next_one_goes_on()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00");
        using CancellationTokenSource stop = new();
        RunResult result = await bench.RunAsync(token: stop.Token, failpoint: step =>
        {
            if (step == "silver.lines: building")
            {
                stop.Cancel();
            }
        });
        Assert.Equal((RunStatus.Cancelled, 130), (result.Status, result.ExitCode));
        Assert.Equal(TableStatus.Ok, result.Tables[0].Status);
        Assert.Equal(["cancelled|130"], await bench.RowsAsync("ops.runs", "status", "exit_code"));
        Assert.Equal(0, (await bench.RunAsync()).ExitCode);
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_refused()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        using LakehouseLock held = LakehouseLock.Acquire(bench.Lakehouse, "other", bench.Time);
        await Assert.ThrowsAsync<LakehouseLockedException>(() => bench.RunAsync());
        Assert.False(Directory.Exists(Path.Combine(bench.Lakehouse, "ops")));
    }

    [Fact]
    public async Task A_table_of_a_newer_protocol_fails_alone()
    {
        await using RunnerBench bench = await FirstAsync();
        string log = Path.Combine(bench.Lakehouse, "gold", "totals", "_delta_log");
        string next = (await bench.VersionAsync("gold.totals") + 1).ToString("D20", System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllText(
            Path.Combine(log, next + ".json"),
            """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["fromTheFuture"],"writerFeatures":["fromTheFuture"]}}""" + "\n");
        bench.Land("b.csv", "5,ann,6,2026-01-08 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Equal((RunStatus.Failed, 1), (result.Status, result.ExitCode));
        Assert.Equal([TableStatus.Ok, TableStatus.Ok, TableStatus.Failed, TableStatus.Skipped], result.Tables.Select(table => table.Status));
        Assert.Contains("fromTheFuture", result.Message, StringComparison.Ordinal);
    }

    private static (RunStatus Status, DateOnly? AsOf) Outcome(RunResult result) => (result.Status, result.AsOf);

    private static async Task<RunnerBench> FirstAsync()
    {
        RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00", "2,bob,7,2026-01-02 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Null(result.Message);
        return bench;
    }
}
