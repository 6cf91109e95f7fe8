namespace BigData.Pipelines.Ledger;

/// <summary>A row of <c>ops.runs</c>.</summary>
internal sealed record RunRow(
    string RunId,
    string Command,
    string? Selection,
    string? Schedule,
    string Engine,
    DateOnly? AsOf,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string Status,
    int? ExitCode,
    string? Message)
{
    public object?[] Values() => [RunId, Command, Selection, Schedule, Engine, AsOf, StartedAt, EndedAt, Status, ExitCode, Message];
}

/// <summary>A row of <c>ops.files</c>.</summary>
internal sealed record FileRow(
    string Source, string File, long? Size, string? Hash, string Status, string? Reason, string RunId, DateTimeOffset At)
{
    public const string Ingested = "ingested";
    public const string SetAside = "set_aside";

    public object?[] Values() => [Source, File, Size, Hash, Status, Reason, RunId, At];
}
