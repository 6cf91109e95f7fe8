namespace BigData.Delta.Actions;

/// <summary>The <c>commitInfo</c> action: what a commit did, for people and for the conflict checks of others.</summary>
public sealed record CommitInfo : DeltaAction
{
    /// <summary>Time of the commit in milliseconds since 1970-01-01 UTC; null when the writer left it out.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The table's own clock in milliseconds (feature <c>inCommitTimestamp</c>); null without it.</summary>
    public long? InCommitTimestamp { get; init; }

    /// <summary>Name of the operation, for example <c>WRITE</c> or <c>MERGE</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Parameters of the operation; a value that is not a JSON string is kept as its JSON text.</summary>
    public IReadOnlyDictionary<string, string?> OperationParameters { get; init; } = FileAction.NoValues;

    /// <summary>Version that the writer had read; null for the first commit.</summary>
    public long? ReadVersion { get; init; }

    /// <summary>Isolation level of the commit, for example <c>Serializable</c>.</summary>
    public string? IsolationLevel { get; init; }

    /// <summary>True when the commit only added rows and read nothing; null when the writer did not say.</summary>
    public bool? IsBlindAppend { get; init; }

    /// <summary>Counts of the operation as text, for example <c>numOutputRows</c>.</summary>
    public IReadOnlyDictionary<string, string?> OperationMetrics { get; init; } = FileAction.NoValues;

    /// <summary>The program that wrote the commit.</summary>
    public string? EngineInfo { get; init; }

    /// <summary>Random identity of the commit, by which its writer recognises it after a lost answer.</summary>
    public string? TxnId { get; init; }

    /// <summary>Free text that the user attached to the commit.</summary>
    public string? UserMetadata { get; init; }
}
