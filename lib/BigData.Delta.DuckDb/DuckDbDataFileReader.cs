using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Schemas;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>Reads data files as a DuckDB query: columns by name with the table's types, missing ones null, partition columns from the log.</summary>
/// <param name="session">The session that will run the query; it is used here only when its time zone is not UTC.</param>
public sealed class DuckDbDataFileReader(DuckDbSession session) : IDataFileReader<DuckDbRelation>
{
    /// <inheritdoc/>
    public Task<DuckDbRelation> ReadAsync(DataFileReadRequest request, CancellationToken token) => ReadAsync(request, new DataFileScanOptions(), token);

    /// <summary>Reads the rows of the files with further columns that tell where a row comes from.</summary>
    /// <param name="request">Which files and columns.</param>
    /// <param name="options">The further columns.</param>
    /// <param name="token">Cancels the work.</param>
    /// <returns>The rows as SQL, columns in the order asked for, then the further ones; no rows when there are no files.</returns>
    /// <exception cref="NotSupportedException">A column's type or a file's deletion vector cannot be read here.</exception>
    /// <exception cref="ArgumentException">A wanted column is not in the schema.</exception>
    public async Task<DuckDbRelation> ReadAsync(DataFileReadRequest request, DataFileScanOptions options, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        if (request.Files.FirstOrDefault(file => file.DeletionVector is not null) is { } deleted)
        {
            throw new NotSupportedException($"The data file '{deleted.Path}' has a deletion vector, which cannot be read here. Let Spark purge the table (REORG TABLE … APPLY (PURGE)).");
        }

        var columns = Columns(request);
        if (request.Files.Count == 0)
        {
            return new DuckDbRelation(EmptyScan(columns, options));
        }

        var groups = await Int96Columns.GroupAsync(session, request, columns, token).ConfigureAwait(false);
        return new DuckDbRelation(string.Join(" UNION ALL ", groups.Select(group => Scan(request, columns, options, group))));
    }

    private static List<DeltaField> Columns(DataFileReadRequest request) => request.Columns is null
        ? [.. request.Schema.Fields]
        : request.Columns.Select(name => request.Schema.Find(name) ?? throw new ArgumentException(
            $"The table has no column '{name}'; it has {string.Join(", ", request.Schema.Fields.Select(field => field.Name))}.", nameof(request))).ToList();

    private static string EmptyScan(List<DeltaField> columns, DataFileScanOptions options)
    {
        var select = columns.Select(field => $"CAST(NULL AS {DuckDbTypeText.For(field.Type, field.Name)}) AS {DuckDbSql.Identifier(field.Name)}").ToList();
        AddNamed(select, "CAST(NULL AS BIGINT)", options.FileIndexColumn);
        AddNamed(select, "CAST(NULL AS BIGINT)", options.RowNumberColumn);
        AddNamed(select, "CAST(NULL AS VARCHAR)", options.FilePathColumn);
        return $"SELECT {(select.Count == 0 ? "1" : string.Join(", ", select))} WHERE false";
    }

    private static string Scan(DataFileReadRequest request, List<DeltaField> columns, DataFileScanOptions options, FileGroup group)
    {
        var partitions = new HashSet<string>(request.PartitionColumns, StringComparer.OrdinalIgnoreCase);
        var read = columns.Where(field => IsInFiles(field, partitions)).ToList();
        if (read.Count == 0 && request.Schema.Fields.FirstOrDefault(field => IsInFiles(field, partitions)) is { } any)
        {
            read.Add(any);
        }

        var physical = read.Select((field, i) => (field.Name, Column: "c" + i.ToString(CultureInfo.InvariantCulture)))
            .ToDictionary(pair => pair.Name, pair => pair.Column, StringComparer.OrdinalIgnoreCase);
        var select = columns.Select(field => $"{Expression(field)} AS {DuckDbSql.Identifier(field.Name)}").ToList();
        AddNamed(select, Lookup(group.Files.Select(file => file.ToString(CultureInfo.InvariantCulture)), "BIGINT"), options.FileIndexColumn);
        AddNamed(select, "file_row_number", options.RowNumberColumn);
        AddNamed(select, Lookup(group.Files.Select(file => DuckDbSql.Literal(request.Files[file].GetFullPath(request.TablePath))), "VARCHAR"), options.FilePathColumn);
        if (select.Count == 0)
        {
            select.Add("1");
        }

        var files = group.Files.Select(file => DuckDbSql.Literal(DuckDbSql.EscapeGlob(request.Files[file].GetFullPath(request.TablePath))));
        var schema = read.Select(field =>
            $"{DuckDbSql.Literal(field.Name)}: {{name: '{physical[field.Name]}', type: {DuckDbSql.Literal(FileType(field))}, default_value: NULL}}");
        return $"SELECT {string.Join(", ", select)} FROM read_parquet([{string.Join(", ", files)}], hive_partitioning = false, schema = MAP {{{string.Join(", ", schema)}}})";

        string FileType(DeltaField field) => group.Int96.Contains(field.Name) ? "TIMESTAMP" : DuckDbTypeText.For(field.Type, field.Name);

        string Expression(DeltaField field)
        {
            var type = DuckDbTypeText.For(field.Type, field.Name);
            return partitions.Contains(field.Name) ? PartitionValues(request, field, group.Files, type)
                : !physical.TryGetValue(field.Name, out var column) ? $"CAST(NULL AS {type})"
                : group.Int96.Contains(field.Name) ? $"timezone('UTC', {column})"
                : column;
        }
    }

    private static bool IsInFiles(DeltaField field, HashSet<string> partitions) =>
        !partitions.Contains(field.Name) && field.Type is not DeltaPrimitiveType { Kind: DeltaTypeKind.Void };

    private static string PartitionValues(DataFileReadRequest request, DeltaField field, IReadOnlyList<int> files, string type)
    {
        var values = files.Select(file => PartitionValue(request.Files[file], field)).ToList();
        return values.TrueForAll(value => value == values[0])
            ? $"CAST({values[0]} AS {type})"
            : Lookup(values, type);
    }

    // The list is a constant; a row takes the element of its file.
    private static string Lookup(IEnumerable<string> values, string type) => $"CAST([{string.Join(", ", values)}] AS {type}[])[CAST(file_index AS BIGINT) + 1]";

    private static string PartitionValue(AddFile file, DeltaField field)
    {
        var text = file.PartitionValues.FirstOrDefault(pair => string.Equals(pair.Key, field.Name, StringComparison.OrdinalIgnoreCase)).Value;
        if (string.IsNullOrEmpty(text))
        {
            return "NULL";
        }

        var type = field.Type as DeltaPrimitiveType
            ?? throw new NotSupportedException($"Column '{field.Name}' is a partition column of a nested type, which Delta does not know.");
        var value = DeltaValue.TryParse(type, text) ?? throw new InvalidDataException(
            $"The data file '{file.Path}' has the partition value '{text}' for column '{field.Name}', which is no {type.Name}. The log was written by a faulty program.");
        return type.Kind switch
        {
            DeltaTypeKind.Timestamp => $"make_timestamptz({((long)value.Value).ToString(CultureInfo.InvariantCulture)})",
            DeltaTypeKind.TimestampNtz => $"make_timestamp({((long)value.Value).ToString(CultureInfo.InvariantCulture)})",
            DeltaTypeKind.Date => $"DATE '1970-01-01' + {((long)value.Value).ToString(CultureInfo.InvariantCulture)}::INTEGER",
            DeltaTypeKind.Binary => $"unhex('{Convert.ToHexString((byte[])value.Value)}')",
            _ => DuckDbSql.Literal(value.ToPartitionText()),
        };
    }

    private static void AddNamed(List<string> select, string expression, string? name)
    {
        if (name is not null)
        {
            select.Add($"{expression} AS {DuckDbSql.Identifier(name)}");
        }
    }
}
