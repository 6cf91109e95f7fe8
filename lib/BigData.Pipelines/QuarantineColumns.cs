namespace BigData.Pipelines;

/// <summary>The columns that every quarantine table has.</summary>
public static class QuarantineColumns
{
    /// <summary>The columns that identify a quarantined record: source, file and record number.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["source", "_file", "_row"];

    /// <summary>All columns, in order.</summary>
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        new("rule", "string", "name of the rule that the record broke"),
        new("reason", "string", "why, in words, with the offending column"),
        new("record", "string", "JSON of the source columns as received, with _rescued and _corrupt_record", PiiClass.Direct),
        new("source", "string", "source system"),
        new("_file", "string", "path of the file below the source folder"),
        new("_row", "bigint", "record number in the file, from 1 after the header"),
        new("_batch", "bigint", "batch of bronze that brought the record"),
        new("_run_id", "string", "run that put the record here"),
    ];
}
