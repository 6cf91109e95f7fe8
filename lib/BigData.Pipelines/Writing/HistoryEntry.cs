namespace BigData.Pipelines.Writing;

/// <summary>One commit of a table, as DESCRIBE HISTORY gives it.</summary>
internal sealed record HistoryEntry(
    long Version,
    DateTimeOffset Timestamp,
    string Operation,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Metrics,
    string? UserMetadata);
