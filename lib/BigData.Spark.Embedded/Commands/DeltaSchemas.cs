using System.Buffers;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Delta's rules for the schemas of tables and of the rows that are written to them.</summary>
internal static class DeltaSchemas
{
    private static readonly SearchValues<char> InvalidCharacters = SearchValues.Create(" ,;{}()\n\t=");

    /// <summary>Column names are unique without regard to case and free of characters that Parquet readers stumble over.</summary>
    internal static void CheckNames(StructType schema)
    {
        CheckUnique(schema);
        string[] invalid = [.. schema.FieldNames.Where(name => name.AsSpan().IndexOfAny(InvalidCharacters) >= 0)];
        if (invalid.Length > 0)
        {
            throw SparkErrors.Create("DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES", ("invalidColumnNames", string.Join(", ", invalid)));
        }
    }

    internal static void CheckUnique(StructType schema)
    {
        string[] twice = [.. schema.FieldNames.GroupBy(name => name.ToLowerInvariant(), StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        if (twice.Length > 0)
        {
            throw SparkErrors.Create("DELTA_DUPLICATE_COLUMNS_FOUND.DATA", ("duplicateCols", string.Join(", ", twice)));
        }
    }

    /// <summary>Partition columns exist and leave at least one column over.</summary>
    internal static void CheckPartitions(StructType schema, ValueArray<string> partitions)
    {
        foreach (string column in partitions.Items.Where(column => schema.IndexOf(column, ignoreCase: true) < 0))
        {
            throw SparkErrors.Create("DELTA_PARTITION_COLUMN_NOT_FOUND", ("columnName", column), ("schemaMap", string.Join(", ", schema.FieldNames)));
        }

        if (partitions.Count > 0 && partitions.Count == schema.Count)
        {
            throw SparkErrors.Create("DELTA_CANNOT_USE_ALL_COLUMNS_FOR_PARTITION");
        }
    }

    /// <summary>The type as a table keeps it when rows make it: everything may be null.</summary>
    internal static DataType AsNullable(DataType type) => type switch
    {
        StructType record => new StructType(record.Fields.Select(field => field with { IsNullable = true, DataType = AsNullable(field.DataType) })),
        ArrayType list => new ArrayType(AsNullable(list.ElementType)),
        MapType map => new MapType(AsNullable(map.KeyType), AsNullable(map.ValueType)),
        CharType or VarcharType => DataTypes.String,
        _ => type,
    };

    /// <summary>Equality of types but for nullability, metadata and the case of names.</summary>
    internal static bool SameType(DataType left, DataType right) => (left, right) switch
    {
        (StructType a, StructType b) => a.Count == b.Count && a.Fields.Zip(b.Fields).All(pair =>
            string.Equals(pair.First.Name, pair.Second.Name, StringComparison.OrdinalIgnoreCase) && SameType(pair.First.DataType, pair.Second.DataType)),
        (ArrayType a, ArrayType b) => SameType(a.ElementType, b.ElementType),
        (MapType a, MapType b) => SameType(a.KeyType, b.KeyType) && SameType(a.ValueType, b.ValueType),
        (StringType or CharType or VarcharType, StringType or CharType or VarcharType) => true,
        _ => left.Equals(right),
    };

    internal static bool SameColumns(StructType left, StructType right) => SameType(left, right)
        && left.Fields.Zip(right.Fields).All(pair => pair.First.IsNullable == pair.Second.IsNullable);

    /// <summary>The table's schema with the columns of the data that it lacks, at its end and nullable.</summary>
    internal static StructType Merge(StructType table, StructType data)
    {
        StructType merged = table;
        foreach (StructField field in data.Fields.Where(field => table.IndexOf(field.Name, ignoreCase: true) < 0))
        {
            merged = merged.Add(field with { IsNullable = true, DataType = AsNullable(field.DataType) });
        }

        return merged;
    }

    /// <summary>Every column of the data that the table has too has its type.</summary>
    /// <exception cref="SparkException">DELTA_FAILED_TO_MERGE_FIELDS.</exception>
    internal static void CheckTypes(StructType table, StructType data)
    {
        foreach (StructField field in data.Fields)
        {
            int index = table.IndexOf(field.Name, ignoreCase: true);
            if (index >= 0 && !SameType(table[index].DataType, field.DataType))
            {
                throw Incompatible(table[index], field);
            }
        }
    }

    internal static SparkException Incompatible(StructField table, StructField data)
    {
        SparkException cause = SparkErrors.Create(
            "DELTA_MERGE_INCOMPATIBLE_DATATYPE", ("currentDataType", TypeText(table.DataType)), ("updateDataType", TypeText(data.DataType)));
        return SparkErrors.Create("DELTA_FAILED_TO_MERGE_FIELDS", [], cause, ("currentField", table.Name), ("updateField", data.Name));
    }

    // Spark's toString of types.
    private static string TypeText(DataType type) => type switch
    {
        ArrayType list => $"ArrayType({TypeText(list.ElementType)},{(list.ContainsNull ? "true" : "false")})",
        MapType map => $"MapType({TypeText(map.KeyType)},{TypeText(map.ValueType)},{(map.ValueContainsNull ? "true" : "false")})",
        StructType record => $"StructType({string.Join(",", record.Fields.Select(field => $"StructField({field.Name},{TypeText(field.DataType)},{(field.IsNullable ? "true" : "false")})"))})",
        DecimalType number => $"DecimalType({number.Precision},{number.Scale})",
        TimestampNtzType => "TimestampNTZType",
        _ => type.GetType().Name,
    };
}
