using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql;

namespace BigData.Spark.Engine;

/// <summary>
/// A session's calls to its engine: operation ids and tags, the interrupt of an operation that is given up, and the delivery of
/// observed metrics.
/// </summary>
internal sealed class SessionEngine(ISparkBackend backend) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, Observation> _observations = new();
    private readonly ConcurrentDictionary<string, byte> _tags = new(StringComparer.Ordinal);
    private ImmutableArray<Action<ExecutionProgress>> _progressHandlers = [];
    private long _planId = -1;
    private int _closed;

    public IEnumerable<string> Tags => _tags.Keys.Order(StringComparer.Ordinal);

    public void AddProgressHandler(Action<ExecutionProgress> handler) =>
        ImmutableInterlocked.Update(ref _progressHandlers, static (all, one) => all.Add(one), handler);

    public void RemoveProgressHandler(Action<ExecutionProgress> handler) =>
        ImmutableInterlocked.Update(ref _progressHandlers, static (all, one) => all.Remove(one), handler);

    public long NextPlanId() => Interlocked.Increment(ref _planId);

    public void AddTag(string tag) => _tags[tag] = 0;

    public void RemoveTag(string tag) => _tags.TryRemove(tag, out _);

    public void ClearTags() => _tags.Clear();

    public void Observe(long planId, Observation observation) => _observations[planId] = observation;

    /// <summary>
    /// Executes a plan. Whoever stops reading before the end, by cancellation or by leaving the loop, interrupts the operation.
    /// </summary>
    public async IAsyncEnumerable<ExecuteEvent> ExecuteAsync(Plan plan, [EnumeratorCancellation] CancellationToken token)
    {
        ThrowIfClosed();
        ExecuteOptions options = new() { OperationId = Guid.NewGuid().ToString(), Tags = [.. Tags] };
        bool complete = false;
        try
        {
            await foreach (ExecuteEvent item in backend.ExecuteAsync(plan, options, token).ConfigureAwait(false))
            {
                complete = item is CompleteEvent;
                Report(options.OperationId, item);
                if (item is ObservedEvent observed && _observations.TryRemove(observed.PlanId, out Observation? observation))
                {
                    observation.Set(observed);
                }

                yield return item;
            }

            complete = true;
        }
        finally
        {
            if (!complete)
            {
                Report(options.OperationId, new CompleteEvent());
                await InterruptQuietlyAsync(options.OperationId).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Executes a command; its rows, if any, are dropped.</summary>
    public async Task RunAsync(Command command, CancellationToken token) => await RunSqlAsync(command, token).ConfigureAwait(false);

    /// <summary>Executes a command and gives the relation that stands for its result, if there is one.</summary>
    public async Task<Relation?> RunSqlAsync(Command command, CancellationToken token)
    {
        Relation? relation = null;
        await foreach (ExecuteEvent item in ExecuteAsync(new Plan { Command = command }, token).ConfigureAwait(false))
        {
            switch (item)
            {
                case SqlRelationEvent result:
                    relation = result.Relation;
                    break;
                case BatchEvent rows:
                    rows.Batch.Dispose();
                    break;
                default:
                    break;
            }
        }

        return relation;
    }

    /// <summary>Executes a command of machine learning and gives its answer, if there is one.</summary>
    public async Task<MlCommandResult?> RunMlAsync(MlCommand command, CancellationToken token)
    {
        MlCommandResult? result = null;
        await foreach (ExecuteEvent item in ExecuteAsync(new Plan { Command = new Command { MlCommand = command } }, token).ConfigureAwait(false))
        {
            result = (item as MlResultEvent)?.Result ?? result;
        }

        return result;
    }

    public Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken token)
    {
        ThrowIfClosed();
        return backend.AnalyzeAsync(request, token);
    }

    public Task<ConfigResponse> ConfigAsync(ConfigRequest request, CancellationToken token)
    {
        ThrowIfClosed();
        return backend.ConfigAsync(request, token);
    }

    public Task<IReadOnlyList<string>> InterruptAsync(InterruptScope scope, CancellationToken token)
    {
        ThrowIfClosed();
        return backend.InterruptAsync(scope, token);
    }

    public Task AddArtifactsAsync(IReadOnlyList<ArtifactFile> files, CancellationToken token)
    {
        ThrowIfClosed();
        return backend.AddArtifactsAsync(files, token);
    }

    public async Task<SessionEngine> CloneAsync(CancellationToken token)
    {
        ThrowIfClosed();
        return new SessionEngine(await backend.CloneAsync(token).ConfigureAwait(false));
    }

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _closed, 1) == 0 ? backend.DisposeAsync() : ValueTask.CompletedTask;

    private void Report(string operationId, ExecuteEvent item)
    {
        ExecutionProgress? progress = item switch
        {
            ProgressEvent now => new ExecutionProgress(operationId, now.Stages, now.RunningTasks, IsDone: false),
            CompleteEvent => new ExecutionProgress(operationId, [], 0, IsDone: true),
            _ => null,
        };
        foreach (Action<ExecutionProgress> handler in progress is null ? [] : _progressHandlers)
        {
            handler(progress!);
        }
    }

    // The error that ended the reading matters; one of the interrupt would only hide it.
    private async Task InterruptQuietlyAsync(string operationId)
    {
        try
        {
            await backend.InterruptAsync(new InterruptScope.ByOperation(operationId), CancellationToken.None).ConfigureAwait(false);
        }
        catch (SparkException)
        {
        }
    }

    private void ThrowIfClosed()
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            throw SparkErrors.Create("SESSION_CLOSED");
        }
    }
}
