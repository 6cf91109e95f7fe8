namespace BigData.Pipelines.Ledger;

/// <summary>The contracts of the runner's own tables.</summary>
public static class OpsTables
{
    private const string RunId = "the run";

    /// <summary>Every run: <c>ops.runs</c>.</summary>
    public static TableContract Runs { get; } = new()
    {
        Name = "ops.runs",
        Grain = "one run of a command that writes",
        Keys = ["run_id"],
        Columns =
        [
            new("run_id", "string", "id of the run; ids sort by start"),
            new("command", "string", "the command as typed"),
            new("selection", "string", "names and globs asked for, separated by blanks; null for all"),
            new("schedule", "string", "the schedule that fired; null for a run by hand"),
            new("engine", "string", "embedded or spark"),
            new("as_of", "date", "as-of date of the gold tables; null when none was needed"),
            new("started_at", "timestamp", "start, UTC"),
            new("ended_at", "timestamp", "end, UTC; null while running or when lost"),
            new("status", "string", "running, ok, no_change, failed, cancelled or lost"),
            new("exit_code", "int", "exit code of the command; null while running or when lost"),
            new("message", "string", "why it failed, in one line; null otherwise"),
        ],
    };

    /// <summary>What each run did to each table: <c>ops.run_tables</c>.</summary>
    public static TableContract RunTables { get; } = new()
    {
        Name = "ops.run_tables",
        Grain = "one table of one run",
        Keys = ["run_id", "table"],
        Columns =
        [
            new("run_id", "string", RunId),
            new("table", "string", "full name of the table"),
            new("status", "string", "ok, no_change, failed, skipped or cancelled"),
            new("rows_in", "bigint", "rows read"),
            new("rows_out", "bigint", "rows written"),
            new("rows_rejected", "bigint", "records sent to the quarantine by this run"),
            new("seconds", "double", "time spent, seconds"),
            new("version", "bigint", "the table's newest version after the run; null when it does not exist"),
            new("input_versions", "string", "JSON: version and batch of each input; null when the table was not built"),
            new("message", "string", "why it failed or was skipped; null otherwise"),
        ],
    };

    /// <summary>Every check of an expectation: <c>ops.expectations</c>.</summary>
    public static TableContract Expectations { get; } = new()
    {
        Name = "ops.expectations",
        Grain = "one check of one rule in one run",
        Keys = ["run_id", "table", "rule"],
        Columns =
        [
            new("run_id", "string", RunId),
            new("table", "string", "full name of the table"),
            new("rule", "string", "the rule as text"),
            new("severity", "string", "fail, quarantine or warn"),
            new("checked", "bigint", "rows looked at"),
            new("failed", "bigint", "rows that break the rule"),
        ],
    };

    /// <summary>Every file that was taken or set aside: <c>ops.files</c>.</summary>
    public static TableContract Files { get; } = new()
    {
        Name = "ops.files",
        Grain = "one version of a file that was taken, or one reason to set it aside",
        Keys = [],
        Columns =
        [
            new("source", "string", "source system"),
            new("file", "string", "path below the source folder"),
            new("size", "bigint", "bytes as delivered; null when unreadable"),
            new("hash", "string", "SHA-256 hex as delivered; null when unreadable"),
            new("status", "string", "ingested or set_aside"),
            new("reason", "string", "why it was set aside, or that it holds no record; null otherwise"),
            new("run_id", "string", RunId),
            new("at", "timestamp", "when, UTC"),
        ],
    };

    /// <summary>What each run published: <c>ops.publications</c>; made by the first run that publishes.</summary>
    public static TableContract Publications { get; } = new()
    {
        Name = "ops.publications",
        Grain = "one table that one run published to one destination",
        Keys = ["run_id", "destination", "table"],
        Columns =
        [
            new("run_id", "string", RunId),
            new("destination", "string", "name of the destination in the configuration"),
            new("table", "string", "full name of the table"),
            new("version", "bigint", "the version that was published; null when the table does not exist"),
            new("added", "bigint", "rows added at the destination"),
            new("changed", "bigint", "rows changed at the destination"),
            new("removed", "bigint", "rows removed at the destination"),
            new("rejected", "bigint", "rows that were not published because of what they hold"),
            new("status", "string", "ok, no_change, refused or failed"),
            new("started_at", "timestamp", "start, UTC"),
            new("ended_at", "timestamp", "end, UTC"),
            new("message", "string", "why it was refused or failed, or what people should know; null otherwise"),
        ],
    };

    /// <summary>Every row that could not be published: <c>ops.publication_rejects</c>; made by the first run that has one.</summary>
    public static TableContract PublicationRejects { get; } = new()
    {
        Name = "ops.publication_rejects",
        Grain = "one row of a published table that a destination could not take, in one run",
        Keys = [],
        Columns =
        [
            new("run_id", "string", RunId),
            new("destination", "string", "name of the destination in the configuration"),
            new("key", "string", "table and key columns of the row, as a JSON object", PiiClass.Pseudonym),
            new("reason", "string", "why, in words"),
            new("attempt", "int", "how many runs have failed to publish the row to the destination, from 1"),
            new("at", "timestamp", "when, UTC"),
        ],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableContract> All { get; } = [.. OfEveryRun, Publications, PublicationRejects];

    /// <summary>Those that every run writes; the others are made when there is something to write.</summary>
    internal static IReadOnlyList<TableContract> OfEveryRun => [Runs, RunTables, Expectations, Files];
}
