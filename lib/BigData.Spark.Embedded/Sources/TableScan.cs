using BigData.DuckDb;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>
/// A scan of something that DuckDB reads by itself and whose columns are c0, c1 … in the order of the schema: a table of the session
/// or registered Arrow data.
/// </summary>
internal sealed class TableScan(string description, string fromItem, StructType schema) : IScan
{
    public string Description => description;

    /// <summary>The scan together with its schema.</summary>
    internal static ScanSource Source(string description, string fromItem, StructType schema) => new(new TableScan(description, fromItem, schema), schema, default);

    internal static string ColumnName(int index) => "c" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A scan without rows.</summary>
    internal static ScanSource Empty(string description, StructType schema)
    {
        string columns = string.Join(", ", schema.Fields.Select((field, i) => $"CAST(NULL AS {DuckDbTypes.Name(field.DataType)}) AS {DuckDbSql.Identifier(ColumnName(i))}"));
        return Source(description, schema.Count == 0 ? "(SELECT 1 WHERE false)" : $"(SELECT {columns} WHERE false)", schema);
    }

    public ScanSql Write(ScanRequest request)
    {
        // Names may repeat: the n-th request of a name is its n-th column.
        Dictionary<string, int> next = new(StringComparer.Ordinal);
        return new ScanSql(fromItem, request.Columns.Map(name =>
        {
            int from = next.GetValueOrDefault(name, 0);
            for (int i = from; i < schema.Count; i++)
            {
                if (string.Equals(schema[i].Name, name, StringComparison.Ordinal))
                {
                    next[name] = i + 1;
                    return ColumnName(i);
                }
            }

            throw new InvalidOperationException($"Internal error: {description} has no column '{name}'. Please report it with the plan.");
        }));
    }
}
