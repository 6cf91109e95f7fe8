using BigData.Delta.Actions;
using BigData.Delta.Statistics;

namespace BigData.Delta.DataFiles;

/// <summary>A data file that a writer has finished, synced to disk and closed; no table refers to it yet.</summary>
public sealed record DataFile
{
    /// <summary>Path below the table with <c>/</c> between its parts, as the file system holds it (not percent-encoded for the log).</summary>
    public required string Path { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Modification time of the file.</summary>
    public required DateTimeOffset ModificationTime { get; init; }

    /// <summary>Partition column to value in Delta's text form (<see cref="Schemas.DeltaValue.ToPartitionText"/>); null is SQL null, and so is the empty text.</summary>
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = FileAction.NoValues;

    /// <summary>Statistics; null when the writer has none.</summary>
    public FileStatistics? Statistics { get; init; }

    /// <summary>The <c>add</c> action for the file.</summary>
    /// <param name="dataChange">False when its rows only moved here from files that the same commit removes.</param>
    /// <returns>The action; empty partition texts have become null.</returns>
    public AddFile ToAdd(bool dataChange = true) => new()
    {
        Path = LogPath.Encode(Path),
        DataChange = dataChange,
        Size = Size,
        ModificationTime = ModificationTime.ToUnixTimeMilliseconds(),
        PartitionValues = LogPartitionValues(),
        Statistics = Statistics,
    };

    /// <summary>The <c>cdc</c> action for a file that was written with <see cref="DataFileWriteRequest.IsChangeData"/>.</summary>
    /// <returns>The action; empty partition texts have become null.</returns>
    public ChangeDataFile ToChangeData() => new()
    {
        Path = LogPath.Encode(Path),
        DataChange = false,
        Size = Size,
        PartitionValues = LogPartitionValues(),
    };

    private IReadOnlyDictionary<string, string?> LogPartitionValues() => PartitionValues.Values.Any(v => v is { Length: 0 })
        ? PartitionValues.ToDictionary(p => p.Key, p => p.Value is { Length: 0 } ? null : p.Value, StringComparer.Ordinal)
        : PartitionValues;
}
