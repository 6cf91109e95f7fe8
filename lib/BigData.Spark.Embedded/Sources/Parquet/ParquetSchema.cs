using BigData.DuckDb;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Parquet;

/// <summary>A column of Parquet files.</summary>
/// <param name="Field">Spark's field; always nullable.</param>
/// <param name="IsInt96">Whether the files hold the old 96-bit timestamp, which is in UTC but does not say so.</param>
internal sealed record ParquetSchemaColumn(StructField Field, bool IsInt96)
{
    internal ParquetColumn ToScanColumn() => new ParquetColumn.InFile(Field.Name, Field.DataType, IsInt96);
}

/// <summary>The columns of Parquet files as Spark sees them.</summary>
internal sealed class ParquetSchema(IReadOnlyList<ParquetSchemaColumn> columns)
{
    internal IReadOnlyList<ParquetSchemaColumn> Columns => columns;

    /// <summary>The user's schema without the columns that folders give.</summary>
    internal static ParquetSchema Given(StructType schema, PartitionColumns partitions) => new(
        [.. schema.Fields.Where(field => !partitions.Contains(field.Name)).Select(field => new ParquetSchemaColumn(field with { IsNullable = true }, IsInt96: false))]);

    /// <summary>Reads the schema of one file.</summary>
    /// <exception cref="Sql.SparkException">The file is no Parquet file, or a column has a type that Spark lacks.</exception>
    internal static async Task<ParquetSchema> ReadAsync(DuckDbSession connection, string path, CancellationToken token)
    {
        string file = DuckDbSql.Literal(DuckDbSql.EscapeGlob(path));
        try
        {
            IReadOnlyList<DuckDbColumn> found = await connection.DescribeAsync($"SELECT * FROM read_parquet({file}, hive_partitioning=false)", token).ConfigureAwait(false);
            IReadOnlyList<string?[]> physical = await TextQuery.ReadAsync(
                connection, $"SELECT name FROM parquet_schema({file}) WHERE type = 'INT96'", token).ConfigureAwait(false);
            HashSet<string> int96 = [.. physical.Select(row => row[0]!)];
            return new ParquetSchema([.. found.Select(column => Column(column, int96))]);
        }
        catch (DuckDbException e)
        {
            throw SparkErrors.Create("FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", [], e, ("path", FileUris.ToUri(path)));
        }
    }

    internal ParquetSchema Without(PartitionColumns partitions) => new([.. columns.Where(column => !partitions.Contains(column.Field.Name))]);

    /// <summary>The columns of both; a column of both must have one type.</summary>
    internal ParquetSchema Merge(ParquetSchema other)
    {
        List<ParquetSchemaColumn> all = [.. columns];
        foreach (ParquetSchemaColumn column in other.Columns)
        {
            ParquetSchemaColumn? own = all.Find(c => string.Equals(c.Field.Name, column.Field.Name, StringComparison.OrdinalIgnoreCase));
            if (own is null)
            {
                all.Add(column);
            }
            else if (!own.Field.DataType.Equals(column.Field.DataType))
            {
                throw SparkErrors.Create(
                    "CANNOT_MERGE_SCHEMAS", ("left", ToStruct(this).Ddl), ("right", ToStruct(other).Ddl));
            }
        }

        return new ParquetSchema(all);
    }

    private static StructType ToStruct(ParquetSchema schema) => new(schema.Columns.Select(column => column.Field));

    private static ParquetSchemaColumn Column(DuckDbColumn column, HashSet<string> int96)
    {
        if (column.TypeText == "TIMESTAMP" && int96.Contains(column.Name))
        {
            return new ParquetSchemaColumn(new StructField(column.Name, DataTypes.Timestamp), IsInt96: true);
        }

        DataType type = DuckDbTypes.Parse(column.TypeText) ?? throw SparkErrors.Create(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", ("format", "Parquet"), ("columnName", $"`{column.Name}`"), ("columnType", $"\"{column.TypeText}\""));
        return new ParquetSchemaColumn(new StructField(column.Name, type), IsInt96: false);
    }
}
