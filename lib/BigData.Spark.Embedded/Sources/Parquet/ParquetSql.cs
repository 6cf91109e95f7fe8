using System.Globalization;
using System.Text;
using BigData.DuckDb;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Parquet;

/// <summary>What a scan of Parquet files gives as a column.</summary>
internal abstract record ParquetColumn
{
    private protected ParquetColumn()
    {
    }

    /// <summary>A column of the files; null in files that lack it. The old 96-bit timestamps are in UTC but do not say so.</summary>
    internal sealed record InFile(string Name, DataType Type, bool IsInt96 = false) : ParquetColumn;

    /// <summary>A column whose value is the same in a whole file.</summary>
    internal sealed record OfPartition(int Index) : ParquetColumn;

    /// <summary>The hidden struct with the file's facts.</summary>
    internal sealed record Metadata : ParquetColumn;

    /// <summary>Position of the row in its file, as bigint.</summary>
    internal sealed record RowIndex : ParquetColumn;
}

/// <summary>Writes the SQL that reads Parquet files with DuckDB: columns by name, types cast, file facts joined on.</summary>
internal static class ParquetSql
{
    // Columns that DuckDB's reader adds under these names.
    private static readonly string[] VirtualColumns = ["file_index", "file_row_number", "filename"];

    /// <summary>A parenthesised query whose columns are c0, c1 … in the order of <paramref name="columns"/>.</summary>
    /// <param name="files">The files; at least one.</param>
    /// <param name="columns">What is read; when empty the query has one column without meaning.</param>
    /// <param name="hasAllColumns">
    /// Whether there is one file and it is known to have the columns. DuckDB then reads it by its own schema and uses the statistics in it,
    /// which makes sums and groups quicker.
    /// </param>
    internal static string Write(IReadOnlyList<ParquetFile> files, IReadOnlyList<ParquetColumn> columns, bool hasAllColumns = false)
    {
        bool isPlain = hasAllColumns && files.Count == 1 && !columns.Any(IsNamedAsVirtual);
        bool perFile = files.Count > 1 && columns.Any(column => column is ParquetColumn.OfPartition or ParquetColumn.Metadata);
        var sql = new StringBuilder("(SELECT ");
        sql.AppendJoin(", ", columns.Select((column, i) => $"{(isPlain ? Plain(column) : null) ?? Value(column, i, files, perFile)} AS {TableScan.ColumnName(i)}"));
        sql.Append(columns.Count == 0 ? "p.file_index AS c0" : string.Empty);
        sql.Append(" FROM read_parquet([").AppendJoin(", ", files.Select(file => DuckDbSql.Literal(DuckDbSql.EscapeGlob(file.Path)))).Append(']');
        if (!isPlain)
        {
            AppendSchema(sql, columns);
        }

        // With a schema, DuckDB takes the files to be empty and would build its hash tables on the larger side of joins.
        sql.Append(CultureInfo.InvariantCulture, $", hive_partitioning=false, explicit_cardinality={files.Sum(file => file.RowEstimate)}) AS p");
        if (perFile)
        {
            AppendFacts(sql, files, columns);
        }

        return sql.Append(')').ToString();
    }

    private static bool IsNamedAsVirtual(ParquetColumn column)
        => column is ParquetColumn.InFile file && VirtualColumns.Contains(file.Name, StringComparer.OrdinalIgnoreCase);

    private static string? Plain(ParquetColumn column) => column is ParquetColumn.InFile file
        ? file.IsInt96 ? $"timezone('UTC', p.{DuckDbSql.Identifier(file.Name)})" : $"CAST(p.{DuckDbSql.Identifier(file.Name)} AS {DuckDbTypes.Name(file.Type)})"
        : null;

    private static string Value(ParquetColumn column, int index, IReadOnlyList<ParquetFile> files, bool perFile) => column switch
    {
        ParquetColumn.InFile { IsInt96: true } => $"timezone('UTC', p.{TableScan.ColumnName(index)})",
        ParquetColumn.InFile => "p." + TableScan.ColumnName(index),
        ParquetColumn.RowIndex => "p.file_row_number",
        ParquetColumn.OfPartition partition => perFile ? $"f.v{partition.Index}" : files[0].PartitionValues[partition.Index],
        ParquetColumn.Metadata => perFile
            ? "struct_insert(f.m, row_index := p.file_row_number)"
            : FileMetadata.Sql(files[0].Path, files[0].Size, files[0].Modified, "p.file_row_number"),
        _ => throw new InvalidOperationException($"Unknown Parquet column {column}."),
    };

    // Names become c0, c1 …, so that no column of the user clashes with the virtual ones of the reader.
    private static void AppendSchema(StringBuilder sql, IReadOnlyList<ParquetColumn> columns)
    {
        if (!columns.Any(column => column is ParquetColumn.InFile))
        {
            return;
        }

        sql.Append(", schema=MAP{");
        string separator = string.Empty;
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i] is ParquetColumn.InFile column)
            {
                sql.Append(separator).Append(DuckDbSql.Literal(column.Name)).Append(": {name: '").Append(TableScan.ColumnName(i)).Append("', type: ")
                    .Append(DuckDbSql.Literal(column.IsInt96 ? "TIMESTAMP" : DuckDbTypes.Name(column.Type))).Append(", default_value: NULL}");
                separator = ", ";
            }
        }

        sql.Append('}');
    }

    private static void AppendFacts(StringBuilder sql, IReadOnlyList<ParquetFile> files, IReadOnlyList<ParquetColumn> columns)
    {
        bool metadata = columns.Any(column => column is ParquetColumn.Metadata);
        int[] partitions = [.. columns.OfType<ParquetColumn.OfPartition>().Select(column => column.Index).Distinct().Order()];
        sql.Append(" JOIN (VALUES ");
        for (int i = 0; i < files.Count; i++)
        {
            sql.Append(i == 0 ? "(" : ", (").Append(i.ToString(CultureInfo.InvariantCulture)).Append("::UBIGINT");
            foreach (int partition in partitions)
            {
                sql.Append(", ").Append(files[i].PartitionValues[partition]);
            }

            if (metadata)
            {
                sql.Append(", ").Append(FileMetadata.Sql(files[i].Path, files[i].Size, files[i].Modified, rowIndex: null));
            }

            sql.Append(')');
        }

        sql.Append(") AS f(i");
        foreach (int partition in partitions)
        {
            sql.Append(CultureInfo.InvariantCulture, $", v{partition}");
        }

        sql.Append(metadata ? ", m" : string.Empty).Append(") ON p.file_index = f.i");
    }
}
