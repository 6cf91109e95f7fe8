using System.Text.Json.Nodes;
using BigData.Pipelines.Publishing;

namespace BigData.Pipelines.Running;

/// <summary>How a table came out of a run.</summary>
public enum TableStatus
{
    /// <summary>A new version was committed.</summary>
    Ok,

    /// <summary>There was nothing new, so nothing was committed.</summary>
    NoChange,

    /// <summary>An error, or an expectation of severity fail; nothing was committed.</summary>
    Failed,

    /// <summary>Not tried, because a table that it reads failed or has nothing yet.</summary>
    Skipped,

    /// <summary>The run was cancelled before the table was committed.</summary>
    Cancelled,
}

/// <summary>How a run came out.</summary>
public enum RunStatus
{
    /// <summary>At least one table got a new version, and nothing failed.</summary>
    Ok,

    /// <summary>Nothing was new.</summary>
    NoChange,

    /// <summary>Something failed or was set aside.</summary>
    Failed,

    /// <summary>Cancelled by the user.</summary>
    Cancelled,
}

/// <summary>What a run did to one table.</summary>
public sealed record TableResult
{
    /// <summary>The table's full name.</summary>
    public required string Table { get; init; }

    /// <summary>How it came out.</summary>
    public required TableStatus Status { get; init; }

    /// <summary>Rows read: of the files, or of the inputs (only new ones where the table takes changes).</summary>
    public long RowsIn { get; init; }

    /// <summary>Rows written: appended, inserted, updated, or the whole table where it was overwritten.</summary>
    public long RowsOut { get; init; }

    /// <summary>Records sent to the quarantine by this run.</summary>
    public long RowsRejected { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The table's newest version after the run; null when the table does not exist.</summary>
    public long? Version { get; init; }

    /// <summary>Versions and batches of the inputs, as JSON; null when the table was not built.</summary>
    public string? InputVersions { get; init; }

    /// <summary>Why it failed or was skipped, else null.</summary>
    public string? Message { get; init; }

    /// <summary>Facts of the build, such as cut-offs; null when there are none.</summary>
    public JsonObject? Facts { get; init; }

    /// <summary>Whether it failed because an expectation did.</summary>
    public bool ExpectationsFailed { get; init; }
}

/// <summary>What a run did.</summary>
public sealed record RunResult
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>How it came out.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The exit code of the command: 0, 1, 3 or 130.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The as-of date that was used; null when no table needed one.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The tables in the order in which they ran.</summary>
    public IReadOnlyList<TableResult> Tables { get; init; } = [];

    /// <summary>What was published, in the order in which it was.</summary>
    public IReadOnlyList<PublicationRecord> Publications { get; init; } = [];

    /// <summary>What people should know, in the order in which it came up.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Files that lie set aside, with their reasons.</summary>
    public IReadOnlyList<SetAsideFile> SetAside { get; init; } = [];

    /// <summary>Wall-clock seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The reason of a failed run in one line, else null.</summary>
    public string? Message { get; init; }

    /// <summary>Why the end of the run could not be written to <c>ops</c>; null when it was.</summary>
    public string? LedgerError { get; init; }
}

/// <summary>A file that cannot be taken.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="File">Path below the source's folder.</param>
/// <param name="Reason">Why.</param>
public sealed record SetAsideFile(string Source, string File, string Reason);
