using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Sources.Parquet;

/// <summary>Reads a fixed list of Parquet files.</summary>
/// <param name="description">A short name for plans that are printed.</param>
/// <param name="files">The files.</param>
/// <param name="columns">The columns by their names in the frame.</param>
/// <param name="isFirstFilesSchema">Whether the columns are just those of the first file.</param>
internal sealed class ParquetScan(
    string description, IReadOnlyList<ParquetFile> files, IReadOnlyDictionary<string, ParquetColumn> columns, bool isFirstFilesSchema) : IScan, IFileScan
{
    public string Description => description;

    public IReadOnlyList<string> Files => [.. files.Select(file => file.Path)];

    public ScanSql Write(ScanRequest request)
    {
        ParquetColumn[] wanted = [.. request.Columns.Items.Select(Find)];
        return new ScanSql(ParquetSql.Write(files, wanted, isFirstFilesSchema), [.. wanted.Select((_, i) => TableScan.ColumnName(i))]);
    }

    private ParquetColumn Find(string name) => name == FileMetadata.ColumnName && !columns.ContainsKey(name)
        ? new ParquetColumn.Metadata()
        : columns[name];
}
