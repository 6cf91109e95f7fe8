using System.Reflection;
using System.Runtime.CompilerServices;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Csv;

/// <summary>
/// The CSV files of one source, or one kind of its files, and the tables that they become, in one class: <c>bronze.NAME</c> as received, <c>silver.NAME</c> typed,
/// one row for each key, and <c>silver.NAME_quarantine</c> with the records that have no key or cannot be typed. The command finds
/// subclasses as it finds jobs; they need a public constructor without parameters.
/// </summary>
/// <remarks>
/// Of a file that came again only the newest delivery counts; of several records with the same key the one of the newest delivery
/// wins, then that of the file whose name sorts last, then the last one in the file; <see cref="Version"/> may decide before. Texts are
/// trimmed, and empty ones are null. Local times are those of the setting <c>sources:NAME:time_zone</c>. New files change the rows of the
/// keys that they hold, or held before a correction, and only rows that differ are written.
/// </remarks>
public abstract class CsvSource
{
    private readonly ConditionalWeakTable<JobContext, CsvRecords> _records = [];

    /// <summary>The name of bronze, silver and, unless <see cref="SourceName"/> says otherwise, the source: lower-case letters, digits, underscores.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The source system, as the column <c>source</c> names it; <see cref="Name"/> unless several kinds of files come from one. The landing
    /// folder is the setting <c>sources:NAME:folder</c> of this name.
    /// </summary>
    public virtual string SourceName => Name;

    /// <summary>The folder below the landing folder where this kind of files is, with <c>/</c>; empty where the source has only one kind.</summary>
    public virtual string Folder => string.Empty;

    /// <summary>
    /// The name of the silver table without its schema; <see cref="Name"/> unless given. Null when another job puts the rows into a table that
    /// several sources feed: it has <see cref="Bronze"/> as a changes input and takes <see cref="Rows"/>, <see cref="Rejected"/>,
    /// <see cref="ReplacedKeys"/> and <see cref="ReplacedRejects"/>.
    /// </summary>
    public virtual string? SilverName => Name;

    /// <summary>What one row of silver stands for, in words.</summary>
    public abstract string Grain { get; }

    /// <summary>The columns of the files in any order; others that a file has are kept as JSON in <c>_rescued</c>.</summary>
    public abstract IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>The silver names of the columns that identify a row.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>The silver names of the columns by which new files replace rows; <see cref="Keys"/> unless given, such as the order of an order line.</summary>
    public virtual IReadOnlyList<string> ReplacedBy => Keys;

    /// <summary>The silver name of the column of which the highest value counts among records with the same key, such as the time of a change; null when the newest delivery counts.</summary>
    public virtual string? Version => null;

    /// <summary>The silver name of the timestamp that tells when a row happened, or null; the default as-of date comes from it, and a record more than one day after its file was first seen goes to the quarantine.</summary>
    public virtual string? EventTime => null;

    /// <summary>Who answers for the tables; null when nobody was named.</summary>
    public virtual string? Owner => null;

    /// <summary>What must hold for the rows of silver before they are committed.</summary>
    public virtual IReadOnlyList<Expectation> Expectations => [];

    /// <summary>The contract of <c>bronze.NAME</c>.</summary>
    /// <returns>The columns of the files as strings, then <see cref="FileColumns"/>.</returns>
    public TableContract Bronze() => new()
    {
        Name = "bronze." + Name,
        Grain = "one record of a file of " + Name + ", as received",
        Keys = [],
        Owner = Owner,
        Columns = [.. Columns.Select(column => new TableColumn(column.Header, "string", column.Comment, column.Pii)), .. FileColumns.All],
    };

    /// <summary>The contract of <c>silver.NAME</c>, for the inputs of other jobs.</summary>
    /// <returns>The source's name, the typed columns, and file and record number.</returns>
    /// <exception cref="InvalidOperationException">There is no <see cref="SilverName"/>.</exception>
    public TableContract Silver() => new()
    {
        Name = "silver." + (SilverName ?? throw new InvalidOperationException($"The source {Name} has no silver table of its own.")),
        Grain = Grain,
        Keys = ["source", .. Keys],
        EventTime = EventTime,
        Owner = Owner,
        Columns =
        [
            new("source", "string", "source system"),
            .. Columns.Select(column => new TableColumn(column.Name, column.Type, column.Comment, column.Pii)),
            new(FileColumns.File, "string", "file that the row comes from"),
            new(FileColumns.Row, "bigint", "record number in the file, from 1 after the header"),
        ],
    };

    /// <summary>The files, for the input of a bronze table.</summary>
    /// <returns>Those of <see cref="Folder"/> in the landing folder of <see cref="SourceName"/>.</returns>
    public FilesInput Files() => Folder.Length == 0 ? Source.Files(SourceName) : Source.Files(SourceName, Folder);

    /// <summary>The jobs that fill the tables.</summary>
    /// <returns>Bronze, then silver unless another job makes it.</returns>
    public IReadOnlyList<TableJob> Jobs() => SilverName is null ? [new CsvBronzeJob(this)] : [new CsvBronzeJob(this), new CsvSilverJob(this)];

    /// <summary>
    /// The typed rows that a build of silver replaces or adds, one for each key: the column <c>source</c>, the typed columns,
    /// <see cref="FileColumns.File"/> and <see cref="FileColumns.Row"/>. All rows when the build is one from nothing.
    /// </summary>
    /// <param name="job">A build with <see cref="Bronze"/> as a changes input.</param>
    /// <returns>A lazy frame over records that are computed once a build.</returns>
    public DataFrame Rows(JobContext job) => Records(job).Rows();

    /// <summary>The records that the same build sends to the quarantine.</summary>
    /// <param name="job">A build with <see cref="Bronze"/> as a changes input.</param>
    /// <returns>A lazy frame with the columns of <see cref="QuarantineColumns"/>.</returns>
    public DataFrame Rejected(JobContext job) => Records(job).Rejected();

    /// <summary>The values of <c>source</c> and <see cref="ReplacedBy"/> whose rows the build replaces.</summary>
    /// <param name="job">A build with <see cref="Bronze"/> as a changes input.</param>
    /// <returns>A lazy frame; null when the build is one from nothing.</returns>
    public DataFrame? ReplacedKeys(JobContext job) => Records(job).ReplacedKeys();

    /// <summary>The values of <c>source</c>, <see cref="FileColumns.File"/> and <see cref="FileColumns.Row"/> whose quarantined records the build replaces.</summary>
    /// <param name="job">A build with <see cref="Bronze"/> as a changes input.</param>
    /// <returns>A lazy frame; null when the build is one from nothing.</returns>
    public DataFrame? ReplacedRejects(JobContext job) => Records(job).ReplacedRejects();

    /// <summary>All jobs of the sources of an assembly.</summary>
    /// <param name="assembly">Where subclasses are looked for, internal ones too.</param>
    /// <returns>The jobs of each source.</returns>
    /// <exception cref="PipelineException">A source has no constructor without parameters.</exception>
    public static IReadOnlyList<TableJob> JobsOf(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. assembly.GetTypes()
                .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(typeof(CsvSource)))
                .Select(Make)
                .SelectMany(source => source.Jobs()),
        ];
    }

    private CsvRecords Records(JobContext job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _records.GetValue(job, context => new CsvRecords(this, context));
    }

    private static CsvSource Make(Type type)
    {
        ConstructorInfo constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new PipelineException($"The source {type.FullName} needs a public constructor without parameters.");
        return (CsvSource)constructor.Invoke([]);
    }
}
