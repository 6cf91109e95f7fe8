namespace BigData.Activation;

/// <summary>
/// What a destination holds of a table since it last acknowledged a publication. The destination keeps it together with the rows, so
/// that both change in one step.
/// </summary>
public sealed record Acknowledgement
{
    /// <summary>The id of the Delta table that the rows come from.</summary>
    public required string TableId { get; init; }

    /// <summary>The version that the rows are.</summary>
    public required long Version { get; init; }

    /// <summary><see cref="PublishedTable.ContractVersion"/> at that time.</summary>
    public required string ContractVersion { get; init; }

    /// <summary>Which rows were published: <see cref="TableVersion.Where"/>; null for all.</summary>
    public string? Where { get; init; }

    /// <summary>How many rows the destination holds.</summary>
    public required long Rows { get; init; }

    /// <summary>How many rows of that version were rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>The run that published.</summary>
    public required string RunId { get; init; }

    /// <summary>When it was published, UTC; for people, nothing is decided by it.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The as-of date of the content; null when it has none.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Whether another one stands for the same content, whoever published it and when.</summary>
    /// <param name="other">Another acknowledgement or null.</param>
    /// <returns>True when table, version, contract and condition are the same.</returns>
    public bool IsSameContent(Acknowledgement? other) => other is not null && other.Version == Version && CanFollow(other);

    /// <summary>Whether the difference to an earlier content can be told: same table, contract and condition, and not a later version.</summary>
    internal bool CanFollow(Acknowledgement earlier) => earlier.Version <= Version
        && string.Equals(earlier.TableId, TableId, StringComparison.Ordinal)
        && string.Equals(earlier.ContractVersion, ContractVersion, StringComparison.Ordinal)
        && string.Equals(earlier.Where, Where, StringComparison.Ordinal);
}
