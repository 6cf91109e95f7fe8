using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Text;

/// <summary>Folders of text files: each line, or each file, is one string.</summary>
internal sealed class TextFormat : IFileFormat
{
    public IReadOnlyList<string> Names { get; } = ["text"];

    public ValueTask<ScanSource> OpenAsync(ReadRequest request, CancellationToken token)
    {
        SessionConf conf = request.Session.Conf;
        IReadOnlyList<SourceFile> files = PathLister.List(request.Paths, ReaderOptions.Flag(request.Options, "recursiveFileLookup", false));
        PartitionColumns partitions = PartitionColumns.Infer(files, request.Schema, conf);
        StructType data = request.Schema is { } given
            ? new StructType(given.Fields.Where(field => !partitions.Contains(field.Name)).Select(field => field with { IsNullable = true }))
            : new StructType(new StructField("value", DataTypes.String));
        Check(data);
        TextFileReader reader = new(
            [.. files.Select(file => file.Path)],
            ReaderOptions.Encoding(request.Options),
            ReaderOptions.LineSeparator(request.Options),
            ReaderOptions.Flag(request.Options, "wholetext", false));
        ArrowSource Source(IReadOnlyList<string> names, bool hasCorruptRecord) => reader.Source(names.Count > 0);
        return ValueTask.FromResult(RecordScan.Open(request, "text", data, null, partitions, files, Source));
    }

    private static void Check(StructType data)
    {
        if (data.Count > 1)
        {
            throw new Sql.AnalysisException($"Text data source supports only a single column, and you have {data.Count} columns.");
        }

        foreach (StructField field in data.Fields.Where(field => field.DataType is not StringType))
        {
            throw SparkErrors.Create(
                "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
                ("format", "Text"),
                ("columnName", SqlNames.Quote(field.Name)),
                ("columnType", $"\"{field.DataType.Sql}\""));
        }
    }
}
