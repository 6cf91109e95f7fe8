namespace BigData.Pipelines.Files;

/// <summary>The newest version of a file in bronze.</summary>
internal sealed record IngestedVersion(long Size, string Hash, long Batch, string RunId, DateTimeOffset At);

/// <summary>The newest row of a file in <c>ops.files</c>.</summary>
internal sealed record RememberedFile(string? Hash, string Status, string? Reason);
