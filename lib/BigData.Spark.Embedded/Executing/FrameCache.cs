using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing;

/// <summary>How a frame is kept; Spark's storage level, reported back as it was given.</summary>
internal sealed record FrameStorage(bool UseDisk, bool UseMemory, bool UseOffHeap, bool Deserialized, int Replication)
{
    internal static FrameStorage MemoryAndDisk { get; } = new(true, true, false, true, 1);

    internal static FrameStorage None { get; } = new(false, false, false, false, 1);
}

/// <summary>
/// A frame that was asked to be kept. Its rows are computed once, when a query first needs them, into a table of the session's
/// private schema, from which every later query that holds the same plan reads.
/// </summary>
internal sealed class PersistedFrame(Relation plan, FrameStorage storage)
{
    internal Relation Plan { get; } = plan;

    internal FrameStorage Storage { get; } = storage;

    /// <summary>Held while the rows are computed.</summary>
    internal SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The quoted table with columns c0, c1 …; null until the rows are computed.</summary>
    internal string? Table { get; set; }

    internal StructType? Schema { get; set; }
}

/// <summary>The persisted frames of a session, found by plan: two frames are the same when their plans are, whatever their plan ids.</summary>
internal sealed class FrameCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Relation, PersistedFrame> _frames = [];
    private HashSet<Type> _kinds = [];

    internal PersistedFrame? Find(Relation plan)
    {
        lock (_lock)
        {
            // Canonical plans are dear to make; most relations of a plan are of a kind that is not persisted at all.
            return _kinds.Contains(plan.GetType()) ? _frames.GetValueOrDefault(CanonicalPlan.Of(plan)) : null;
        }
    }

    internal void Add(Relation plan, FrameStorage storage)
    {
        lock (_lock)
        {
            Relation canonical = CanonicalPlan.Of(plan);
            if (_frames.TryAdd(canonical, new PersistedFrame(plan, storage)))
            {
                _kinds.Add(plan.GetType());
            }
        }
    }

    /// <summary>Forgets a frame; the caller drops its table.</summary>
    internal PersistedFrame? Remove(Relation plan)
    {
        lock (_lock)
        {
            bool found = _frames.Remove(CanonicalPlan.Of(plan), out PersistedFrame? frame);
            _kinds = [.. _frames.Keys.Select(key => key.GetType())];
            return found ? frame : null;
        }
    }

    internal IReadOnlyList<PersistedFrame> Clear()
    {
        lock (_lock)
        {
            PersistedFrame[] all = [.. _frames.Values];
            _frames.Clear();
            _kinds = [];
            return all;
        }
    }
}
