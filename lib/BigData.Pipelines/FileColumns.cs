namespace BigData.Pipelines;

/// <summary>The columns that the runner adds to every record that it takes from a file.</summary>
public static class FileColumns
{
    /// <summary>Path of the file below the source folder, with <c>/</c>.</summary>
    public const string File = "_file";

    /// <summary>Size of the file in bytes, as delivered (compressed when it is compressed).</summary>
    public const string Size = "_file_size";

    /// <summary>SHA-256 of the file as delivered, in lower-case hex.</summary>
    public const string Hash = "_file_hash";

    /// <summary>Record number in the file, from 1 after the header.</summary>
    public const string Row = "_row";

    /// <summary>Number of the commit that brought the record; rises with every commit.</summary>
    public const string Batch = "_batch";

    /// <summary>The run that brought the record.</summary>
    public const string RunId = "_run_id";

    /// <summary>When that run took the file.</summary>
    public const string IngestedAt = "_ingested_at";

    /// <summary>JSON object of the columns that the contract does not know; null when there are none.</summary>
    public const string Rescued = "_rescued";

    /// <summary>The raw text of a record that did not fit the header; null for a record that did.</summary>
    public const string CorruptRecord = "_corrupt_record";

    /// <summary>All of them as contract columns, to be put behind the source's own columns.</summary>
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        new(File, "string", "path of the file below the source folder"),
        new(Size, "bigint", "size of the file in bytes, as delivered"),
        new(Hash, "string", "SHA-256 of the file as delivered, hex"),
        new(Row, "bigint", "record number in the file, from 1 after the header"),
        new(Batch, "bigint", "number of the commit that brought the record, rising"),
        new(RunId, "string", "run that brought the record"),
        new(IngestedAt, "timestamp", "when that run took the file"),
        new(Rescued, "string", "JSON of columns that the contract does not know; null without any"),
        new(CorruptRecord, "string", "raw text of a record that did not fit the header; null when it fits", PiiClass.Direct),
    ];
}
