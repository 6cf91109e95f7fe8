using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Sources.Parquet;

/// <summary>Reads a fixed list of Parquet files.</summary>
internal sealed class ParquetScan(string description, IReadOnlyList<ParquetFile> files, IReadOnlyDictionary<string, ParquetColumn> columns) : IScan, IFileScan
{
    public string Description => description;

    public IReadOnlyList<string> Files => [.. files.Select(file => file.Path)];

    public ScanSql Write(ScanRequest request)
    {
        ParquetColumn[] wanted = [.. request.Columns.Items.Select(Find)];
        return new ScanSql(ParquetSql.Write(files, wanted), [.. wanted.Select((_, i) => TableScan.ColumnName(i))]);
    }

    private ParquetColumn Find(string name) => name == FileMetadata.ColumnName && !columns.ContainsKey(name)
        ? new ParquetColumn.Metadata()
        : columns[name];
}
