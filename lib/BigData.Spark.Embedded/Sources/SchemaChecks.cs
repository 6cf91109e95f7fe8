using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources;

/// <summary>What holds of the columns of every format of records.</summary>
internal static class SchemaChecks
{
    /// <exception cref="Sql.AnalysisException">INVALID_CORRUPT_RECORD_TYPE or COLUMN_ALREADY_EXISTS.</exception>
    public static void Check(StructType data, string corruptRecordColumn, bool caseSensitive)
    {
        if (data.IndexOf(corruptRecordColumn) is var corrupt and >= 0 && data[corrupt].DataType is not StringType)
        {
            throw SparkErrors.Create(
                "INVALID_CORRUPT_RECORD_TYPE", ("columnName", SqlNames.Quote(corruptRecordColumn)), ("actualType", $"\"{data[corrupt].DataType.Sql}\""));
        }

        StringComparer names = caseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        if (data.FieldNames.GroupBy(name => name, names).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw SparkErrors.Create("COLUMN_ALREADY_EXISTS", ("columnName", SqlNames.Quote(caseSensitive ? repeated.Key : repeated.Key.ToLowerInvariant())));
        }
    }
}
