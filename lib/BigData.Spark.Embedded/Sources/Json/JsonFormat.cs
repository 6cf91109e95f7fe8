using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>Folders of JSON files, read by Spark's rules. Without a schema all records are looked at to find one.</summary>
internal sealed class JsonFormat : IFileFormat
{
    public IReadOnlyList<string> Names { get; } = ["json"];

    public ValueTask<ScanSource> OpenAsync(ReadRequest request, CancellationToken token)
    {
        SessionConf conf = request.Session.Conf;
        JsonOptions options = JsonOptions.Read(
            request.Options, conf["spark.sql.columnNameOfCorruptRecord"] ?? "_corrupt_record", SessionTimeZone.Find(conf[SessionConf.TimeZoneKey]!));
        IReadOnlyList<SourceFile> files = PathLister.List(request.Paths, ReaderOptions.Flag(request.Options, "recursiveFileLookup", false));
        string[] paths = [.. files.Select(file => file.Path)];
        PartitionColumns partitions = PartitionColumns.Infer(files, request.Schema, conf);
        StructType data = request.Schema is { } given
            ? new StructType(given.Fields.Where(field => !partitions.Contains(field.Name)).Select(field => field with { IsNullable = true }))
            : JsonSchemaReader.Read(paths, options, token);
        bool caseSensitive = conf.Flag(SessionConf.CaseSensitive);
        SchemaChecks.Check(data, options.CorruptRecordColumn, caseSensitive);
        foreach (StructField field in data.Fields)
        {
            _ = JsonColumn.Create(field.Name, field.DataType, options);
        }

        ArrowSource Source(IReadOnlyList<string> names, bool hasCorruptRecord)
            => new JsonFileReader(options, new StructType(names.Select(name => data[name])), hasCorruptRecord, paths).Source();
        return ValueTask.FromResult(RecordScan.Open(request, "json", data, options.CorruptRecordColumn, partitions, files, Source));
    }
}
