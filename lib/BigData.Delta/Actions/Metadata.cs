using BigData.Delta.Schemas;

namespace BigData.Delta.Actions;

/// <summary>The <c>metaData</c> action: identity, schema, partitioning and properties of the table. A new one replaces the old one whole.</summary>
public sealed record Metadata : DeltaAction
{
    private DeltaStructType? _schema;

    /// <summary>GUID of the table; it never changes in the life of a table.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people; null when not given.</summary>
    public string? Name { get; init; }

    /// <summary>The comment of the table; null when not given.</summary>
    public string? Description { get; init; }

    /// <summary>Format of the data files, always <c>parquet</c>.</summary>
    public string FormatProvider { get; init; } = "parquet";

    /// <summary>Options of the format, empty in practice.</summary>
    public IReadOnlyDictionary<string, string?> FormatOptions { get; init; } = FileAction.NoValues;

    /// <summary>The schema as Spark's JSON, verbatim (unknown metadata keys included).</summary>
    public required string SchemaString
    {
        get;
        init
        {
            field = value;
            _schema = null;
        }
    }

    /// <summary>Partition columns in order, logical names; empty when the table has none.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Table properties.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = FileAction.NoValues;

    /// <summary>Creation time in milliseconds since 1970-01-01 UTC; null when not given.</summary>
    public long? CreatedTime { get; init; }

    /// <summary>Whether commits record which rows they change (<c>delta.enableChangeDataFeed</c>).</summary>
    public bool RecordsChanges => string.Equals(GetProperty("delta.enableChangeDataFeed"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The parsed form of <see cref="SchemaString"/>.</summary>
    /// <exception cref="DeltaException">The schema string is not a Spark struct.</exception>
    public DeltaStructType GetSchema() => _schema ??= DeltaStructType.Parse(SchemaString);

    /// <summary>Metadata of a new table with a fresh id.</summary>
    /// <param name="schemaString">Spark's JSON of the schema.</param>
    /// <param name="partitionColumns">Partition columns in order; null for none.</param>
    /// <param name="configuration">Table properties; null for none.</param>
    /// <param name="description">Comment of the table; null for none.</param>
    /// <param name="name">Name for people; null for none.</param>
    /// <returns>Metadata without creation time; the transaction fills it in.</returns>
    public static Metadata Create(
        string schemaString,
        IReadOnlyList<string>? partitionColumns = null,
        IReadOnlyDictionary<string, string?>? configuration = null,
        string? description = null,
        string? name = null) => new()
        {
            Id = Guid.NewGuid().ToString(),
            SchemaString = schemaString,
            PartitionColumns = partitionColumns ?? [],
            Configuration = configuration ?? FileAction.NoValues,
            Description = description,
            Name = name,
        };

    /// <summary>Value of a table property.</summary>
    /// <param name="key">Property name, for example <c>delta.appendOnly</c>.</param>
    /// <returns>The value, or null when the property is not set.</returns>
    public string? GetProperty(string key) => Configuration.TryGetValue(key, out string? value) ? value : null;
}
