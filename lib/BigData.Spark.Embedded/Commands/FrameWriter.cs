using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Commands.Files;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Sources;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Writes of <c>DataFrame.Write</c> and <c>DataFrame.WriteTo</c>: finds the place and the format and hands the rows on.</summary>
internal sealed class FrameWriter(EmbeddedSession session, SessionCompiler compiler)
{
    internal Task RunAsync(WriteFrame write, CancellationToken token)
    {
        if (write.Buckets is not null || !write.SortBy.IsEmpty)
        {
            throw Unsupported("bucketBy and sortBy", "It has no buckets.", "Use partitionBy.");
        }

        if (!write.ClusterBy.IsEmpty)
        {
            throw Unsupported("clusterBy", "It does not cluster tables.", "Use partitionBy, or use Spark.");
        }

        if (!write.Table.IsEmpty)
        {
            return ToTableAsync(write, token);
        }

        string format = (write.Format ?? session.Conf[SessionConf.DefaultSource]!).ToLowerInvariant();
        string path = write.Path ?? write.Options["path"] ?? (format == "noop" ? string.Empty : throw SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.COMMAND", ("name", "save"), ("reason", "It was given no path."), ("remedy", "Give a path, or use saveAsTable.")));
        return format switch
        {
            "delta" => new DeltaWriter(session, compiler).WriteAsync(ToDelta(write, FileUris.ToLocal(path)), token),
            "parquet" => new ParquetWriter(session, compiler).WriteAsync(write, Folder(write, path), token),
            "csv" => new RecordWriter(session, compiler).WriteAsync(write, Folder(write, path), new CsvLines(write.Options), token),
            "json" => new RecordWriter(session, compiler).WriteAsync(write, Folder(write, path), new JsonLines(write.Options), token),
            "text" => new RecordWriter(session, compiler).WriteAsync(write, Folder(write, path), new TextLines(write.Options), token),
            "noop" => RunOnlyAsync(write, token),
            _ => throw NoWriter(format),
        };
    }

    internal async Task RunAsync(WriteTable write, CancellationToken token)
    {
        if (write.Mode == WriteTableMode.OverwritePartitions)
        {
            throw Unsupported("overwritePartitions", "It does not replace partitions dynamically.", "Use overwrite with a condition.");
        }

        (string folder, CatalogTable? table, bool isNew) = Place(write.Table, write.Options["path"]);
        bool exists = Sources.Delta.DeltaTables.Exists(folder);
        bool creates = write.Mode is WriteTableMode.Create or WriteTableMode.Replace or WriteTableMode.CreateOrReplace;
        if (write.Mode == WriteTableMode.Create && exists)
        {
            throw SparkErrors.Create("TABLE_OR_VIEW_ALREADY_EXISTS", ("relationName", TableName.Quote(write.Table)));
        }

        if (write.Mode is not (WriteTableMode.Create or WriteTableMode.CreateOrReplace) && !exists)
        {
            throw SourceFinder.TableNotFound(session, write.Table);
        }

        DeltaWrite delta = new()
        {
            Folder = folder,
            Input = write.Input,
            Mode = write.Mode == WriteTableMode.Append ? SaveMode.Append : SaveMode.Overwrite,
            Matching = creates ? WriteMatching.ByNameExact : WriteMatching.ByNameCast,
            OverwritesSchema = creates,
            MergesSchema = write.WithSchemaEvolution || Merges(write.Options),
            PartitionBy = [.. write.PartitionBy.Items.Select(PartitionName)],
            Options = write.Options,
            Properties = write.Properties,
            ReplaceWhere = write.OverwriteCondition,
            ReplaceWhereText = write.OverwriteCondition?.ToString(),
            CreatesTable = creates ? "CREATE TABLE AS SELECT" : null,
            IsManaged = table is { Managed: true },
        };
        await new DeltaWriter(session, compiler).WriteAsync(delta, token).ConfigureAwait(false);
        Register(table, isNew);
    }

    private async Task ToTableAsync(WriteFrame write, CancellationToken token)
    {
        string format = (write.Format ?? "delta").ToLowerInvariant();
        if (format != "delta")
        {
            throw Unsupported($"saveAsTable with format {format}", "Only Delta tables have names.", "Use format delta, or save the files by path.");
        }

        (string folder, CatalogTable? table, bool isNew) = Place(write.Table, write.Options["path"]);
        bool exists = Sources.Delta.DeltaTables.Exists(folder);
        if (write.IsInsert && !exists)
        {
            throw SourceFinder.TableNotFound(session, write.Table);
        }

        if (exists && write.Mode == SaveMode.ErrorIfExists && !write.IsInsert)
        {
            throw SparkErrors.Create("TABLE_OR_VIEW_ALREADY_EXISTS", ("relationName", TableName.Quote(write.Table)));
        }

        SaveMode mode = write.IsInsert && write.Mode == SaveMode.ErrorIfExists ? SaveMode.Append : write.Mode;
        DeltaWrite delta = ToDelta(write, folder) with
        {
            Mode = mode,
            Matching = write.IsInsert ? WriteMatching.ByPosition : WriteMatching.ByNameCast,
            CreatesTable = "CREATE TABLE AS SELECT",
            IsManaged = table is { Managed: true },
        };
        await new DeltaWriter(session, compiler).WriteAsync(delta, token).ConfigureAwait(false);
        Register(table, isNew);
    }

    private DeltaWrite ToDelta(WriteFrame write, string folder)
    {
        bool overwritesSchema = write.Mode == SaveMode.Overwrite && DeltaWrite.IsTrue(write.Options["overwriteSchema"]);
        string? replaceWhere = write.Options["replaceWhere"];
        if (overwritesSchema && replaceWhere is not null)
        {
            throw Unsupported("overwriteSchema together with replaceWhere", "The rows that stay have the old schema.", "Give one of them.");
        }

        if (string.Equals(write.Options["partitionOverwriteMode"], "dynamic", StringComparison.OrdinalIgnoreCase) && write.Mode == SaveMode.Overwrite)
        {
            throw Unsupported("partitionOverwriteMode = dynamic", "It does not replace partitions dynamically.", "Use replaceWhere.");
        }

        return new DeltaWrite
        {
            Folder = folder,
            Input = write.Input,
            Mode = write.Mode,
            PartitionBy = write.PartitionBy,
            Options = write.Options,
            OverwritesSchema = overwritesSchema,
            MergesSchema = write.WithSchemaEvolution || Merges(write.Options),
            ReplaceWhere = replaceWhere is null ? null : Parsing.SqlParser.ParseExpression(replaceWhere, session.Conf.TimeZone),
            ReplaceWhereText = replaceWhere,
        };
    }

    private FolderWrite Folder(WriteFrame write, string path)
    {
        string overwrites = write.Options["partitionOverwriteMode"] ?? session.Conf["spark.sql.sources.partitionOverwriteMode"] ?? "static";
        bool isDynamic = write.Mode == SaveMode.Overwrite && !write.PartitionBy.IsEmpty && overwrites.Equals("dynamic", StringComparison.OrdinalIgnoreCase);
        return new FolderWrite(write.Mode, FileUris.ToLocal(path), isDynamic);
    }

    private bool Merges(OptionMap options) => options["mergeSchema"] is { } option ? DeltaWrite.IsTrue(option) : session.Conf.Flag(SessionConf.AutoMergeSchema);

    // Where a name leads; a new name leads to its own folder unless a path was given.
    private (string Folder, CatalogTable? Table, bool IsNew) Place(ValueArray<string> parts, string? path)
    {
        if (TableName.Parse(parts, session.CurrentSchema) is TableName.InSchema name)
        {
            if (session.Catalog.FindTable(name.Schema, name.Table) is { } found)
            {
                return (found.Location, found, false);
            }

            string folder = path is null ? session.Catalog.TableLocation(name.Schema, name.Table) : FileUris.ToLocal(path);
            return (folder, new CatalogTable(name.Schema, name.Table, "delta", folder, Managed: path is null), true);
        }

        return (TableStatements.FolderOf(session, parts)!, null, false);
    }

    private void Register(CatalogTable? table, bool isNew)
    {
        if (isNew && table is not null)
        {
            session.Catalog.Register(table);
        }
    }

    private async Task RunOnlyAsync(WriteFrame write, CancellationToken token)
    {
        (_, IReadOnlyList<Apache.Arrow.RecordBatch> batches) = await new QueryRunner(session, compiler).CollectAsync(write.Input, token).ConfigureAwait(false);
        foreach (Apache.Arrow.RecordBatch batch in batches)
        {
            batch.Dispose();
        }
    }

    private static string PartitionName(Expression expression) => expression is UnresolvedAttribute { NameParts: [var name] }
        ? name
        : throw Unsupported($"partitioned by {expression}", "It partitions by columns only.", "Add the value as a column.");

    private static Sql.SparkException NoWriter(string format) => format is "orc" or "avro" or "xml"
        ? Unsupported($"write format {format}", "It writes delta, parquet, csv, json and text.", "Use one of them, or use Spark.")
        : SparkErrors.Create("DATA_SOURCE_NOT_FOUND", ("provider", format));

    private static Sql.SparkException Unsupported(string name, string reason, string remedy) =>
        SparkErrors.Create("EMBEDDED_UNSUPPORTED.COMMAND", ("name", name), ("reason", reason), ("remedy", remedy));
}
