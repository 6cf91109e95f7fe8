using BigData.Delta.Actions;
using BigData.Delta.Statistics;

namespace BigData.Delta.Checkpoints;

/// <summary>Reads <c>add</c> actions row by row.</summary>
internal sealed class AddCursor(RowGroupColumns columns, ParsedStatistics? parsed)
{
    private readonly LeafCursor _path = columns.Leaf("add/path");
    private readonly MapCursor _partitionValues = columns.Map("add/partitionValues");
    private readonly LeafCursor _size = columns.Leaf("add/size");
    private readonly LeafCursor _modificationTime = columns.Leaf("add/modificationTime");
    private readonly MapCursor _tags = columns.Map("add/tags");
    private readonly VectorCursor _vector = new(columns, "add/deletionVector");
    private readonly LeafCursor _baseRowId = columns.Leaf("add/baseRowId");
    private readonly LeafCursor _defaultVersion = columns.Leaf("add/defaultRowCommitVersion");
    private readonly LeafCursor _clustering = columns.Leaf("add/clusteringProvider");
    private readonly LeafCursor _stats = columns.Leaf("add/stats");

    public AddFile? Read()
    {
        string? path = _path.NextText();
        IReadOnlyDictionary<string, string?>? partitionValues = _partitionValues.Read();
        long? size = _size.NextNumber();
        long? modificationTime = _modificationTime.NextNumber();
        IReadOnlyDictionary<string, string?>? tags = _tags.Read();
        DeletionVector? vector = _vector.Read();
        long? baseRowId = _baseRowId.NextNumber();
        long? defaultVersion = _defaultVersion.NextNumber();
        string? clustering = _clustering.NextText();
        _stats.MoveNext();
        FileStatistics? fromColumns = parsed?.ReadRow(columns);
        return path is null ? null : new AddFile
        {
            Path = path,
            PartitionValues = partitionValues ?? FileAction.NoValues,
            Size = size ?? throw new InvalidDataException($"add of '{path}' has no size"),
            ModificationTime = modificationTime ?? 0,
            DataChange = false,
            Tags = tags,
            DeletionVector = vector,
            BaseRowId = baseRowId,
            DefaultRowCommitVersion = defaultVersion,
            ClusteringProvider = clustering,
            Statistics = _stats.HasValue && _stats.Chars.Length > 0 ? FileStatistics.FromJson(_stats.Chars) : fromColumns,
        };
    }
}

/// <summary>Reads <c>remove</c> actions row by row.</summary>
internal sealed class RemoveCursor(RowGroupColumns columns)
{
    private readonly LeafCursor _path = columns.Leaf("remove/path");
    private readonly LeafCursor _deletion = columns.Leaf("remove/deletionTimestamp");
    private readonly MapCursor _partitionValues = columns.Map("remove/partitionValues");
    private readonly LeafCursor _size = columns.Leaf("remove/size");
    private readonly MapCursor _tags = columns.Map("remove/tags");
    private readonly VectorCursor _vector = new(columns, "remove/deletionVector");
    private readonly LeafCursor _baseRowId = columns.Leaf("remove/baseRowId");
    private readonly LeafCursor _defaultVersion = columns.Leaf("remove/defaultRowCommitVersion");

    public RemoveFile? Read()
    {
        string? path = _path.NextText();
        long? deletion = _deletion.NextNumber();
        IReadOnlyDictionary<string, string?>? partitionValues = _partitionValues.Read();
        long? size = _size.NextNumber();
        IReadOnlyDictionary<string, string?>? tags = _tags.Read();
        DeletionVector? vector = _vector.Read();
        long? baseRowId = _baseRowId.NextNumber();
        long? defaultVersion = _defaultVersion.NextNumber();
        return path is null ? null : new RemoveFile
        {
            Path = path,
            DataChange = false,
            DeletionTimestamp = deletion,
            ExtendedFileMetadata = partitionValues is not null,
            PartitionValues = partitionValues ?? FileAction.NoValues,
            Size = size,
            Tags = tags,
            DeletionVector = vector,
            BaseRowId = baseRowId,
            DefaultRowCommitVersion = defaultVersion,
        };
    }
}

/// <summary>Reads <c>metaData</c> actions row by row.</summary>
internal sealed class MetadataCursor(RowGroupColumns columns)
{
    private readonly LeafCursor _id = columns.Leaf("metaData/id");
    private readonly LeafCursor _name = columns.Leaf("metaData/name");
    private readonly LeafCursor _description = columns.Leaf("metaData/description");
    private readonly LeafCursor _provider = columns.Leaf("metaData/format/provider");
    private readonly MapCursor _options = columns.Map("metaData/format/options");
    private readonly LeafCursor _schema = columns.Leaf("metaData/schemaString");
    private readonly ListCursor _partitions = columns.List("metaData/partitionColumns");
    private readonly MapCursor _configuration = columns.Map("metaData/configuration");
    private readonly LeafCursor _created = columns.Leaf("metaData/createdTime");

    public Metadata? Read()
    {
        string? id = _id.NextText();
        string? name = _name.NextText();
        string? description = _description.NextText();
        string? provider = _provider.NextText();
        IReadOnlyDictionary<string, string?>? options = _options.Read();
        string? schema = _schema.NextText();
        IReadOnlyList<string>? partitions = _partitions.Read();
        IReadOnlyDictionary<string, string?>? configuration = _configuration.Read();
        long? created = _created.NextNumber();
        return id is null ? null : new Metadata
        {
            Id = id,
            Name = name,
            Description = description,
            FormatProvider = provider ?? "parquet",
            FormatOptions = options ?? FileAction.NoValues,
            SchemaString = schema ?? throw new InvalidDataException("metaData has no schemaString"),
            PartitionColumns = partitions ?? [],
            Configuration = configuration ?? FileAction.NoValues,
            CreatedTime = created,
        };
    }
}
