namespace BigData.Activation;

/// <summary>How a publication came out.</summary>
public enum PublicationOutcome
{
    /// <summary>The destination holds the new rows and has acknowledged them.</summary>
    Published,

    /// <summary>The destination held them already.</summary>
    NoChange,

    /// <summary>Only looked at.</summary>
    Previewed,

    /// <summary>The number of rows would have changed by more than is allowed; nothing was sent.</summary>
    Refused,

    /// <summary>An error; the destination holds what it held, or the next publication sends everything again.</summary>
    Failed,
}

/// <summary>What a publication did to one table of one destination.</summary>
public sealed record PublicationResult
{
    /// <summary>The destination's name.</summary>
    public required string Destination { get; init; }

    /// <summary>The table's full name.</summary>
    public required string Table { get; init; }

    /// <summary>The version of the table.</summary>
    public required long Version { get; init; }

    /// <summary>How it came out.</summary>
    public required PublicationOutcome Outcome { get; init; }

    /// <summary>Rows at the destination afterwards, or in a preview the rows that it would hold; null when unknown.</summary>
    public long? Rows { get; init; }

    /// <summary>Rows added.</summary>
    public long Added { get; init; }

    /// <summary>Rows changed.</summary>
    public long Changed { get; init; }

    /// <summary>Rows removed.</summary>
    public long Removed { get; init; }

    /// <summary>Rows that were not published because of what they hold.</summary>
    public long Rejected { get; init; }

    /// <summary>The rejected rows, perhaps not all of them.</summary>
    public IReadOnlyList<RejectedRow> Rejects { get; init; } = [];

    /// <summary>In a preview, a few changes with personal values replaced.</summary>
    public IReadOnlyList<ChangeSample> Samples { get; init; } = [];

    /// <summary>Why it was refused or failed, or why everything was sent; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>The exception of a failed publication.</summary>
    public Exception? Error { get; init; }
}

/// <summary>A change as a preview shows it.</summary>
/// <param name="Kind">What would be done.</param>
/// <param name="Values">Column and value as text; personal values are replaced by a word that is the same for the same value within one preview.</param>
public sealed record ChangeSample(ChangeKind Kind, IReadOnlyList<KeyValuePair<string, string?>> Values);
