using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>A CSV file of a scan.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Metadata">SQL of its <c>_metadata</c> struct.</param>
/// <param name="PartitionValues">SQL constants of the scan's partition columns, already of their types.</param>
internal sealed record CsvFile(string Path, string Metadata, IReadOnlyList<string> PartitionValues);

/// <summary>Reads a fixed list of CSV files through our own reader.</summary>
/// <param name="description">A short name for plans that are printed.</param>
/// <param name="options">The reader's options.</param>
/// <param name="schema">The columns of the files, the one for bad records among them when it is wanted.</param>
/// <param name="partitions">The columns that folders give.</param>
/// <param name="files">The files, at least one.</param>
/// <param name="register">Makes a source known to DuckDB for as long as the query lives, and gives the SQL that reads it.</param>
/// <param name="uriOf">How a path is written in errors.</param>
internal sealed class CsvScan(
    string description,
    CsvOptions options,
    StructType schema,
    IReadOnlyList<StructField> partitions,
    IReadOnlyList<CsvFile> files,
    Func<ArrowSource, string> register,
    Func<string, string> uriOf) : IScan, IFileScan
{
    public string Description => description;

    /// <summary>Absolute paths.</summary>
    public IReadOnlyList<string> Files => [.. files.Select(file => file.Path)];

    public ScanSql Write(ScanRequest request)
    {
        string[] wanted = [.. request.Columns];
        StructType fields = new(schema.Fields.Where(field => !IsCorrupt(field.Name)));
        string[] names = [.. wanted.Distinct(StringComparer.Ordinal).Where(name => fields.IndexOf(name) >= 0)];
        bool corrupt = schema.IndexOf(options.CorruptRecordColumn) >= 0 && wanted.Any(IsCorrupt);
        if (corrupt && names.Length == 0)
        {
            throw SparkErrors.Create("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN");
        }

        CsvReadPlan plan = new(options, fields, [.. names.Select(name => new CsvFieldColumn(fields[name], fields.IndexOf(name)))], corrupt);
        string source = register(new CsvFileReader(plan, Files, uriOf).Source());
        string[] expressions = [.. wanted.Select(name => Expression(name, names))];
        bool isPlain = expressions.All(e => e.All(char.IsAsciiLetterOrDigit));
        if (isPlain)
        {
            return new ScanSql(source, ValueArray.Create<string>(expressions));
        }

        string list = string.Join(", ", expressions.Select((e, i) => $"{e} AS o{CsvReadPlan.Name(i)}"));
        return new ScanSql($"(SELECT {list} FROM {source})", [.. expressions.Select((_, i) => "o" + CsvReadPlan.Name(i))]);
    }

    private bool IsCorrupt(string name) => string.Equals(name, options.CorruptRecordColumn, StringComparison.Ordinal);

    private string Expression(string name, string[] names)
    {
        int column = Array.IndexOf(names, name);
        if (column >= 0)
        {
            return CsvReadPlan.Name(column);
        }

        if (IsCorrupt(name) && schema.IndexOf(name) >= 0)
        {
            return CsvReadPlan.CorruptColumn;
        }

        int partition = partitions.Select((field, i) => (field, i)).Where(p => p.field.Name == name).Select(p => p.i + 1).FirstOrDefault() - 1;
        return partition >= 0 ? OfFile(file => file.PartitionValues[partition])
            : name == FileMetadata.RowIdColumn ? CsvReadPlan.RowColumn
            : OfFile(file => file.Metadata);
    }

    // What is the same in a whole file is looked up by the file's number.
    private string OfFile(Func<CsvFile, string> value)
        => files.Count == 1 ? $"({value(files[0])})" : $"([{string.Join(", ", files.Select(value))}])[{CsvReadPlan.FileColumn} + 1]";
}
