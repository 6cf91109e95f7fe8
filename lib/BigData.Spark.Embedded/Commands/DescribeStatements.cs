using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

/// <summary>DESCRIBE HISTORY and DESCRIBE DETAIL with delta-spark's columns.</summary>
internal sealed class DescribeStatements(EmbeddedSession session)
{
    private static readonly MapType TextMap = new(DataTypes.String, DataTypes.String);
    private static readonly ArrayType TextList = new(DataTypes.String);

    internal async Task<CommandResult> HistoryAsync(DescribeHistory statement, CancellationToken token)
    {
        string folder = Folder(statement.NameParts, statement.IsPath);
        if (!DeltaTables.Exists(folder))
        {
            throw SparkErrors.Create("DELTA_TABLE_ONLY_OPERATION", ("tableName", Shown(statement.NameParts)), ("operation", "DESCRIBE HISTORY"));
        }

        try
        {
            IReadOnlyList<HistoryEntry> entries = await session.DeltaLog(folder).GetHistoryAsync(statement.Limit, token).ConfigureAwait(false);
            return new CommandResult(HistorySchema(), [.. entries.Select(Row)]);
        }
        catch (DeltaException e)
        {
            throw e.ToSpark();
        }
    }

    internal async Task<CommandResult> DetailAsync(DescribeDetail statement, CancellationToken token)
    {
        string folder = Folder(statement.NameParts, statement.IsPath);
        if (!DeltaTables.Exists(folder))
        {
            throw SparkErrors.Create("DELTA_MISSING_DELTA_TABLE", ("tableName", Shown(statement.NameParts)));
        }

        try
        {
            TableDetail detail = await session.DeltaLog(folder).GetDetailAsync(token).ConfigureAwait(false);
            return new CommandResult(DetailSchema(), [Row(detail, statement)]);
        }
        catch (DeltaException e)
        {
            throw e.ToSpark();
        }
    }

    private string Folder(ValueArray<string> parts, bool isPath) => isPath
        ? FileUris.ToLocal(parts[0])
        : TableStatements.FolderOf(session, parts) ?? throw SourceFinder.TableNotFound(session, parts);

    // Spark shows a path table by its path alone.
    private static string Shown(ValueArray<string> parts) => TableName.Quote([parts[^1]]);

    private object?[] Row(TableDetail detail, DescribeDetail statement)
    {
        string? name = !statement.IsPath && TableName.Parse(statement.NameParts, session.CurrentSchema) is TableName.InSchema table
            ? $"{LakehouseCatalog.CatalogName}.{table.Schema}.{table.Table}"
            : detail.Name;
        return
        [
            "delta", detail.Id, name, detail.Description, FileUris.ToUri(detail.Location), Micros(detail.CreatedAt), Micros(detail.LastModified),
            Texts(detail.PartitionColumns), System.Array.Empty<object?>(), detail.NumFiles, detail.SizeInBytes, detail.Properties,
            detail.MinReaderVersion, detail.MinWriterVersion, Texts(detail.TableFeatures),
        ];
    }

    private static object?[] Row(HistoryEntry entry)
    {
        CommitInfo info = entry.Info;
        return
        [
            entry.Version, Micros(entry.Timestamp), null, null, info.Operation, info.OperationParameters, null, null, null, info.ReadVersion,
            info.IsolationLevel, info.IsBlindAppend, info.OperationMetrics, info.UserMetadata, info.EngineInfo,
        ];
    }

    private static object? Micros(DateTimeOffset? time) => time is { } t ? (t.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : null;

    private static object?[] Texts(IEnumerable<string> texts) => [.. texts];

    private static StructType HistorySchema() => new(
        new("version", DataTypes.Long), new("timestamp", DataTypes.Timestamp), Text("userId"), Text("userName"), Text("operation"),
        new("operationParameters", TextMap),
        new("job", new StructType(Text("jobId"), Text("jobName"), Text("jobRunId"), Text("runId"), Text("jobOwnerId"), Text("triggerType"))),
        new("notebook", new StructType(Text("notebookId"))),
        Text("clusterId"), new("readVersion", DataTypes.Long), Text("isolationLevel"), new("isBlindAppend", DataTypes.Boolean),
        new("operationMetrics", TextMap), Text("userMetadata"), Text("engineInfo"));

    private static StructType DetailSchema() => new(
        Text("format"), Text("id"), Text("name"), Text("description"), Text("location"), new("createdAt", DataTypes.Timestamp),
        new("lastModified", DataTypes.Timestamp), new("partitionColumns", TextList), new("clusteringColumns", TextList), new("numFiles", DataTypes.Long),
        new("sizeInBytes", DataTypes.Long), new("properties", TextMap), new("minReaderVersion", DataTypes.Integer),
        new("minWriterVersion", DataTypes.Integer), new("tableFeatures", TextList));

    private static StructField Text(string name) => new(name, DataTypes.String);
}
