using System.Globalization;
using BigData.Delta.Actions;

namespace BigData.Delta.Transactions;

/// <summary>A transaction that is to be committed; it changes no more.</summary>
internal sealed class PendingCommit
{
    public required DeltaLog Log { get; init; }

    public required Snapshot? Snapshot { get; init; }

    public required DeltaOperation Operation { get; init; }

    public required Metadata? Metadata { get; init; }

    public required Protocol? Protocol { get; init; }

    public required SetTransaction? Application { get; init; }

    public required IReadOnlyList<AddFile> Adds { get; init; }

    public required IReadOnlyList<ChangeDataFile> Changes { get; init; }

    public required IReadOnlyList<RemoveFile> Removes { get; init; }

    public required TransactionReads Reads { get; init; }

    /// <summary>Random identity, by which the commit is recognised after a lost answer.</summary>
    public string TxnId { get; } = Guid.NewGuid().ToString();

    /// <summary>Rows are only added and nothing was read: no other commit can make this one wrong.</summary>
    public bool IsBlindAppend => !Reads.Any && Removes.Count == 0;

    /// <summary>Rows are only moved between files.</summary>
    public bool OnlyMovesRows => Adds.Count + Removes.Count > 0 && Adds.All(a => !a.DataChange) && Removes.All(r => !r.DataChange);

    /// <summary>The lines of the commit file, in the order in which delta-spark writes them.</summary>
    public IEnumerable<DeltaAction> ToActions()
    {
        yield return ToInfo();
        if (Metadata is not null)
        {
            yield return Metadata;
        }

        if (Protocol is not null)
        {
            yield return Protocol;
        }

        if (Application is not null)
        {
            yield return Application;
        }

        foreach (RemoveFile remove in Removes)
        {
            yield return remove;
        }

        foreach (AddFile add in Adds)
        {
            yield return add;
        }

        foreach (ChangeDataFile change in Changes)
        {
            yield return change;
        }
    }

    private CommitInfo ToInfo() => new()
    {
        Timestamp = Log.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
        Operation = Operation.Name,
        OperationParameters = Operation.Parameters,
        ReadVersion = Snapshot?.Version,
        IsolationLevel = OnlyMovesRows ? "SnapshotIsolation" : "Serializable",
        IsBlindAppend = IsBlindAppend,
        OperationMetrics = Operation.Metrics.Count > 0 || !Operation.Name.Contains("WRITE", StringComparison.Ordinal)
            && !Operation.Name.EndsWith("AS SELECT", StringComparison.Ordinal)
                ? Operation.Metrics
                : CountFiles(),
        UserMetadata = Operation.UserMetadata,
        EngineInfo = Log.Options.EngineInfo,
        TxnId = TxnId,
    };

    private Dictionary<string, string?> CountFiles()
    {
        Dictionary<string, string?> metrics = new(StringComparer.Ordinal)
        {
            ["numFiles"] = Text(Adds.Count),
            ["numOutputRows"] = Text(Adds.Sum(a => a.Statistics?.NumRecords ?? 0)),
            ["numOutputBytes"] = Text(Adds.Sum(a => a.Size)),
        };
        if (Removes.Count > 0)
        {
            metrics["numRemovedFiles"] = Text(Removes.Count);
            metrics["numRemovedBytes"] = Text(Removes.Sum(r => r.Size ?? 0));
        }

        return metrics;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
