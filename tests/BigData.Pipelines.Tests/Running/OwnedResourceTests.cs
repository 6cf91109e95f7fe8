using BigData.Pipelines.Running;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Tests.Running;

public sealed class OwnedResourceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_build_owns_lives_until_its_table_is_written_or_has_failed(bool fails)
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        await using Resource resource = new();
        bench.Jobs = [.. Shop.Jobs()[..2], new OwningJob(resource), Shop.Jobs()[3]];
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00");
        List<bool> seen = [];
        RunResult result = await bench.RunAsync(failpoint: step =>
        {
            if (step == "gold.totals: writing")
            {
                seen.Add(resource.IsDisposed);
                if (fails)
                {
                    throw new InvalidOperationException("the disk fell off");
                }
            }
        });
        Assert.Equal(fails ? TableStatus.Failed : TableStatus.Ok, result.Tables[2].Status);
        Assert.Equal([false], seen);
        Assert.True(resource.IsDisposed);
    }

    private sealed class Resource : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OwningJob(Resource resource) : TableJob
    {
        private readonly TotalsJob _totals = new();

        public override TableContract Table => _totals.Table;

        public override IReadOnlyList<Input> Inputs => _totals.Inputs;

        public override IReadOnlyList<SettingKey> Settings => _totals.Settings;

        public override DataFrame Build(JobContext job)
        {
            Assert.Same(resource, job.Own(resource));
            return _totals.Build(job);
        }
    }
}
