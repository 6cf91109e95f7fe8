using System.Globalization;
using BigData.Delta;
using BigData.Delta.Actions;
using BigData.Delta.Changes;
using BigData.DuckDb;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Embedded.Sources.Parquet;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>
/// Reads what commits of a Delta table did to its rows: the rows of change files, which say it themselves, and those of files that were added or
/// removed whole.
/// </summary>
internal sealed class ChangeFeedScan(Snapshot snapshot, StructType schema, IReadOnlyList<CommitChanges> commits) : IScan, IFileScan
{
    private const string Insert = "insert";
    private const string Delete = "delete";

    private readonly int _partitions = snapshot.Metadata.PartitionColumns.Count;
    private readonly List<ParquetFile> _changed = [.. commits.SelectMany(commit => commit.Changed.Select(file => ToParquet(snapshot, schema, commit, file, file.Size, type: null)))];
    private readonly List<ParquetFile> _whole =
    [
        .. commits.SelectMany(commit => commit.Inserted.Select(file => ToParquet(snapshot, schema, commit, file, file.Size, Insert))),
        .. commits.SelectMany(commit => commit.Deleted.Select(file => ToParquet(snapshot, schema, commit, file, file.Size ?? 0, Delete))),
    ];

    public string Description => $"changes of delta {snapshot.TablePath} v{snapshot.Version}";

    public IReadOnlyList<string> Files => [.. _changed.Concat(_whole).Select(file => file.Path)];

    /// <summary>The scan with the columns of the table and those of the feed.</summary>
    internal static ScanSource Source(Snapshot snapshot, IReadOnlyList<CommitChanges> commits)
    {
        StructType table = StructType.FromJson(snapshot.Metadata.SchemaString);
        StructType schema = table
            .Add(new StructField(ChangeDataFile.ChangeTypeColumn, DataTypes.String))
            .Add(new StructField(ChangeDataFile.CommitVersionColumn, DataTypes.Long))
            .Add(new StructField(ChangeDataFile.CommitTimestampColumn, DataTypes.Timestamp));
        return new ScanSource(new ChangeFeedScan(snapshot, schema, commits), schema, default);
    }

    public ScanSql Write(ScanRequest request)
    {
        string[] names = [.. request.Columns.Items.Select((_, i) => TableScan.ColumnName(i))];
        string[] parts =
        [
            .. _changed.Count == 0 ? Array.Empty<string>() : [ParquetSql.Write(_changed, Columns(request, saysType: true))],
            .. _whole.Count == 0 ? Array.Empty<string>() : [ParquetSql.Write(_whole, Columns(request, saysType: false))],
        ];
        return parts.Length == 0
            ? TableScan.Empty(Description, new StructType(request.Columns.Items.Select(name => schema[schema.IndexOf(name)]))).Scan.Write(request)
            : new ScanSql(parts.Length == 1 ? parts[0] : $"({string.Join(" UNION ALL ", parts.Select(part => "SELECT * FROM " + part))})", [.. names]);
    }

    private ParquetColumn[] Columns(ScanRequest request, bool saysType) => [.. request.Columns.Items.Select(name => Column(name, saysType))];

    private ParquetColumn Column(string name, bool saysType) => name switch
    {
        ChangeDataFile.CommitVersionColumn => new ParquetColumn.OfPartition(_partitions),
        ChangeDataFile.CommitTimestampColumn => new ParquetColumn.OfPartition(_partitions + 1),
        ChangeDataFile.ChangeTypeColumn when !saysType => new ParquetColumn.OfPartition(_partitions + 2),
        _ when PartitionConstants.IndexOf(snapshot.Metadata, name) is var partition and >= 0 => new ParquetColumn.OfPartition(partition),
        _ => new ParquetColumn.InFile(name, schema[schema.IndexOf(name)].DataType),
    };

    private static ParquetFile ToParquet(Snapshot snapshot, StructType schema, CommitChanges commit, FileAction file, long size, string? type)
    {
        string time = commit.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new ParquetFile(
            file.GetFullPath(snapshot.TablePath),
            size,
            commit.Timestamp,
            [
                .. PartitionConstants.Of(file, snapshot.Metadata, schema),
                string.Create(CultureInfo.InvariantCulture, $"{commit.Version}::BIGINT"),
                PartitionColumns.Constant(time, DataTypes.Timestamp),
                DuckDbSql.Literal(type ?? string.Empty),
            ]);
    }
}
