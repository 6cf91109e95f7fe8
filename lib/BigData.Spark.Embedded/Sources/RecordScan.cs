using System.Globalization;
using BigData.DuckDb.Arrow;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>A file of a scan.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Metadata">SQL of its <c>_metadata</c> struct.</param>
/// <param name="PartitionValues">SQL constants of the scan's partition columns, already of their types.</param>
internal sealed record RecordFile(string Path, string Metadata, IReadOnlyList<string> PartitionValues);

/// <summary>
/// Makes the source of the columns that a query reads of the files: batches with a column <see cref="RecordScan.Name"/> for each of the names, then
/// <see cref="RecordScan.CorruptColumn"/> if bad records are asked for, then <see cref="RecordScan.FileColumn"/> and <see cref="RecordScan.RowColumn"/>.
/// </summary>
/// <param name="names">Columns of the records, each once.</param>
/// <param name="hasCorruptRecord">Whether bad records are asked for.</param>
internal delegate ArrowSource RecordReaderFactory(IReadOnlyList<string> names, bool hasCorruptRecord);

/// <summary>Reads a fixed list of files of records (CSV, JSON, text) through a reader of our own.</summary>
/// <param name="description">A short name for plans that are printed.</param>
/// <param name="schema">The columns of the files, the one for bad records among them when it is wanted.</param>
/// <param name="corruptColumn">The name of the column for bad records; null when the format has none.</param>
/// <param name="partitions">The columns that folders give.</param>
/// <param name="files">The files, at least one.</param>
/// <param name="open">Makes the source of a query.</param>
/// <param name="register">Makes a source known to DuckDB for as long as the query lives, and gives the SQL that reads it.</param>
internal sealed class RecordScan(
    string description,
    StructType schema,
    string? corruptColumn,
    IReadOnlyList<StructField> partitions,
    IReadOnlyList<RecordFile> files,
    RecordReaderFactory open,
    Func<ArrowSource, string> register) : IScan, IFileScan
{
    /// <summary>The column of a batch with the number of the file in the list of files.</summary>
    public const string FileColumn = "file";

    /// <summary>The column of a batch with the number of the row, rising in the order of files and records.</summary>
    public const string RowColumn = "row";

    /// <summary>The column of a batch with bad records as they stand in the file.</summary>
    public const string CorruptColumn = "corrupt";

    private const long BytesOfRow = 64;
    private const long Inflation = 5;

    public string Description => description;

    /// <summary>Absolute paths.</summary>
    public IReadOnlyList<string> Files => [.. files.Select(file => file.Path)];

    /// <summary>The name of a column in the batches.</summary>
    public static string Name(int index) => "c" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of the first row of a file.</summary>
    public static long FirstRow(int file) => (long)file << FileMetadata.RowIdBits;

    /// <summary>About how many records a file has: DuckDB orders joins by it, and would take the files for the smaller side without.</summary>
    public static long RowEstimate(string file)
    {
        long bytes = new FileInfo(file).Length;
        return 1 + ((file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? bytes * Inflation : bytes) / BytesOfRow);
    }

    /// <summary>The scan of files that were found, with its columns.</summary>
    public static ScanSource Open(
        ReadRequest request, string format, StructType data, string? corruptColumn, PartitionColumns partitions, IReadOnlyList<SourceFile> files, RecordReaderFactory open)
    {
        StructType schema = new([.. data.Fields, .. partitions.Fields]);
        string description = $"{format} {string.Join(", ", request.Paths)}";
        if (files.Count == 0)
        {
            return TableScan.Empty(description, schema);
        }

        IEnumerable<RecordFile> records = files.Select(file => new RecordFile(
            file.Path, FileMetadata.Sql(file.Path, file.Size, file.Modified, rowIndex: null), partitions.Constants(file)));
        RecordScan scan = new(description, data, corruptColumn, partitions.Fields, [.. records], open, source => Register(request, source));
        StructType hidden = FileMetadata.Columns(withRowIndex: false).Add(FileMetadata.RowIdColumn, DataTypes.Long, isNullable: false);
        return new ScanSource(scan, schema, default) { Metadata = hidden };
    }

    public ScanSql Write(ScanRequest request)
    {
        string[] wanted = [.. request.Columns];
        string[] names = [.. wanted.Distinct(StringComparer.Ordinal).Where(name => !IsCorrupt(name) && schema.IndexOf(name) >= 0)];
        bool corrupt = wanted.Any(IsCorrupt);
        if (corrupt && names.Length == 0)
        {
            throw SparkErrors.Create("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN");
        }

        string source = register(open(names, corrupt));
        string[] expressions = [.. wanted.Select(name => Expression(name, names))];
        bool isPlain = expressions.All(e => e.All(char.IsAsciiLetterOrDigit));
        if (isPlain)
        {
            return new ScanSql(source, ValueArray.Create<string>(expressions));
        }

        string list = string.Join(", ", expressions.Select((e, i) => $"{e} AS o{Name(i)}"));
        return new ScanSql($"(SELECT {list} FROM {source})", [.. expressions.Select((_, i) => "o" + Name(i))]);
    }

    private static string Register(ReadRequest request, ArrowSource source)
    {
        ArrowSourceRegistration registration = request.Session.Instance.RegisterArrowSource(source);
        request.Scope.Own(registration);
        return registration.Sql;
    }

    private bool IsCorrupt(string name) => string.Equals(name, corruptColumn, StringComparison.Ordinal) && schema.IndexOf(name) >= 0;

    private string Expression(string name, string[] names)
    {
        int column = Array.IndexOf(names, name);
        if (column >= 0)
        {
            return Name(column);
        }

        if (IsCorrupt(name))
        {
            return CorruptColumn;
        }

        int partition = partitions.Select((field, i) => (field, i)).Where(p => p.field.Name == name).Select(p => p.i + 1).FirstOrDefault() - 1;
        return partition >= 0 ? OfFile(file => file.PartitionValues[partition])
            : name == FileMetadata.RowIdColumn ? RowColumn
            : OfFile(file => file.Metadata);
    }

    // What is the same in a whole file is looked up by the file's number.
    private string OfFile(Func<RecordFile, string> value)
        => files.Count == 1 ? $"({value(files[0])})" : $"([{string.Join(", ", files.Select(value))}])[{FileColumn} + 1]";
}
