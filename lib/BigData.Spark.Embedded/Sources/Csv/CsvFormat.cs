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
            request.Paths, string.Equals(request.Options["recursiveFileLookup"], "true", StringComparison.OrdinalIgnoreCase));
        PartitionColumns partitions = PartitionColumns.Infer(files, request.Schema, conf);
        bool caseSensitive = conf.Flag(SessionConf.CaseSensitive);
        StructType data = request.Schema is { } given
            ? new StructType(given.Fields.Where(field => !partitions.Contains(field.Name)).Select(field => field with { IsNullable = true }))
            : Infer(files, options, caseSensitive, token);
        Check(data, options, caseSensitive);
        StructType schema = new([.. data.Fields, .. partitions.Fields]);
        string description = $"csv {string.Join(", ", request.Paths)}";
        if (files.Count == 0)
        {
            return ValueTask.FromResult(TableScan.Empty(description, schema));
        }

        CsvFile[] csv =
        [
            .. files.Select(file => new CsvFile(
                file.Path, FileMetadata.Sql(file.Path, file.Size, file.Modified, rowIndex: null), partitions.Constants(file))),
        ];
        CsvScan scan = new(description, options, data, partitions.Fields, csv, source => Register(request, source), FileUris.ToFullUri);
        StructType hidden = FileMetadata.Columns(withRowIndex: false).Add(FileMetadata.RowIdColumn, DataTypes.Long, isNullable: false);
        return ValueTask.FromResult(new ScanSource(scan, schema, default) { Metadata = hidden });
    }

    private static string Register(ReadRequest request, ArrowSource source)
    {
        ArrowSourceRegistration registration = request.Session.Instance.RegisterArrowSource(source);
        request.Scope.Own(registration);
        return registration.Sql;
    }

    private static StructType Infer(IReadOnlyList<SourceFile> files, CsvOptions options, bool caseSensitive, CancellationToken token) => files.Count == 0
        ? throw SparkErrors.Create("UNABLE_TO_INFER_SCHEMA", ("format", "CSV"))
        : CsvSchemaReader.Read([.. files.Select(file => file.Path)], options, caseSensitive, token);

    private static void Check(StructType data, CsvOptions options, bool caseSensitive)
    {
        if (data.IndexOf(options.CorruptRecordColumn) is var corrupt and >= 0 && data[corrupt].DataType is not StringType)
        {
            throw SparkErrors.Create(
                "INVALID_CORRUPT_RECORD_TYPE",
                ("columnName", SqlNames.Quote(options.CorruptRecordColumn)),
                ("actualType", $"\"{data[corrupt].DataType.Sql}\""));
        }

        StringComparer names = caseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        if (data.FieldNames.GroupBy(name => name, names).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw SparkErrors.Create("COLUMN_ALREADY_EXISTS", ("columnName", SqlNames.Quote(caseSensitive ? repeated.Key : repeated.Key.ToLowerInvariant())));
        }

        foreach (StructField field in data.Fields)
        {
            _ = CsvValues.Column(field, options);
        }
    }
}
