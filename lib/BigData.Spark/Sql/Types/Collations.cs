using System.Text.Json.Nodes;

namespace BigData.Spark.Sql.Types;

/// <summary>Keeps the collations of the strings inside a field in the field's metadata, as Spark's JSON does.</summary>
internal static class Collations
{
    public const string MetadataKey = "__COLLATIONS";

    private const string IcuProvider = "icu.";
    private const string SparkProvider = "spark.";

    /// <summary>Adds the path and the collation of each string that does not have the default one.</summary>
    public static void Collect(DataType type, string path, JsonObject into)
    {
        switch (type)
        {
            case StringType { Collation: not StringType.DefaultCollation } text:
                string provider = text.Collation.StartsWith("UTF8_", StringComparison.Ordinal) ? SparkProvider : IcuProvider;
                into[path] = provider + text.Collation;
                break;
            case ArrayType array:
                Collect(array.ElementType, path + ".element", into);
                break;
            case MapType map:
                Collect(map.KeyType, path + ".key", into);
                Collect(map.ValueType, path + ".value", into);
                break;
            default:
                break;
        }
    }

    /// <summary>The type with the collations that were collected for it.</summary>
    public static DataType Apply(DataType type, string path, JsonObject collations) => type switch
    {
        StringType when (string?)collations[path] is { } name => new StringType(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]),
        ArrayType array => array with { ElementType = Apply(array.ElementType, path + ".element", collations) },
        MapType map => map with
        {
            KeyType = Apply(map.KeyType, path + ".key", collations),
            ValueType = Apply(map.ValueType, path + ".value", collations),
        },
        _ => type,
    };
}
