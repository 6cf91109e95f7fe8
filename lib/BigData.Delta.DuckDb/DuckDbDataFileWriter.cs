using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Schemas;
using BigData.Delta.Statistics;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>Writes data files by DuckDB's COPY: the table's types, zstd, statistics as Spark wants them, synced to disk.</summary>
/// <remarks>A partitioned write sorts by the partition columns and makes about one file a partition; the target size holds for tables without partitions.</remarks>
public sealed class DuckDbDataFileWriter : IDataFileWriter<DuckDbRows>
{
    private const long DefaultFileSize = 128L << 20;
    private const string NotNullMark = "BIGDATA_NOT_NULL:";

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A column's type cannot be written; the message names both.</exception>
    /// <exception cref="NotNullViolationException">A column declared NOT NULL got a null.</exception>
    /// <exception cref="DuckDbException">The query failed, a value did not fit its column's type, or the disk refused.</exception>
    public async Task<IReadOnlyList<DataFile>> WriteAsync(DuckDbRows source, DataFileWriteRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);
        var table = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.TablePath));
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder));
        Directory.CreateDirectory(root);
        var prefix = (request.IsChangeData ? "cdc-" : "part-") + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8] + "-";
        try
        {
            var written = await CopyAsync(source, request, root, prefix, token).ConfigureAwait(false);
            var builder = new FileStatisticsBuilder(request.Metadata);
            var notFinite = await NotFiniteColumns.FindAsync(source.Session, written, builder.Columns, token).ConfigureAwait(false);
            await Task.Run(() => FileSync.Flush(table, written.Select(file => file.FullPath)), token).ConfigureAwait(false);
            return written.ConvertAll(file => ToDataFile(table, file, request.Metadata, builder, notFinite));
        }
        catch (DuckDbException e) when (NotNullColumn(e.Message) is { } column)
        {
            DeleteOrphans(root, prefix);
            throw new NotNullViolationException(column, e);
        }
        catch
        {
            DeleteOrphans(root, prefix);
            throw;
        }
    }

    private static async Task<List<WrittenFile>> CopyAsync(DuckDbRows source, DataFileWriteRequest request, string root, string prefix, CancellationToken token)
    {
        var schema = request.GetSchema();
        var partitions = request.Metadata.PartitionColumns;
        var columns = schema.Fields.Where(field => field.Type is not DeltaPrimitiveType { Kind: DeltaTypeKind.Void });
        var select = columns.Select(field => $"{Expression(field, partitions)} AS {DuckDbSql.Identifier(field.Name)}");
        var names = string.Join(", ", partitions.Select(DuckDbSql.Identifier));
        var order = partitions.Count == 0 ? string.Empty : $" ORDER BY {names}";
        var layout = partitions.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"FILE_SIZE_BYTES {request.TargetFileSize ?? DefaultFileSize}")
            : $"PARTITION_BY ({names})";
        var sql = $"COPY (SELECT {string.Join(", ", select)} FROM ({source.Sql}\n) AS source{order}) TO {DuckDbSql.Literal(root)} "
            + $"(FORMAT parquet, COMPRESSION zstd, RETURN_STATS, APPEND, {layout}, FILENAME_PATTERN '{prefix}{{uuid}}.c000.zstd')";
        var files = new List<WrittenFile>();
        await foreach (var batch in source.Session.QueryAsync(sql, null, token).ConfigureAwait(false))
        {
            using (batch)
            {
                files.AddRange(WrittenFile.Read(batch));
            }
        }

        foreach (var empty in files.Where(file => file.RowCount == 0))
        {
            File.Delete(empty.FullPath);
        }

        files.RemoveAll(file => file.RowCount == 0);
        return files;
    }

    private static string Expression(DeltaField field, IReadOnlyList<string> partitions)
    {
        var name = "source." + DuckDbSql.Identifier(field.Name);
        var value = $"CAST({name} AS {DuckDbTypeText.For(field.Type, field.Name)})";
        if (partitions.Contains(field.Name, StringComparer.OrdinalIgnoreCase) && field.Type is DeltaPrimitiveType { Kind: DeltaTypeKind.String })
        {
            // Delta does not know an empty partition value: it is null.
            value = $"nullif({value}, '')";
        }

        return field.Nullable
            ? value
            : $"CASE WHEN {value} IS NULL THEN error({DuckDbSql.Literal(NotNullMark + field.Name)}) ELSE {value} END";
    }

    private static DataFile ToDataFile(string root, WrittenFile file, Metadata metadata, FileStatisticsBuilder builder, NotFiniteColumns notFinite)
    {
        var schema = metadata.GetSchema();
        return new DataFile
        {
            Path = Path.GetRelativePath(root, file.FullPath).Replace('\\', '/'),
            Size = file.Size,
            RowCount = file.RowCount,
            ModificationTime = new DateTimeOffset(File.GetLastWriteTimeUtc(file.FullPath), TimeSpan.Zero),
            PartitionValues = metadata.PartitionColumns.ToDictionary(
                column => column, column => PartitionText(file.PartitionValue(column), schema.Find(column)!.Type), StringComparer.Ordinal),
            Statistics = builder.Build(file.RowCount, builder.Columns.Select(column => ColumnStatisticsReader.Read(file, column, notFinite))),
        };
    }

    private static string? PartitionText(string? text, DeltaType type) =>
        text is null ? null : ColumnStatisticsReader.ParseValue(text, type)?.ToPartitionText() ?? text;

    private static string? NotNullColumn(string message)
    {
        var start = message.IndexOf(NotNullMark, StringComparison.Ordinal);
        return start < 0 ? null : message[(start + NotNullMark.Length)..].Trim();
    }

    // No table refers to the files; whoever deletes them later is vacuum, but a failed write tidies up after itself where it can.
    private static void DeleteOrphans(string root, string prefix)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(root, prefix + "*.parquet", SearchOption.AllDirectories))
            {
                File.Delete(file);
            }
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
