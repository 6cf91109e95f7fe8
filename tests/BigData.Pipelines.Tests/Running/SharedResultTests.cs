using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Tests.Running;

public sealed class SharedResultTests
{
    [Fact]
    public async Task Tables_with_equal_inputs_and_settings_are_made_from_one_computation_that_ends_with_the_run()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        List<Computation> made = [];
        bench.Jobs = [.. Shop.Jobs()[..2], new SharingJob("gold.a", made), new SharingJob("gold.b", made), new SharingJob("gold.c", made, new SettingKey("c:factor", SettingType.Integer, "1", "another one"))];
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00");
        List<int> live = [];
        RunResult result = await bench.RunAsync(failpoint: step =>
        {
            if (step.EndsWith(": writing", StringComparison.Ordinal) && step.StartsWith("gold.", StringComparison.Ordinal))
            {
                live.Add(made.Count(computation => !computation.IsDisposed));
            }
        });
        Assert.All(result.Tables, table => Assert.Equal(TableStatus.Ok, table.Status));
        Assert.Equal([1, 1, 2], live);
        Assert.Equal(["gold.a", "gold.c"], made.Select(computation => computation.MadeFor));
        Assert.All(made, computation => Assert.True(computation.IsDisposed));

        // Nothing new: nothing is made; one table alone, from something new: made for it.
        await bench.RunAsync();
        Assert.Equal(2, made.Count);
        bench.Land("b.csv", "2,bob,6,2026-01-01 11:00:00");
        await bench.RunAsync(selection: ["gold.b"]);
        Assert.Equal("gold.b", made[^1].MadeFor);
        Assert.Equal(10L, (await bench.Spark.Read().Format("delta").Load(Path.Combine(bench.Lakehouse, "gold", "b")).CollectAsync(TestContext.Current.CancellationToken))[0].GetAs<long>("pieces"));
    }

    [Fact]
    public async Task What_fails_is_tried_again_by_the_next_table_and_changes_cannot_be_shared()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        List<Computation> made = [];
        bench.Jobs = [.. Shop.Jobs()[..2], new SharingJob("gold.a", made) { Fails = true }, new SharingJob("gold.b", made), new SharingJob("gold.c", made) { TakesChanges = true }];
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Equal([TableStatus.Failed, TableStatus.Ok, TableStatus.Failed], result.Tables.Skip(2).Select(table => table.Status));
        Assert.Contains("not all of its inputs are whole tables: silver.lines", result.Tables[4].Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(made).IsDisposed);
    }

    private sealed record Computation(string MadeFor, DataFrame Total) : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SharingJob(string name, List<Computation> made, params IReadOnlyList<SettingKey> settings) : TableJob
    {
        public bool Fails { get; init; }

        public bool TakesChanges { get; init; }

        public override TableContract Table => new()
        {
            Name = name,
            Grain = "all there is",
            Keys = ["source"],
            Columns = [new("source", "string", "source"), new("pieces", "bigint", "pieces")],
        };

        public override IReadOnlyList<Input> Inputs => [TakesChanges ? Shop.Lines.Changes() : Shop.Lines.Full()];

        public override IReadOnlyList<SettingKey> Settings => settings;

        public override DataFrame Build(JobContext job) => job.Share(() =>
        {
            if (Fails)
            {
                throw new InvalidOperationException("the sum is lost");
            }

            made.Add(new Computation(name, job.Read(Shop.Lines).GroupBy("source").Agg(Sum(Col("qty").Cast("bigint")).As("pieces"))));
            return made[^1];
        }).Total;
    }
}
