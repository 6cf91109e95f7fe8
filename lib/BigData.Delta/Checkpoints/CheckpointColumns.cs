using BigData.Delta.Actions;
using Parquet;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Writes the columns of a row group in the order of the schema, each by one pass over the actions.</summary>
internal sealed class CheckpointColumns
{
    private readonly ParquetRowGroupWriter _group;
    private readonly IReadOnlyList<DeltaAction> _actions;
    private readonly Queue<DataField> _fields;
    private readonly CancellationToken _token;

    private CheckpointColumns(ParquetRowGroupWriter group, ParquetSchema schema, IReadOnlyList<DeltaAction> actions, CancellationToken token)
    {
        _group = group;
        _actions = actions;
        _fields = new Queue<DataField>(schema.DataFields);
        _token = token;
    }

    public static async Task WriteAsync(ParquetRowGroupWriter group, ParquetSchema schema, IReadOnlyList<DeltaAction> actions, CancellationToken token)
    {
        CheckpointColumns columns = new(group, schema, actions, token);
        await columns.WriteTransactionsAsync().ConfigureAwait(false);
        await columns.WriteAddsAsync().ConfigureAwait(false);
        await columns.WriteRemovesAsync().ConfigureAwait(false);
        await columns.WriteMetadataAsync().ConfigureAwait(false);
        await columns.WriteProtocolAsync().ConfigureAwait(false);
        await columns.WriteDomainsAsync().ConfigureAwait(false);
        group.CompleteValidate();
    }

    private async Task WriteTransactionsAsync()
    {
        await TextAsync<SetTransaction>("appId", t => t.AppId).ConfigureAwait(false);
        await NumberAsync<SetTransaction, long>("version", t => t.Version).ConfigureAwait(false);
        await NumberAsync<SetTransaction, long>("lastUpdated", t => t.LastUpdated).ConfigureAwait(false);
    }

    private async Task WriteAddsAsync()
    {
        await TextAsync<AddFile>("path", f => f.Path).ConfigureAwait(false);
        await MapAsync<AddFile>("partitionValues", f => f.PartitionValues).ConfigureAwait(false);
        await NumberAsync<AddFile, long>("size", f => f.Size).ConfigureAwait(false);
        await NumberAsync<AddFile, long>("modificationTime", f => f.ModificationTime).ConfigureAwait(false);
        await NumberAsync<AddFile, bool>("dataChange", _ => false).ConfigureAwait(false);
        await MapAsync<AddFile>("tags", f => f.Tags).ConfigureAwait(false);
        await DeletionVectorAsync<AddFile>().ConfigureAwait(false);
        await NumberAsync<AddFile, long>("baseRowId", f => f.BaseRowId).ConfigureAwait(false);
        await NumberAsync<AddFile, long>("defaultRowCommitVersion", f => f.DefaultRowCommitVersion).ConfigureAwait(false);
        await TextAsync<AddFile>("clusteringProvider", f => f.ClusteringProvider).ConfigureAwait(false);
        await TextAsync<AddFile>("stats", f => f.Statistics?.ToJson()).ConfigureAwait(false);
    }

    private async Task WriteRemovesAsync()
    {
        await TextAsync<RemoveFile>("path", f => f.Path).ConfigureAwait(false);
        await NumberAsync<RemoveFile, long>("deletionTimestamp", f => f.DeletionTimestamp).ConfigureAwait(false);
        await NumberAsync<RemoveFile, bool>("dataChange", _ => false).ConfigureAwait(false);
        await NumberAsync<RemoveFile, bool>("extendedFileMetadata", f => f.ExtendedFileMetadata).ConfigureAwait(false);
        await MapAsync<RemoveFile>("partitionValues", f => f.ExtendedFileMetadata ? f.PartitionValues : null).ConfigureAwait(false);
        await NumberAsync<RemoveFile, long>("size", f => f.Size).ConfigureAwait(false);
        await DeletionVectorAsync<RemoveFile>().ConfigureAwait(false);
        await NumberAsync<RemoveFile, long>("baseRowId", f => f.BaseRowId).ConfigureAwait(false);
        await NumberAsync<RemoveFile, long>("defaultRowCommitVersion", f => f.DefaultRowCommitVersion).ConfigureAwait(false);
    }

    private async Task WriteMetadataAsync()
    {
        await TextAsync<Metadata>("id", m => m.Id).ConfigureAwait(false);
        await TextAsync<Metadata>("name", m => m.Name).ConfigureAwait(false);
        await TextAsync<Metadata>("description", m => m.Description).ConfigureAwait(false);
        await TextAsync<Metadata>("provider", m => m.FormatProvider, parents: 2).ConfigureAwait(false);
        await MapAsync<Metadata>("options", m => m.FormatOptions, parents: 2).ConfigureAwait(false);
        await TextAsync<Metadata>("schemaString", m => m.SchemaString).ConfigureAwait(false);
        await ListAsync<Metadata>("partitionColumns", m => m.PartitionColumns).ConfigureAwait(false);
        await MapAsync<Metadata>("configuration", m => m.Configuration).ConfigureAwait(false);
        await NumberAsync<Metadata, long>("createdTime", m => m.CreatedTime).ConfigureAwait(false);
    }

    private async Task WriteProtocolAsync()
    {
        await NumberAsync<Protocol, int>("minReaderVersion", p => p.MinReaderVersion).ConfigureAwait(false);
        await NumberAsync<Protocol, int>("minWriterVersion", p => p.MinWriterVersion).ConfigureAwait(false);
        await ListAsync<Protocol>("readerFeatures", p => p.ReaderFeatures).ConfigureAwait(false);
        await ListAsync<Protocol>("writerFeatures", p => p.WriterFeatures).ConfigureAwait(false);
    }

    private async Task WriteDomainsAsync()
    {
        await TextAsync<DomainMetadata>("domain", d => d.Domain).ConfigureAwait(false);
        await TextAsync<DomainMetadata>("configuration", d => d.Configuration).ConfigureAwait(false);
        await NumberAsync<DomainMetadata, bool>("removed", d => d.Removed).ConfigureAwait(false);
    }

    private async Task DeletionVectorAsync<TAction>()
        where TAction : FileAction
    {
        await VectorTextAsync<TAction>("storageType", v => v.StorageType).ConfigureAwait(false);
        await VectorTextAsync<TAction>("pathOrInlineDv", v => v.PathOrInlineDv).ConfigureAwait(false);
        await VectorNumberAsync<TAction, int>("offset", v => v.Offset).ConfigureAwait(false);
        await VectorNumberAsync<TAction, int>("sizeInBytes", v => v.SizeInBytes).ConfigureAwait(false);
        await VectorNumberAsync<TAction, long>("cardinality", v => v.Cardinality).ConfigureAwait(false);
        await VectorNumberAsync<TAction, long>("maxRowIndex", _ => null).ConfigureAwait(false);
    }

    private Task VectorTextAsync<TAction>(string name, Func<DeletionVector, string> value)
        where TAction : FileAction =>
        WriteAsync<TAction, ReadOnlyMemory<char>>(name, (a, column) =>
        {
            if (a.DeletionVector is { } vector)
            {
                column.Add(3, value(vector).AsMemory());
            }
            else
            {
                column.Add(1);
            }
        });

    private Task VectorNumberAsync<TAction, T>(string name, Func<DeletionVector, T?> value)
        where TAction : FileAction
        where T : struct =>
        WriteAsync<TAction, T>(name, (a, column) =>
        {
            if (a.DeletionVector is { } vector && value(vector) is { } number)
            {
                column.Add(3, number);
            }
            else
            {
                column.Add(a.DeletionVector is null ? 1 : 2);
            }
        });

    /// <param name="name">Name of the field, checked against the schema.</param>
    /// <param name="value">Its value; null where there is none.</param>
    /// <param name="parents">Number of structs around the field.</param>
    private Task TextAsync<TAction>(string name, Func<TAction, string?> value, int parents = 1)
        where TAction : DeltaAction =>
        WriteAsync<TAction, ReadOnlyMemory<char>>(name, (a, column) =>
        {
            if (value(a) is { } text)
            {
                column.Add(parents + 1, text.AsMemory());
            }
            else
            {
                column.Add(parents);
            }
        });

    private Task NumberAsync<TAction, T>(string name, Func<TAction, T?> value)
        where TAction : DeltaAction
        where T : struct =>
        WriteAsync<TAction, T>(name, (a, column) =>
        {
            if (value(a) is { } number)
            {
                column.Add(2, number);
            }
            else
            {
                column.Add(1);
            }
        });

    private Task ListAsync<TAction>(string name, Func<TAction, IReadOnlyList<string>?> value)
        where TAction : DeltaAction =>
        WriteAsync<TAction, ReadOnlyMemory<char>>("element", (a, column) =>
        {
            IReadOnlyList<string>? list = value(a);
            if (list is not { Count: > 0 })
            {
                column.Add(list is null ? 1 : 2);
                return;
            }

            for (int i = 0; i < list.Count; i++)
            {
                column.Add(4, list[i].AsMemory(), i == 0 ? 0 : 1);
            }
        });

    private async Task MapAsync<TAction>(string name, Func<TAction, IReadOnlyDictionary<string, string?>?> value, int parents = 1)
        where TAction : DeltaAction
    {
        await WriteAsync<TAction, ReadOnlyMemory<char>>("key", (a, column) =>
            AddMap(column, value(a), parents, (p, repetition) => column.Add(parents + 2, p.Key.AsMemory(), repetition))).ConfigureAwait(false);
        await WriteAsync<TAction, ReadOnlyMemory<char>>("value", (a, column) =>
            AddMap(column, value(a), parents, (p, repetition) =>
            {
                if (p.Value is { } text)
                {
                    column.Add(parents + 3, text.AsMemory(), repetition);
                }
                else
                {
                    column.Add(parents + 2, repetition);
                }
            })).ConfigureAwait(false);
    }

    private static void AddMap(
        ColumnBuffer<ReadOnlyMemory<char>> column,
        IReadOnlyDictionary<string, string?>? map,
        int parents,
        Action<KeyValuePair<string, string?>, int> add)
    {
        if (map is not { Count: > 0 })
        {
            column.Add(map is null ? parents : parents + 1);
            return;
        }

        int repetition = 0;
        foreach (KeyValuePair<string, string?> entry in map)
        {
            add(entry, repetition);
            repetition = 1;
        }
    }

    private Task WriteAsync<TAction, T>(string name, Action<TAction, ColumnBuffer<T>> add)
        where TAction : DeltaAction
        where T : struct
    {
        DataField field = _fields.Dequeue();
        if (field.Name != name)
        {
            throw new InvalidOperationException($"Internal error, please report: column {field.Path} of a checkpoint was written as '{name}'.");
        }

        ColumnBuffer<T> column = new();
        foreach (DeltaAction action in _actions)
        {
            if (action is TAction typed)
            {
                add(typed, column);
            }
            else
            {
                column.Add(0);
            }
        }

        return column.WriteAsync(_group, field, _token);
    }
}
