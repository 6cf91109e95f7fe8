using BigData.Delta.Actions;
using BigData.DuckDb;
using BigData.Spark.Sql.Types;
using Metadata = BigData.Delta.Actions.Metadata;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>Partition values of files of a Delta table as SQL.</summary>
internal static class PartitionConstants
{
    /// <summary>The constants of a file, in the order of the partition columns, each of its column's type.</summary>
    internal static IEnumerable<string> Of(FileAction file, Metadata metadata, StructType schema) => metadata.PartitionColumns.Select(column => Of(file, schema, column));

    /// <summary>The place of a column among the partition columns; -1 when it is none.</summary>
    internal static int IndexOf(Metadata metadata, string name)
    {
        for (int i = 0; i < metadata.PartitionColumns.Count; i++)
        {
            if (string.Equals(metadata.PartitionColumns[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Of(FileAction file, StructType schema, string column)
    {
        DataType type = schema[schema.IndexOf(column, ignoreCase: true)].DataType;
        string? text = file.PartitionValues.GetValueOrDefault(column);
        if (string.IsNullOrEmpty(text))
        {
            return PartitionColumns.Constant(null, type);
        }

        return type switch
        {
            BinaryType => $"encode({DuckDbSql.Literal(text)})",
            // The old form without a zone is in the writer's zone, which nobody knows any more: UTC is taken.
            TimestampType => PartitionColumns.Constant(text.EndsWith('Z') || text.LastIndexOf('+') > 0 ? text : text + "Z", type),
            _ => PartitionColumns.Constant(text, type),
        };
    }
}
