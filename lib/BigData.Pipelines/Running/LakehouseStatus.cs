using System.Text.Json.Nodes;

namespace BigData.Pipelines.Running;

/// <summary>One commit of a table, for people.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="Operation">Delta's name of the operation.</param>
/// <param name="RunId">The run that made it; null for somebody else's.</param>
/// <param name="AsOf">The as-of date of the content; null when it has none.</param>
/// <param name="Inputs">What the content comes from.</param>
/// <param name="Rows">Rows written, when the commit says so.</param>
/// <param name="Facts">Facts of the build, such as cut-offs; null without any.</param>
public sealed record TableCommit(
    long Version, DateTimeOffset Timestamp, string Operation, string? RunId, DateOnly? AsOf, IReadOnlyList<TableCommitInput> Inputs, long? Rows, JsonObject? Facts);

/// <summary>An input of a commit.</summary>
/// <param name="Table">The table that was read.</param>
/// <param name="Version">Its version.</param>
/// <param name="Batch">The newest batch that was taken in; null when the whole table was read.</param>
public sealed record TableCommitInput(string Table, long Version, long? Batch);

/// <summary>A run as <c>ops.runs</c> tells it.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Command">The command as typed.</param>
/// <param name="Engine">The engine.</param>
/// <param name="AsOf">The as-of date; null when none was needed.</param>
/// <param name="StartedAt">Start, UTC.</param>
/// <param name="EndedAt">End, UTC; null while running or when lost.</param>
/// <param name="Status">The word in the table; a run that is said to be running while nobody writes is <c>lost</c>.</param>
/// <param name="ExitCode">The exit code; null while running or when lost.</param>
/// <param name="Message">Why it failed; null otherwise.</param>
public sealed record RunSummary(
    string RunId, string Command, string Engine, DateOnly? AsOf, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string Status, int? ExitCode, string? Message);

/// <summary>How far a table has been scored.</summary>
/// <param name="Table">The full name.</param>
/// <param name="AsOf">The as-of date of its content.</param>
public sealed record TableAsOf(string Table, DateOnly AsOf);

/// <summary>A table as it is committed.</summary>
/// <param name="Table">The full name.</param>
/// <param name="Version">The newest version; null when the table does not exist.</param>
/// <param name="AsOf">The as-of date of its content; null when it has none.</param>
/// <param name="RunId">The run that last wrote it; null when none did.</param>
public sealed record TableSummary(string Table, long? Version, DateOnly? AsOf, string? RunId);

/// <summary>What there is in a lakehouse.</summary>
/// <param name="Runs">The newest runs, newest first.</param>
/// <param name="Tables">The tables of the graph, in its order.</param>
/// <param name="SetAside">Files whose newest state is set aside.</param>
public sealed record LakehouseStatus(IReadOnlyList<RunSummary> Runs, IReadOnlyList<TableSummary> Tables, IReadOnlyList<SetAsideFile> SetAside)
{
    /// <summary>A lakehouse without anything.</summary>
    public static LakehouseStatus Empty { get; } = new([], [], []);
}
