using BigData.Spark.Engine;

namespace BigData.Spark.Sql;

/// <summary>Receives the aggregates that <c>DataFrame.Observe</c> computes while the frame runs for another purpose.</summary>
public sealed class Observation
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, object?>> _values =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _used;

    /// <summary>Makes an observation; it serves one frame.</summary>
    /// <param name="name">The name in the plan; a unique one by default.</param>
    public Observation(string? name = null) => Name = string.IsNullOrEmpty(name) ? Guid.NewGuid().ToString() : name;

    /// <summary>The name in the plan.</summary>
    public string Name { get; }

    /// <summary>Waits for the first action on the frame.</summary>
    /// <returns>Values by the aliases of the aggregates.</returns>
    public IReadOnlyDictionary<string, object?> Get() => Blocking.Run(() => GetAsync());

    /// <summary>Waits for the first action on the frame.</summary>
    /// <param name="token">Gives up waiting.</param>
    /// <returns>Values by the aliases of the aggregates.</returns>
    public Task<IReadOnlyDictionary<string, object?>> GetAsync(CancellationToken token = default) => _values.Task.WaitAsync(token);

    internal void Claim()
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException($"The observation {Name} already serves a frame; make a new one.");
        }
    }

    internal void Set(ObservedEvent observed)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        for (int i = 0; i < observed.Keys.Count && i < observed.Values.Count; i++)
        {
            values[observed.Keys[i]] = Plans.LiteralValues.Read(observed.Values[i]);
        }

        _values.TrySetResult(values);
    }
}
