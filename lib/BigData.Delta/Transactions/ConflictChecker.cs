using BigData.Delta.Actions;
using BigData.Delta.Predicates;

namespace BigData.Delta.Transactions;

/// <summary>Judges one commit that came in between against what a transaction has read and writes, in the order of delta-spark.</summary>
internal sealed class ConflictChecker
{
    private readonly PendingCommit _commit;
    private readonly HashSet<string> _removed;
    private readonly FileEvaluator? _evaluator;

    public ConflictChecker(PendingCommit commit)
    {
        _commit = commit;
        _removed = new HashSet<string>(commit.Removes.Select(r => r.Path), StringComparer.Ordinal);
        _evaluator = commit.Snapshot is { } snapshot ? new FileEvaluator(snapshot.Metadata) : null;
    }

    /// <summary>The outcome that the winner forces, or null when both commits can stand.</summary>
    public CommitResult? Check(long version, IReadOnlyList<DeltaAction> winner)
    {
        if (winner.OfType<SetTransaction>().FirstOrDefault(t => t.AppId == _commit.Application?.AppId) is { } other)
        {
            return other.Version >= _commit.Application!.Version
                ? new CommitResult.AlreadyApplied(other.AppId, other.Version, version)
                : Conflict(ConflictKind.ConcurrentTransaction, version, $"application '{other.AppId}' committed its version {other.Version}");
        }

        if (_commit.Snapshot is null)
        {
            return Conflict(ConflictKind.TableCreated, version, "another writer created the table");
        }

        if (winner.OfType<Protocol>().Any())
        {
            return Conflict(ConflictKind.ProtocolChanged, version, "the protocol changed");
        }

        if (winner.OfType<Metadata>().Any())
        {
            return Conflict(ConflictKind.MetadataChanged, version, "schema, partitioning or properties changed");
        }

        return CheckAdds(version, winner) ?? CheckRemoves(version, winner);
    }

    private CommitResult.Conflict? CheckAdds(long version, IReadOnlyList<DeltaAction> winner)
    {
        if (_commit.OnlyMovesRows)
        {
            // Snapshot isolation: rows that only move do not care about new ones.
            return null;
        }

        foreach (AddFile add in winner.OfType<AddFile>().Where(a => a.DataChange))
        {
            if (_commit.Reads.Predicates.Any(p => _evaluator!.MayMatch(add, p)))
            {
                return Conflict(ConflictKind.ConcurrentAppend, version, $"file '{add.Path}' was added where this commit had read");
            }
        }

        return null;
    }

    private CommitResult.Conflict? CheckRemoves(long version, IReadOnlyList<DeltaAction> winner)
    {
        foreach (RemoveFile remove in winner.OfType<RemoveFile>())
        {
            if (_removed.Contains(remove.Path))
            {
                return Conflict(ConflictKind.ConcurrentDeleteDelete, version, $"file '{remove.Path}' was removed, which this commit removes too");
            }

            if (_commit.Reads.Contains(remove))
            {
                return Conflict(ConflictKind.ConcurrentDeleteRead, version, $"file '{remove.Path}' was removed, which this commit had read");
            }
        }

        return null;
    }

    private static CommitResult.Conflict Conflict(ConflictKind kind, long version, string what) => new(
        kind,
        version,
        $"Version {version} was committed first: {what}. Run the operation again on the newer version.");
}
