namespace BigData.Spark.Sql;

/// <summary>All that an exception of the family knows; both engines fill it.</summary>
internal sealed record SparkErrorInfo
{
    public required string Message { get; init; }

    public string? ErrorClass { get; init; }

    public string? SqlState { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<QueryContext> Context { get; init; } = [];

    public string? ServerStackTrace { get; init; }

    public Exception? Cause { get; init; }
}
