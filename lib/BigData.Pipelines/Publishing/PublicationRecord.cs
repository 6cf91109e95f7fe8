namespace BigData.Pipelines.Publishing;

/// <summary>How a publication came out.</summary>
public enum PublicationStatus
{
    /// <summary>The destination acknowledged the new rows.</summary>
    Ok,

    /// <summary>The destination held them already.</summary>
    NoChange,

    /// <summary>Only looked at.</summary>
    Previewed,

    /// <summary>The destination would have changed by more than is allowed.</summary>
    Refused,

    /// <summary>An error.</summary>
    Failed,
}

/// <summary>What a run published of one table to one destination: a row of <c>ops.publications</c>.</summary>
public sealed record PublicationRecord
{
    /// <summary>The destination's name.</summary>
    public required string Destination { get; init; }

    /// <summary>The table's full name.</summary>
    public required string Table { get; init; }

    /// <summary>The version that was published; null when the table has none.</summary>
    public long? Version { get; init; }

    /// <summary>Rows added at the destination.</summary>
    public long Added { get; init; }

    /// <summary>Rows changed at the destination.</summary>
    public long Changed { get; init; }

    /// <summary>Rows removed at the destination.</summary>
    public long Removed { get; init; }

    /// <summary>Rows that were not published because of what they hold.</summary>
    public long Rejected { get; init; }

    /// <summary>How it came out.</summary>
    public required PublicationStatus Status { get; init; }

    /// <summary>Start, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>End, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why it was refused or failed, or what people should know; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>The rejected rows, perhaps not all of them.</summary>
    public IReadOnlyList<PublicationReject> Rejects { get; init; } = [];
}

/// <summary>A row that was not published.</summary>
/// <param name="Key">The key columns as a JSON object.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record PublicationReject(string Key, string Reason);
