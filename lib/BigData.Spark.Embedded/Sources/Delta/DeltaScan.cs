using System.Globalization;
using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources.Parquet;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>
/// Reads files of one version of a Delta table. Files that the filters of the query rule out by partition or statistics are not opened; columns
/// that a file lacks are null.
/// </summary>
internal sealed class DeltaScan(Snapshot snapshot, StructType schema, IReadOnlyList<AddFile>? only = null, IReadOnlyList<long>? numbers = null) : IScan, IFileScan
{
    /// <summary>Hidden column with the number of a row's file.</summary>
    internal const string FileIndexColumn = "__bigdata_file";

    /// <summary>Hidden column with the position of a row in its file.</summary>
    internal const string RowIndexColumn = "__bigdata_row";

    /// <summary>Some files of a table, whose rows can be addressed by <see cref="FileIndexColumn"/> and <see cref="RowIndexColumn"/>.</summary>
    /// <param name="snapshot">The version of the table.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="files">The files.</param>
    /// <param name="numbers">Their numbers; null for their positions in the list.</param>
    internal static ScanSource OfFiles(Snapshot snapshot, StructType schema, IReadOnlyList<AddFile> files, IReadOnlyList<long>? numbers = null) =>
        new(new DeltaScan(snapshot, schema, files, numbers ?? [.. Enumerable.Range(0, files.Count).Select(i => (long)i)]), schema, default)
        {
            Metadata = new StructType([new StructField(FileIndexColumn, DataTypes.Long, isNullable: false), new StructField(RowIndexColumn, DataTypes.Long, isNullable: false)]),
        };

    public string Description => $"delta {snapshot.TablePath} v{snapshot.Version}";

    public IReadOnlyList<string> Files => [.. OnlyFiles.Select(file => file.GetFullPath(snapshot.TablePath))];

    /// <summary>The files that are read unless filters rule them out.</summary>
    internal IReadOnlyList<AddFile> OnlyFiles => only ?? snapshot.Files;

    public ScanSql Write(ScanRequest request)
    {
        // A scan of given files is one whose rows are addressed by file: leaving some out would move the others.
        IReadOnlyList<AddFile> files = only ?? snapshot.Scan(FilterPredicate.Of(request.Filters));
        ParquetColumn[] wanted = [.. request.Columns.Items.Select(Column)];
        string[] names = [.. wanted.Select((_, i) => TableScan.ColumnName(i))];
        return files.Count == 0
            ? new ScanSql(Empty(request.Columns), [.. names])
            : new ScanSql(ParquetSql.Write([.. files.Select((file, i) => ToParquet(file, numbers?[i]))], wanted), [.. names]);
    }

    private string Empty(ValueArray<string> columns) => columns.IsEmpty
        ? "(SELECT 1 AS c0 WHERE false)"
        : $"(SELECT {string.Join(", ", columns.Items.Select((name, i) => $"CAST(NULL AS {DuckDbTypes.Name(TypeOf(name))}) AS {TableScan.ColumnName(i)}"))} WHERE false)";

    private DataType TypeOf(string name) => name switch
    {
        FileIndexColumn or RowIndexColumn => DataTypes.Long,
        _ when schema.IndexOf(name) is var index and >= 0 => schema[index].DataType,
        _ => FileMetadata.Type(withRowIndex: true),
    };

    private ParquetColumn Column(string name)
    {
        int partition = PartitionConstants.IndexOf(snapshot.Metadata, name);
        return partition >= 0 ? new ParquetColumn.OfPartition(partition)
            : schema.IndexOf(name) is var index and >= 0 ? new ParquetColumn.InFile(name, schema[index].DataType)
            : name switch
            {
                FileIndexColumn => new ParquetColumn.OfPartition(snapshot.Metadata.PartitionColumns.Count),
                RowIndexColumn => new ParquetColumn.RowIndex(),
                _ => new ParquetColumn.Metadata(),
            };
    }

    private ParquetFile ToParquet(AddFile file, long? number)
    {
        ParquetFile parquet = new(
            file.GetFullPath(snapshot.TablePath),
            file.Size,
            DateTimeOffset.FromUnixTimeMilliseconds(file.ModificationTime),
            [
                .. PartitionConstants.Of(file, snapshot.Metadata, schema),
                .. number is { } n ? new[] { string.Create(CultureInfo.InvariantCulture, $"{n}::BIGINT") } : [],
            ]);
        return file.Statistics?.NumRecords is { } rows ? parquet with { RowEstimate = rows } : parquet;
    }
}
