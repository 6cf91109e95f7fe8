namespace BigData.Spark.Engine;

/// <summary>How one execution is named, so that it can be interrupted.</summary>
internal sealed record ExecuteOptions
{
    /// <summary>A UUID in lower case, unique to the execution.</summary>
    public required string OperationId { get; init; }

    /// <summary>Tags of the session at the time of the call: not empty, without commas.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
