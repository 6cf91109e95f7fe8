using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Folders of CSV files, read by Spark's rules. Without a schema the header names the columns.</summary>
internal sealed class CsvFormat : IFileFormat
{
    public IReadOnlyList<string> Names { get; } = ["csv"];

    public ValueTask<ScanSource> OpenAsync(ReadRequest request, CancellationToken token)
    {
        SessionConf conf = request.Session.Conf;
        CsvOptions options = CsvOptions.Read(
            request.Options, conf["spark.sql.columnNameOfCorruptRecord"] ?? "_corrupt_record", SessionTimeZone.Find(conf[SessionConf.TimeZoneKey]!));
        IReadOnlyList<SourceFile> files = PathLister.List(
            request.Paths, ReaderOptions.Flag(request.Options, "recursiveFileLookup", false));
        PartitionColumns partitions = PartitionColumns.Infer(files, request.Schema, conf);
        bool caseSensitive = conf.Flag(SessionConf.CaseSensitive);
        StructType data = request.Schema is { } given
            ? new StructType(given.Fields.Where(field => !partitions.Contains(field.Name)).Select(field => field with { IsNullable = true }))
            : Infer(files, options, caseSensitive, token);
        Check(data, options, caseSensitive);
        StructType fields = new(data.Fields.Where(field => field.Name != options.CorruptRecordColumn));
        string[] paths = [.. files.Select(file => file.Path)];
        ArrowSource Source(IReadOnlyList<string> names, bool hasCorruptRecord) => new CsvFileReader(
            new CsvReadPlan(options, fields, [.. names.Select(name => new CsvFieldColumn(fields[name], fields.IndexOf(name)))], hasCorruptRecord), paths).Source();
        return ValueTask.FromResult(RecordScan.Open(request, "csv", data, options.CorruptRecordColumn, partitions, files, Source));
    }

    private static StructType Infer(IReadOnlyList<SourceFile> files, CsvOptions options, bool caseSensitive, CancellationToken token) => files.Count == 0
        ? throw SparkErrors.Create("UNABLE_TO_INFER_SCHEMA", ("format", "CSV"))
        : CsvSchemaReader.Read([.. files.Select(file => file.Path)], options, caseSensitive, token);

    private static void Check(StructType data, CsvOptions options, bool caseSensitive)
    {
        SchemaChecks.Check(data, options.CorruptRecordColumn, caseSensitive);
        foreach (StructField field in data.Fields)
        {
            _ = CsvValues.Column(field, options);
        }
    }
}
