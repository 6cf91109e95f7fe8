using System.Buffers;
using System.Text.Json;

namespace BigData.Delta.Actions;

/// <summary>Writes actions as lines of a commit file, fields in the order in which delta-spark writes them.</summary>
internal static class ActionWriter
{
    public static ReadOnlyMemory<byte> Write(IEnumerable<DeltaAction> actions)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using Utf8JsonWriter writer = new(buffer, LogJson.WriterOptions);
        foreach (DeltaAction action in actions)
        {
            Write(writer, action);
            writer.Flush();
            writer.Reset();
            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, DeltaAction action)
    {
        writer.WriteStartObject();
        switch (action)
        {
            case AddFile add:
                WriteAdd(writer, add);
                break;
            case RemoveFile remove:
                WriteRemove(writer, remove);
                break;
            case ChangeDataFile change:
                WriteChangeData(writer, change);
                break;
            case Metadata metadata:
                WriteMetadata(writer, metadata);
                break;
            case Protocol protocol:
                WriteProtocol(writer, protocol);
                break;
            case CommitInfo info:
                WriteCommitInfo(writer, info);
                break;
            case SetTransaction transaction:
                writer.WriteStartObject("txn");
                writer.WriteString("appId", transaction.AppId);
                writer.WriteNumber("version", transaction.Version);
                WriteLong(writer, "lastUpdated", transaction.LastUpdated);
                writer.WriteEndObject();
                break;
            case DomainMetadata domain:
                writer.WriteStartObject("domainMetadata");
                writer.WriteString("domain", domain.Domain);
                writer.WriteString("configuration", domain.Configuration);
                writer.WriteBoolean("removed", domain.Removed);
                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"Internal error, please report: {action.GetType().Name} has no place in a commit file.");
        }

        writer.WriteEndObject();
    }

    private static void WriteAdd(Utf8JsonWriter writer, AddFile add)
    {
        writer.WriteStartObject("add");
        writer.WriteString("path", add.Path);
        WriteMap(writer, "partitionValues", add.PartitionValues);
        writer.WriteNumber("size", add.Size);
        writer.WriteNumber("modificationTime", add.ModificationTime);
        writer.WriteBoolean("dataChange", add.DataChange);
        if (add.Statistics is not null)
        {
            writer.WriteString("stats", add.Statistics.Utf8);
        }

        WriteOptionalMap(writer, "tags", add.Tags);
        WriteDeletionVector(writer, add.DeletionVector);
        WriteLong(writer, "baseRowId", add.BaseRowId);
        WriteLong(writer, "defaultRowCommitVersion", add.DefaultRowCommitVersion);
        WriteText(writer, "clusteringProvider", add.ClusteringProvider);
        writer.WriteEndObject();
    }

    private static void WriteRemove(Utf8JsonWriter writer, RemoveFile remove)
    {
        writer.WriteStartObject("remove");
        writer.WriteString("path", remove.Path);
        WriteLong(writer, "deletionTimestamp", remove.DeletionTimestamp);
        writer.WriteBoolean("dataChange", remove.DataChange);
        if (remove.ExtendedFileMetadata)
        {
            writer.WriteBoolean("extendedFileMetadata", true);
            WriteMap(writer, "partitionValues", remove.PartitionValues);
            WriteLong(writer, "size", remove.Size);
            WriteOptionalMap(writer, "tags", remove.Tags);
        }

        WriteDeletionVector(writer, remove.DeletionVector);
        WriteLong(writer, "baseRowId", remove.BaseRowId);
        WriteLong(writer, "defaultRowCommitVersion", remove.DefaultRowCommitVersion);
        writer.WriteEndObject();
    }

    private static void WriteChangeData(Utf8JsonWriter writer, ChangeDataFile change)
    {
        writer.WriteStartObject("cdc");
        writer.WriteString("path", change.Path);
        WriteMap(writer, "partitionValues", change.PartitionValues);
        writer.WriteNumber("size", change.Size);
        writer.WriteBoolean("dataChange", change.DataChange);
        WriteOptionalMap(writer, "tags", change.Tags);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, Metadata metadata)
    {
        writer.WriteStartObject("metaData");
        writer.WriteString("id", metadata.Id);
        WriteText(writer, "name", metadata.Name);
        WriteText(writer, "description", metadata.Description);
        writer.WriteStartObject("format");
        writer.WriteString("provider", metadata.FormatProvider);
        WriteMap(writer, "options", metadata.FormatOptions);
        writer.WriteEndObject();
        writer.WriteString("schemaString", metadata.SchemaString);
        WriteList(writer, "partitionColumns", metadata.PartitionColumns);
        WriteMap(writer, "configuration", metadata.Configuration);
        WriteLong(writer, "createdTime", metadata.CreatedTime);
        writer.WriteEndObject();
    }

    private static void WriteProtocol(Utf8JsonWriter writer, Protocol protocol)
    {
        writer.WriteStartObject("protocol");
        writer.WriteNumber("minReaderVersion", protocol.MinReaderVersion);
        writer.WriteNumber("minWriterVersion", protocol.MinWriterVersion);
        if (protocol.ReaderFeatures is not null)
        {
            WriteList(writer, "readerFeatures", protocol.ReaderFeatures);
        }

        if (protocol.WriterFeatures is not null)
        {
            WriteList(writer, "writerFeatures", protocol.WriterFeatures);
        }

        writer.WriteEndObject();
    }

    private static void WriteCommitInfo(Utf8JsonWriter writer, CommitInfo info)
    {
        writer.WriteStartObject("commitInfo");
        WriteLong(writer, "inCommitTimestamp", info.InCommitTimestamp);
        WriteLong(writer, "timestamp", info.Timestamp);
        WriteText(writer, "operation", info.Operation);
        WriteMap(writer, "operationParameters", info.OperationParameters);
        WriteLong(writer, "readVersion", info.ReadVersion);
        WriteText(writer, "isolationLevel", info.IsolationLevel);
        if (info.IsBlindAppend is { } blind)
        {
            writer.WriteBoolean("isBlindAppend", blind);
        }

        WriteMap(writer, "operationMetrics", info.OperationMetrics);
        WriteText(writer, "userMetadata", info.UserMetadata);
        WriteText(writer, "engineInfo", info.EngineInfo);
        WriteText(writer, "txnId", info.TxnId);
        writer.WriteEndObject();
    }

    private static void WriteDeletionVector(Utf8JsonWriter writer, DeletionVector? vector)
    {
        if (vector is null)
        {
            return;
        }

        writer.WriteStartObject("deletionVector");
        writer.WriteString("storageType", vector.StorageType);
        writer.WriteString("pathOrInlineDv", vector.PathOrInlineDv);
        WriteLong(writer, "offset", vector.Offset);
        writer.WriteNumber("sizeInBytes", vector.SizeInBytes);
        writer.WriteNumber("cardinality", vector.Cardinality);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteLong(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteOptionalMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string?>? values)
    {
        if (values is not null)
        {
            WriteMap(writer, name, values);
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string?> values)
    {
        writer.WriteStartObject(name);
        foreach ((string key, string? value) in values)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
