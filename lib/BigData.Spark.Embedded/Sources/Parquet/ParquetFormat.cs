using BigData.DuckDb;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Parquet;

/// <summary>
/// Folders of Parquet files. The schema is that of the first file (of all with <c>mergeSchema</c>); folders <c>name=value</c> become
/// columns at the end.
/// </summary>
internal sealed class ParquetFormat : IFileFormat
{
    public IReadOnlyList<string> Names { get; } = ["parquet"];

    public async ValueTask<ScanSource> OpenAsync(ReadRequest request, CancellationToken token)
    {
        IReadOnlyList<SourceFile> files = PathLister.List(request.Paths, Flag(request, "recursiveFileLookup"));
        PartitionColumns partitions = PartitionColumns.Infer(files, request.Schema, request.Session.Conf);
        ParquetSchema data = request.Schema is { } given
            ? ParquetSchema.Given(given, partitions)
            : await InferAsync(request, files, partitions, token).ConfigureAwait(false);
        StructType schema = new([.. data.Columns.Select(column => column.Field), .. partitions.Fields]);
        string description = $"parquet {string.Join(", ", request.Paths)}";
        if (files.Count == 0)
        {
            return TableScan.Empty(description, schema);
        }

        ParquetFile[] parquet = [.. files.Select(file => new ParquetFile(file.Path, file.Size, file.Modified, partitions.Constants(file)))];
        Dictionary<string, ParquetColumn> columns = new(StringComparer.Ordinal);
        foreach (ParquetSchemaColumn column in data.Columns)
        {
            columns[column.Field.Name] = column.ToScanColumn();
        }

        for (int i = 0; i < partitions.Fields.Count; i++)
        {
            columns[partitions.Fields[i].Name] = new ParquetColumn.OfPartition(i);
        }

        return new ScanSource(new ParquetScan(description, parquet, columns, isFirstFilesSchema: request.Schema is null), schema, default) { Metadata = FileMetadata.Columns(withRowIndex: true) };
    }

    private static async Task<ParquetSchema> InferAsync(
        ReadRequest request, IReadOnlyList<SourceFile> files, PartitionColumns partitions, CancellationToken token)
    {
        if (files.Count == 0)
        {
            throw SparkErrors.Create("UNABLE_TO_INFER_SCHEMA", ("format", "Parquet"));
        }

        bool merge = request.Options["mergeSchema"] is { } option
            ? string.Equals(option, "true", StringComparison.OrdinalIgnoreCase)
            : request.Session.Conf.Flag("spark.sql.parquet.mergeSchema");
        using DuckDbSession connection = request.Session.Connect();
        ParquetSchema schema = await ParquetSchema.ReadAsync(connection, files[0].Path, token).ConfigureAwait(false);
        for (int i = 1; merge && i < files.Count; i++)
        {
            schema = schema.Merge(await ParquetSchema.ReadAsync(connection, files[i].Path, token).ConfigureAwait(false));
        }

        return schema.Without(partitions);
    }

    private static bool Flag(ReadRequest request, string option) => string.Equals(request.Options[option], "true", StringComparison.OrdinalIgnoreCase);
}
