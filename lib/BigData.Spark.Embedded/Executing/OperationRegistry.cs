using System.Collections.Concurrent;
using BigData.Spark.Engine;

namespace BigData.Spark.Embedded.Executing;

/// <summary>An execution that can be interrupted from outside.</summary>
internal sealed class RunningOperation : IDisposable
{
    private readonly OperationRegistry _registry;
    private readonly CancellationTokenSource _source;

    internal RunningOperation(OperationRegistry registry, ExecuteOptions options, CancellationToken token)
    {
        _registry = registry;
        _source = CancellationTokenSource.CreateLinkedTokenSource(token);
        Options = options;
        Token = _source.Token;
    }

    internal ExecuteOptions Options { get; }

    /// <summary>Cancelled by the caller's token and by an interrupt.</summary>
    internal CancellationToken Token { get; }

    /// <summary>Whether an interrupt of the session ended it, rather than the caller's own token.</summary>
    internal bool IsInterrupted { get; private set; }

    internal async Task InterruptAsync()
    {
        IsInterrupted = true;
        try
        {
            await _source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        _registry.Remove(this);
        _source.Dispose();
    }
}

/// <summary>The running executions of a session.</summary>
internal sealed class OperationRegistry
{
    private readonly ConcurrentDictionary<RunningOperation, bool> _running = new();

    internal RunningOperation Begin(ExecuteOptions options, CancellationToken token)
    {
        RunningOperation operation = new(this, options, token);
        _running[operation] = true;
        return operation;
    }

    internal void Remove(RunningOperation operation) => _running.TryRemove(operation, out _);

    internal async Task<IReadOnlyList<string>> InterruptAsync(InterruptScope scope)
    {
        List<string> interrupted = [];
        foreach (RunningOperation operation in _running.Keys.Where(operation => Matches(operation, scope)))
        {
            await operation.InterruptAsync().ConfigureAwait(false);
            interrupted.Add(operation.Options.OperationId);
        }

        return interrupted;
    }

    private static bool Matches(RunningOperation operation, InterruptScope scope) => scope switch
    {
        InterruptScope.All => true,
        InterruptScope.ByTag tag => operation.Options.Tags.Contains(tag.Tag, StringComparer.Ordinal),
        InterruptScope.ByOperation id => string.Equals(operation.Options.OperationId, id.OperationId, StringComparison.Ordinal),
        _ => throw new ArgumentException($"Unknown interrupt scope {scope}.", nameof(scope)),
    };
}
