using System.Text.Json;
using BigData.Delta.Statistics;

namespace BigData.Delta.Actions;

/// <summary>Reads one JSON action. Unknown actions and fields are ignored, as the protocol demands.</summary>
internal static class ActionReader
{
    /// <summary>The action of a line, or null when this library does not know it.</summary>
    /// <exception cref="FormatException">A required field is missing or has the wrong type.</exception>
    public static DeltaAction? Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("an action is not a JSON object");
        }

        foreach (JsonProperty property in line.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object && Read(property.Name, new JsonFields(property.Name, property.Value)) is { } action)
            {
                return action;
            }
        }

        return null;
    }

    private static DeltaAction? Read(string name, JsonFields fields) => name switch
    {
        "add" => ReadAdd(fields),
        "remove" => ReadRemove(fields),
        "metaData" => ReadMetadata(fields),
        "protocol" => ReadProtocol(fields),
        "txn" => new SetTransaction(fields.Text("appId"), fields.Long("version"), fields.OptionalLong("lastUpdated")),
        "commitInfo" => ReadCommitInfo(fields),
        "domainMetadata" => new DomainMetadata(fields.Text("domain"), fields.OptionalText("configuration") ?? string.Empty, fields.OptionalBool("removed") ?? false),
        "cdc" => ReadChangeDataFile(fields),
        "sidecar" => new Sidecar(fields.Text("path"), fields.Long("sizeInBytes"), fields.OptionalLong("modificationTime") ?? 0),
        "checkpointMetadata" => new CheckpointMetadata(fields.Long("version")),
        _ => null,
    };

    private static AddFile ReadAdd(JsonFields fields) => new()
    {
        Path = fields.Text("path"),
        PartitionValues = fields.OptionalMap("partitionValues") ?? FileAction.NoValues,
        Size = fields.Long("size"),
        ModificationTime = fields.OptionalLong("modificationTime") ?? 0,
        DataChange = fields.OptionalBool("dataChange") ?? true,
        Statistics = fields.OptionalText("stats") is { Length: > 0 } json ? FileStatistics.FromJson(json) : null,
        Tags = fields.OptionalMap("tags"),
        DeletionVector = ReadDeletionVector(fields),
        BaseRowId = fields.OptionalLong("baseRowId"),
        DefaultRowCommitVersion = fields.OptionalLong("defaultRowCommitVersion"),
        ClusteringProvider = fields.OptionalText("clusteringProvider"),
    };

    private static RemoveFile ReadRemove(JsonFields fields) => new()
    {
        Path = fields.Text("path"),
        DataChange = fields.OptionalBool("dataChange") ?? true,
        DeletionTimestamp = fields.OptionalLong("deletionTimestamp"),
        ExtendedFileMetadata = fields.OptionalBool("extendedFileMetadata") ?? false,
        PartitionValues = fields.OptionalMap("partitionValues") ?? FileAction.NoValues,
        Size = fields.OptionalLong("size"),
        Tags = fields.OptionalMap("tags"),
        DeletionVector = ReadDeletionVector(fields),
        BaseRowId = fields.OptionalLong("baseRowId"),
        DefaultRowCommitVersion = fields.OptionalLong("defaultRowCommitVersion"),
    };

    private static ChangeDataFile ReadChangeDataFile(JsonFields fields) => new()
    {
        Path = fields.Text("path"),
        PartitionValues = fields.OptionalMap("partitionValues") ?? FileAction.NoValues,
        Size = fields.Long("size"),
        DataChange = fields.OptionalBool("dataChange") ?? false,
        Tags = fields.OptionalMap("tags"),
    };

    private static DeletionVector? ReadDeletionVector(JsonFields fields) => fields.OptionalObject("deletionVector") is { } vector
        ? new DeletionVector(
            vector.Text("storageType"),
            vector.Text("pathOrInlineDv"),
            vector.OptionalInt("offset"),
            vector.Int("sizeInBytes"),
            vector.Long("cardinality"))
        : null;

    private static Metadata ReadMetadata(JsonFields fields)
    {
        JsonFields? format = fields.OptionalObject("format");
        return new Metadata
        {
            Id = fields.Text("id"),
            Name = fields.OptionalText("name"),
            Description = fields.OptionalText("description"),
            FormatProvider = format?.OptionalText("provider") ?? "parquet",
            FormatOptions = format?.OptionalMap("options") ?? FileAction.NoValues,
            SchemaString = fields.Text("schemaString"),
            PartitionColumns = fields.OptionalList("partitionColumns") ?? [],
            Configuration = fields.OptionalMap("configuration") ?? FileAction.NoValues,
            CreatedTime = fields.OptionalLong("createdTime"),
        };
    }

    private static Protocol ReadProtocol(JsonFields fields) => new()
    {
        MinReaderVersion = fields.Int("minReaderVersion"),
        MinWriterVersion = fields.Int("minWriterVersion"),
        ReaderFeatures = fields.OptionalList("readerFeatures"),
        WriterFeatures = fields.OptionalList("writerFeatures"),
    };

    private static CommitInfo ReadCommitInfo(JsonFields fields) => new()
    {
        Timestamp = fields.LenientLong("timestamp"),
        InCommitTimestamp = fields.LenientLong("inCommitTimestamp"),
        Operation = fields.LenientText("operation"),
        OperationParameters = fields.LenientMap("operationParameters"),
        ReadVersion = fields.LenientLong("readVersion"),
        IsolationLevel = fields.LenientText("isolationLevel"),
        IsBlindAppend = fields.LenientBool("isBlindAppend"),
        OperationMetrics = fields.LenientMap("operationMetrics"),
        EngineInfo = fields.LenientText("engineInfo"),
        TxnId = fields.LenientText("txnId"),
        UserMetadata = fields.LenientText("userMetadata"),
    };
}
