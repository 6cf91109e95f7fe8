using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Commands;

/// <summary>A write of rows to a Delta table, however the user asked for it.</summary>
internal sealed record DeltaWrite
{
    /// <summary>Absolute folder of the table.</summary>
    public required string Folder { get; init; }

    /// <summary>The rows.</summary>
    public required Relation Input { get; init; }

    public required SaveMode Mode { get; init; }

    public ValueArray<string> PartitionBy { get; init; }

    public OptionMap Options { get; init; } = OptionMap.Empty;

    /// <summary>How columns meet those of an existing table.</summary>
    public WriteMatching Matching { get; init; } = WriteMatching.ByNameExact;

    /// <summary>Whether the schema and partitioning of an existing table give way to those of the rows.</summary>
    public bool OverwritesSchema { get; init; }

    /// <summary>Whether columns that the table lacks are added.</summary>
    public bool MergesSchema { get; init; }

    /// <summary>The rows that an overwrite replaces; null for all.</summary>
    public Expression? ReplaceWhere { get; init; }

    /// <summary>Text of <see cref="ReplaceWhere"/> as the user wrote it.</summary>
    public string? ReplaceWhereText { get; init; }

    /// <summary>Name of the operation in the history when it creates a table by name; null for a plain write.</summary>
    public string? CreatesTable { get; init; }

    /// <summary>Whether the catalog owns the folder.</summary>
    public bool IsManaged { get; init; }

    /// <summary>Comment of a new table.</summary>
    public string? Comment { get; init; }

    /// <summary>Properties of a new table.</summary>
    public OptionMap Properties { get; init; } = OptionMap.Empty;

    /// <summary>The table as messages name it.</summary>
    public string Name => TableName.Quote([Folder]);

    /// <summary>The mode as the history names it.</summary>
    public string ModeText => Mode switch
    {
        SaveMode.Append => "Append",
        SaveMode.Overwrite => "Overwrite",
        SaveMode.Ignore => "Ignore",
        _ => "ErrorIfExists",
    };

    internal static bool IsTrue(string? option) => string.Equals(option, "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How the columns of written rows meet the columns of an existing table.</summary>
internal enum WriteMatching
{
    /// <summary>By name; the types must be equal (<c>save</c>).</summary>
    ByNameExact,

    /// <summary>By name; values are cast to the table's types (<c>saveAsTable</c>, <c>writeTo</c>).</summary>
    ByNameCast,

    /// <summary>By position; values are cast (<c>insertInto</c>).</summary>
    ByPosition,
}

/// <summary>What options and settings say about every commit.</summary>
/// <param name="UserMetadata">Free text for the history, or null.</param>
/// <param name="AppId">Identity of the application that makes the write idempotent, or null.</param>
/// <param name="AppVersion">Its version.</param>
internal sealed record CommitMarks(string? UserMetadata, string? AppId, long AppVersion)
{
    /// <summary>Options win over the settings of the session.</summary>
    internal static CommitMarks Of(SessionConf conf, OptionMap options)
    {
        string? app = options["txnAppId"] ?? conf[SessionConf.TxnAppId];
        string? version = options["txnVersion"] ?? conf[SessionConf.TxnVersion];
        string? metadata = options["userMetadata"] ?? conf[SessionConf.UserMetadata];
        return app is not null && long.TryParse(version, System.Globalization.CultureInfo.InvariantCulture, out long number)
            ? new CommitMarks(metadata, app, number)
            : new CommitMarks(metadata, null, 0);
    }
}
