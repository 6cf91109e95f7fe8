using BigData.Spark.Embedded.Functions;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>DuckDB's names of Spark's types, and Spark's types of what DuckDB finds in files.</summary>
internal static class DuckDbTypes
{
    /// <exception cref="Sql.SparkException">The type has no form in the embedded engine.</exception>
    internal static string Name(DataType type) => DuckTypes.Name(type);

    /// <summary>The Spark type of a DuckDB type name, or null when Spark has none.</summary>
    internal static DataType? Parse(string name)
    {
        DuckDbTypeParser parser = new(name);
        return parser.Parse();
    }
}
