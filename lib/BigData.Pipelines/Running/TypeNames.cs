using System.Text.RegularExpressions;
using BigData.Spark.Sql.Types;

namespace BigData.Pipelines.Running;

/// <summary>Compares types by the names that Spark's DDL has for them.</summary>
internal static partial class TypeNames
{
    /// <summary>One spelling for each type: lower case, no blanks, the short of several names.</summary>
    public static string Normal(string ddl) => Synonym().Replace(
        Blank().Replace(ddl, string.Empty).ToLowerInvariant(),
        match => match.Value switch
        {
            "integer" => "int",
            "long" => "bigint",
            "short" => "smallint",
            "byte" => "tinyint",
            "real" => "float",
            "numeric" or "dec" => "decimal",
            "timestamp_ltz" => "timestamp",
            string other => other,
        });

    /// <summary>The type of a column of the runner's own tables.</summary>
    public static DataType Simple(string ddl) => ddl switch
    {
        "string" => new StringType(),
        "int" => new IntegerType(),
        "bigint" => new LongType(),
        "double" => new DoubleType(),
        "date" => new DateType(),
        "timestamp" => new TimestampType(),
        _ => throw new ArgumentOutOfRangeException(nameof(ddl), ddl, "the runner's tables have no column of this type"),
    };

    [GeneratedRegex("\\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    [GeneratedRegex("[a-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Synonym();
}
