using System.Reflection;

namespace BigData.Pipelines.Csv;

/// <summary>
/// The CSV files of one source and the tables that they become, in one class: <c>bronze.NAME</c> as received, <c>silver.NAME</c> typed,
/// one row for each key, and <c>silver.NAME_quarantine</c> with the records that have no key or cannot be typed. The command finds
/// subclasses as it finds jobs; they need a public constructor without parameters.
/// </summary>
/// <remarks>
/// Of a file that came again only the newest delivery counts; of several records with the same key the one of the newest delivery
/// wins, then that of the file whose name sorts last, then the last one in the file. Texts are trimmed, and empty ones are null. Local
/// times are those of the setting <c>sources:NAME:time_zone</c>. Silver is derived from all of bronze whenever bronze has changed, and
/// only rows that differ are written.
/// </remarks>
public abstract class CsvSource
{
    /// <summary>The name of the source: lower-case letters, digits, underscores. The landing folder is the setting <c>sources:NAME:folder</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What one row of silver stands for, in words.</summary>
    public abstract string Grain { get; }

    /// <summary>The columns of the files in any order; others that a file has are kept as JSON in <c>_rescued</c>.</summary>
    public abstract IReadOnlyList<CsvColumn> Columns { get; }

    /// <summary>The silver names of the columns that identify a row.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>The silver name of the timestamp that tells when a row happened, or null; the default as-of date comes from it.</summary>
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
    public TableContract Silver() => new()
    {
        Name = "silver." + Name,
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

    /// <summary>The jobs that fill both tables.</summary>
    /// <returns>Bronze, then silver.</returns>
    public IReadOnlyList<TableJob> Jobs() => [new CsvBronzeJob(this), new CsvSilverJob(this)];

    /// <summary>All jobs of the sources of an assembly.</summary>
    /// <param name="assembly">Where subclasses are looked for, internal ones too.</param>
    /// <returns>Two jobs for each source.</returns>
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

    private static CsvSource Make(Type type)
    {
        ConstructorInfo constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new PipelineException($"The source {type.FullName} needs a public constructor without parameters.");
        return (CsvSource)constructor.Invoke([]);
    }
}
