using Apache.Arrow;

namespace BigData.Delta.DuckDb;

/// <summary>One row of COPY's statistics: a file, its size, and what is known of its columns.</summary>
internal sealed class WrittenFile
{
    private readonly Dictionary<string, Dictionary<string, string>> _columns;
    private readonly Dictionary<string, string?> _partition;

    private WrittenFile(string path, long rowCount, long size, Dictionary<string, Dictionary<string, string>> columns, Dictionary<string, string?> partition)
    {
        FullPath = path;
        RowCount = rowCount;
        Size = size;
        _columns = columns;
        _partition = partition;
    }

    public string FullPath { get; }

    public long RowCount { get; }

    public long Size { get; }

    /// <summary>Reads a batch of <c>RETURN_STATS</c>: filename, count, file_size_bytes, footer_size_bytes, column_statistics, partition_keys.</summary>
    public static IEnumerable<WrittenFile> Read(RecordBatch batch)
    {
        var paths = (StringArray)batch.Column("filename");
        for (var row = 0; row < batch.Length; row++)
        {
            yield return new WrittenFile(
                System.IO.Path.GetFullPath(paths.GetString(row)),
                checked((long)((UInt64Array)batch.Column("count")).GetValue(row)!.Value),
                checked((long)((UInt64Array)batch.Column("file_size_bytes")).GetValue(row)!.Value),
                ReadColumns((MapArray)batch.Column("column_statistics"), row),
                ReadMap((MapArray)batch.Column("partition_keys"), row));
        }
    }

    /// <summary>A statistic of a column; null when there is none.</summary>
    /// <param name="column">The column's path in COPY's form: quoted names with dots.</param>
    /// <param name="name">min, max or null_count.</param>
    public string? Statistic(string column, string name) => _columns.GetValueOrDefault(column)?.GetValueOrDefault(name);

    public string? PartitionValue(string column) => _partition.GetValueOrDefault(column);

    private static Dictionary<string, Dictionary<string, string>> ReadColumns(MapArray map, int row)
    {
        var result = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        if (map.IsNull(row))
        {
            return result;
        }

        var (keys, values) = ((StringArray)map.Keys, (MapArray)map.Values);
        for (var i = map.ValueOffsets[row]; i < map.ValueOffsets[row + 1]; i++)
        {
            result[keys.GetString(i)] = ReadMap(values, i).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        }

        return result;
    }

    private static Dictionary<string, string?> ReadMap(MapArray map, int row)
    {
        var result = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (map.IsNull(row))
        {
            return result;
        }

        var (keys, values) = ((StringArray)map.Keys, (StringArray)map.Values);
        for (var i = map.ValueOffsets[row]; i < map.ValueOffsets[row + 1]; i++)
        {
            result[keys.GetString(i)] = values.IsNull(i) ? null : values.GetString(i);
        }

        return result;
    }
}
