using BigData.Delta.Actions;

namespace BigData.Delta;

/// <summary>One commit of a table's history.</summary>
/// <param name="Version">Version of the commit.</param>
/// <param name="Timestamp">Its time: the table's own clock where it has one, else the file's time, never going backwards.</param>
/// <param name="Info">What the writer said of it; empty when it said nothing.</param>
public sealed record HistoryEntry(long Version, DateTimeOffset Timestamp, CommitInfo Info);

/// <summary>A table in one record, as DESCRIBE DETAIL shows it.</summary>
public sealed record TableDetail
{
    /// <summary>GUID of the table.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people; null when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Comment of the table; null when not given.</summary>
    public string? Description { get; init; }

    /// <summary>Absolute folder of the table.</summary>
    public required string Location { get; init; }

    /// <summary>Time of creation; null when the log does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Time of the newest commit.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Partition columns in order.</summary>
    public required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>Number of live data files.</summary>
    public required long NumFiles { get; init; }

    /// <summary>Bytes of the live data files.</summary>
    public required long SizeInBytes { get; init; }

    /// <summary>Table properties.</summary>
    public required IReadOnlyDictionary<string, string?> Properties { get; init; }

    /// <summary>Reader version.</summary>
    public required int MinReaderVersion { get; init; }

    /// <summary>Writer version.</summary>
    public required int MinWriterVersion { get; init; }

    /// <summary>Features of the table in ordinal order, those implied by old protocol versions included.</summary>
    public required IReadOnlyList<string> TableFeatures { get; init; }
}
