using System.Runtime.CompilerServices;
using Apache.Arrow;
using BigData.Spark.Arrow;
using BigData.Spark.Engine;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using StructType = BigData.Spark.Sql.Types.StructType;

namespace BigData.Spark.Tests.Engine;

/// <summary>An engine that remembers what it is asked and answers what the test says.</summary>
internal sealed class FakeBackend : ISparkBackend
{
    public List<(Plan Plan, ExecuteOptions Options)> Executed { get; } = [];

    public List<AnalyzePlanRequest> Analyzed { get; } = [];

    public List<ConfigRequest> Configured { get; } = [];

    public List<InterruptScope> Interrupted { get; } = [];

    public bool Disposed { get; private set; }

    /// <summary>What an execution answers, before the end.</summary>
    public Func<Plan, CancellationToken, IAsyncEnumerable<ExecuteEvent>> OnExecute { get; set; } = (_, _) => Events();

    public Func<AnalyzePlanRequest, AnalyzePlanResponse> OnAnalyze { get; set; } = _ => new AnalyzePlanResponse();

    public Func<ConfigRequest, ConfigResponse> OnConfig { get; set; } = _ => new ConfigResponse();

    public Plan LastPlan => Executed[^1].Plan;

    /// <summary>A session on a fake engine; its output is kept in <paramref name="output"/>.</summary>
    public static SparkSession Session(out FakeBackend backend, StringWriter? output = null)
    {
        FakeBackend fake = new();
        backend = fake;
        Builder builder = SparkSession.Builder().AppName("test").Output(output ?? new StringWriter());
        return builder.UseBackend(_ => fake).GetOrCreate();
    }

    /// <summary>The schema and one batch of rows.</summary>
    public static IEnumerable<ExecuteEvent> Rows(StructType schema, params object?[][] rows)
    {
        (_, IReadOnlyList<RecordBatch> batches) = ArrowStreams.Read(LocalData.Write(schema, rows));
        return batches.Select((batch, i) => (ExecuteEvent)new BatchEvent(batch, i == 0 ? 0 : rows.Length)).Prepend(new SchemaEvent(schema));
    }

    public static async IAsyncEnumerable<ExecuteEvent> Events(params IEnumerable<ExecuteEvent> events)
    {
        await Task.Yield();
        foreach (ExecuteEvent item in events)
        {
            yield return item;
        }

        yield return new CompleteEvent();
    }

    public async IAsyncEnumerable<ExecuteEvent> ExecuteAsync(
        Plan plan, ExecuteOptions options, [EnumeratorCancellation] CancellationToken token)
    {
        Executed.Add((plan, options));
        await foreach (ExecuteEvent item in OnExecute(plan, token).WithCancellation(token))
        {
            yield return item;
        }
    }

    public Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken token)
    {
        Analyzed.Add(request);
        return Task.FromResult(OnAnalyze(request));
    }

    public Task<ConfigResponse> ConfigAsync(ConfigRequest request, CancellationToken token)
    {
        Configured.Add(request);
        return Task.FromResult(OnConfig(request));
    }

    public Task<IReadOnlyList<string>> InterruptAsync(InterruptScope scope, CancellationToken token)
    {
        Interrupted.Add(scope);
        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    public List<ArtifactFile> Artifacts { get; } = [];

    public Task AddArtifactsAsync(IReadOnlyList<ArtifactFile> files, CancellationToken token)
    {
        Artifacts.AddRange(files);
        return Task.CompletedTask;
    }

    public Task<ISparkBackend> CloneAsync(CancellationToken token) => Task.FromResult<ISparkBackend>(new FakeBackend());

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
