using System.Runtime.CompilerServices;
using BigData.Spark.Embedded.Commands;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Engine;
using BigData.Spark.Proto;

namespace BigData.Spark.Embedded;

/// <summary>The engine of a session inside of this process: DuckDB for the rows, our own log for Delta tables.</summary>
internal sealed class EmbeddedBackend : ISparkBackend
{
    private readonly EmbeddedSession _session;
    private readonly SessionCompiler _compiler;
    private readonly PlanReader _reader;
    private readonly OperationRegistry _operations = new();

    internal EmbeddedBackend(string lakehouse, BackendContext context, TimeProvider? clock = null)
    {
        _session = new EmbeddedSession(lakehouse, context, clock ?? TimeProvider.System);
        _compiler = new SessionCompiler(_session);
        _reader = new PlanReader(_session.Conf);
    }

    public async IAsyncEnumerable<ExecuteEvent> ExecuteAsync(Plan plan, ExecuteOptions options, [EnumeratorCancellation] CancellationToken token)
    {
        using RunningOperation operation = _operations.Begin(options, token);
        IAsyncEnumerator<ExecuteEvent> events = Start(plan, operation.Token).GetAsyncEnumerator(operation.Token);
        await using (events.ConfigureAwait(false))
        {
            while (await NextAsync(events, operation).ConfigureAwait(false))
            {
                yield return events.Current;
            }
        }

        yield return new CompleteEvent();
    }

    public async Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken token)
    {
        using RunningOperation operation = _operations.Begin(new ExecuteOptions { OperationId = Guid.NewGuid().ToString() }, token);
        try
        {
            return await new AnalyzeCommands(_session, _compiler, _reader).RunAsync(request, operation.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (EngineErrors.IsForeign(e, operation))
        {
            throw EngineErrors.Translate(e, operation);
        }
    }

    public Task<ConfigResponse> ConfigAsync(ConfigRequest request, CancellationToken token) =>
        Task.FromResult(ConfigCommands.Run(_session.Conf, request.Operation));

    public Task<IReadOnlyList<string>> InterruptAsync(InterruptScope scope, CancellationToken token) => _operations.InterruptAsync(scope);

    public Task AddArtifactsAsync(IReadOnlyList<ArtifactFile> files, CancellationToken token) => throw Decoding.DecodeErrors.Unsupported(
        "COMMAND", "AddArtifacts", "There is no server that would need the files.", "Read them where they are; code in jars runs on Spark only.");

    public Task<ISparkBackend> CloneAsync(CancellationToken token) => throw Decoding.DecodeErrors.Unsupported(
        "COMMAND", "CloneSession", "Its sessions do not share a server.", "Build a second session on the same lakehouse, or run on Spark with Remote(...).");

    public async ValueTask DisposeAsync()
    {
        await _operations.InterruptAsync(new InterruptScope.All()).ConfigureAwait(false);
        _session.Dispose();
    }

    private IAsyncEnumerable<ExecuteEvent> Start(Plan plan, CancellationToken token) => _reader.Read(plan) switch
    {
        Plans.SqlCommand { Input: not Plans.SqlText } text => QueryOfTextAsync(text.Input, plan.Command.SqlCommand, token),
        Plans.Relation relation => new QueryRunner(_session, _compiler).RunAsync(relation, token),
        ModelStatement statement => new MachineLearning.ModelStatements(_session, _compiler).RunAsync(statement, token),
        Statement statement => new StatementRunner(_session, _compiler).RunAsync(statement, token),
        var node => throw new InvalidOperationException($"Internal error: a plan was read as {node.GetType().Name}."),
    };

    // A query in text is not run by itself: it is looked at for mistakes, and the client goes on with the relation that it sent.
    private async IAsyncEnumerable<ExecuteEvent> QueryOfTextAsync(Plans.Relation query, Proto.SqlCommand command, [EnumeratorCancellation] CancellationToken token)
    {
        using QueryScope scope = new();
        await _compiler.ResolveAsync(query, scope, token).ConfigureAwait(false);
#pragma warning disable CS0612 // Old clients still send the text itself.
        yield return new SqlRelationEvent(command.Input ?? new Proto.Relation { Sql = new SQL { Query = command.Sql } });
#pragma warning restore CS0612
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ExecuteEvent> events, RunningOperation operation)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (EngineErrors.IsForeign(e, operation))
        {
            throw EngineErrors.Translate(e, operation);
        }
    }
}
