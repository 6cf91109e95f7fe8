using BigData.Delta.Actions;
using BigData.Delta.Logs;
using BigData.Delta.Statistics;
using BigData.Delta.Storage;
using Parquet;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Reads classic checkpoints (whole ones and parts) into a replay.</summary>
/// <remarks>
/// Boolean columns are never read: none of them changes the state that a checkpoint describes, and the Parquet reader
/// decodes RLE booleans of v2 pages wrongly without a word.
/// </remarks>
internal static class CheckpointReader
{
    private static readonly string[] Wanted = ["txn/", "add/", "remove/", "metaData/", "protocol/", "domainMetadata/", "sidecar/path", "checkpointMetadata/version"];
    private static readonly string[] Unwanted = ["add/stats_parsed/", "add/partitionValues_parsed/", "remove/stats", "/dataChange", "/extendedFileMetadata", "/removed"];

    /// <summary>Applies the file's actions.</summary>
    /// <returns>False when the file is gone.</returns>
    /// <exception cref="DeltaException">The file is damaged, or it is a v2 checkpoint.</exception>
    public static async Task<bool> TryApplyAsync(LogReplay replay, ILogStore store, string name, CancellationToken token)
    {
        Stream? stream = await store.OpenReadAsync(name, token).ConfigureAwait(false);
        if (stream is null)
        {
            return false;
        }

        await using (stream.ConfigureAwait(false))
        {
            try
            {
                await ApplyAsync(replay, stream, token).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or DeltaException))
            {
                // Damaged Parquet makes the reader throw nearly any exception.
                throw DeltaErrors.CorruptFile(name, $"it is no readable checkpoint ({exception.Message})", exception);
            }
        }
    }

    public static async Task ApplyAsync(LogReplay replay, Stream stream, CancellationToken token)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(stream, ParquetSettings.Create(), leaveStreamOpen: true, cancellationToken: token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ParquetSchema schema = reader.Schema;
            HashSet<string> texts = new(StringComparer.Ordinal);
            bool hasJson = schema.DataFields.Any(f => f.Path.ToString() == "add/stats");
            ParsedStatistics? parsed = hasJson ? null : ParsedStatistics.TryCreate(schema);
            for (int i = 0; i < reader.RowGroupCount; i++)
            {
                token.ThrowIfCancellationRequested();
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(i);
                using RowGroupColumns columns =
                    await RowGroupColumns.LoadAsync(group, schema, p => IsWanted(p) || (parsed?.Wants(p) ?? false), texts, token).ConfigureAwait(false);
                for (long row = 0; row < group.RowCount; row++)
                {
                    ApplyRow(replay, columns, parsed);
                }
            }
        }
    }

    private static bool IsWanted(string path) =>
        Wanted.Any(w => path.StartsWith(w, StringComparison.Ordinal)) && !Unwanted.Any(u => path.Contains(u, StringComparison.Ordinal));

    private static void ApplyRow(LogReplay replay, RowGroupColumns columns, ParsedStatistics? parsed)
    {
        Apply(replay, ReadAdd(columns, parsed));
        Apply(replay, ReadRemove(columns));
        Apply(replay, ReadMetadata(columns));
        Apply(replay, ReadProtocol(columns));
        Apply(replay, ReadTransaction(columns));
        Apply(replay, ReadDomain(columns));
        if (Text(columns, "sidecar/path") is not null || Number(columns, "checkpointMetadata/version") is not null)
        {
            replay.RefuseV2Checkpoint();
        }
    }

    private static void Apply(LogReplay replay, DeltaAction? action)
    {
        if (action is not null)
        {
            replay.Apply(action);
        }
    }

    // Every column steps once a row, whether or not the row is of its kind; hence all reads come before the decision.
    private static AddFile? ReadAdd(RowGroupColumns columns, ParsedStatistics? parsed)
    {
        string? path = Text(columns, "add/path");
        IReadOnlyDictionary<string, string?>? partitionValues = columns.ReadMap("add/partitionValues");
        long? size = Number(columns, "add/size");
        long? modificationTime = Number(columns, "add/modificationTime");
        IReadOnlyDictionary<string, string?>? tags = columns.ReadMap("add/tags");
        DeletionVector? vector = ReadDeletionVector(columns, "add/deletionVector");
        long? baseRowId = Number(columns, "add/baseRowId");
        long? defaultVersion = Number(columns, "add/defaultRowCommitVersion");
        string? clustering = Text(columns, "add/clusteringProvider");
        LeafCursor stats = columns.Leaf("add/stats");
        stats.MoveNext();
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
            Statistics = stats.HasValue && stats.Chars.Length > 0 ? FileStatistics.FromJson(stats.Chars) : fromColumns,
        };
    }

    private static RemoveFile? ReadRemove(RowGroupColumns columns)
    {
        string? path = Text(columns, "remove/path");
        long? deletion = Number(columns, "remove/deletionTimestamp");
        IReadOnlyDictionary<string, string?>? partitionValues = columns.ReadMap("remove/partitionValues");
        long? size = Number(columns, "remove/size");
        IReadOnlyDictionary<string, string?>? tags = columns.ReadMap("remove/tags");
        DeletionVector? vector = ReadDeletionVector(columns, "remove/deletionVector");
        long? baseRowId = Number(columns, "remove/baseRowId");
        long? defaultVersion = Number(columns, "remove/defaultRowCommitVersion");
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

    private static DeletionVector? ReadDeletionVector(RowGroupColumns columns, string path)
    {
        string? storage = Text(columns, path + "/storageType");
        string? place = Text(columns, path + "/pathOrInlineDv");
        int? offset = Int(columns, path + "/offset");
        int? size = Int(columns, path + "/sizeInBytes");
        long? cardinality = Number(columns, path + "/cardinality");
        return storage is null ? null : new DeletionVector(storage, place ?? string.Empty, offset, size ?? 0, cardinality ?? 0);
    }

    private static Metadata? ReadMetadata(RowGroupColumns columns)
    {
        string? id = Text(columns, "metaData/id");
        string? name = Text(columns, "metaData/name");
        string? description = Text(columns, "metaData/description");
        string? provider = Text(columns, "metaData/format/provider");
        IReadOnlyDictionary<string, string?>? options = columns.ReadMap("metaData/format/options");
        string? schema = Text(columns, "metaData/schemaString");
        IReadOnlyList<string>? partitions = columns.ReadList("metaData/partitionColumns");
        IReadOnlyDictionary<string, string?>? configuration = columns.ReadMap("metaData/configuration");
        long? created = Number(columns, "metaData/createdTime");
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

    private static Protocol? ReadProtocol(RowGroupColumns columns)
    {
        int? reader = Int(columns, "protocol/minReaderVersion");
        int? writer = Int(columns, "protocol/minWriterVersion");
        IReadOnlyList<string>? readerFeatures = columns.ReadList("protocol/readerFeatures");
        IReadOnlyList<string>? writerFeatures = columns.ReadList("protocol/writerFeatures");
        return reader is null || writer is null ? null : new Protocol
        {
            MinReaderVersion = reader.Value,
            MinWriterVersion = writer.Value,
            ReaderFeatures = reader >= 3 ? readerFeatures ?? [] : null,
            WriterFeatures = writer >= 7 ? writerFeatures ?? [] : null,
        };
    }

    private static SetTransaction? ReadTransaction(RowGroupColumns columns)
    {
        string? appId = Text(columns, "txn/appId");
        long? version = Number(columns, "txn/version");
        long? updated = Number(columns, "txn/lastUpdated");
        return appId is null ? null : new SetTransaction(appId, version ?? throw new InvalidDataException($"txn of '{appId}' has no version"), updated);
    }

    private static DomainMetadata? ReadDomain(RowGroupColumns columns)
    {
        string? domain = Text(columns, "domainMetadata/domain");
        string? configuration = Text(columns, "domainMetadata/configuration");
        return domain is null ? null : new DomainMetadata(domain, configuration ?? string.Empty, Removed: false);
    }

    private static string? Text(RowGroupColumns columns, string path)
    {
        LeafCursor cursor = columns.Leaf(path);
        cursor.MoveNext();
        return cursor.Text;
    }

    private static long? Number(RowGroupColumns columns, string path)
    {
        LeafCursor cursor = columns.Leaf(path);
        cursor.MoveNext();
        return cursor.Number;
    }

    private static int? Int(RowGroupColumns columns, string path) => Number(columns, path) is { } number ? checked((int)number) : null;
}
