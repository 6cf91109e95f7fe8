using System.Globalization;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Errors of plans that break the protocol, and of nodes that this engine does not have.</summary>
internal static class DecodeErrors
{
    public static SparkException Invalid(string subclass, params (string Name, string Value)[] parameters)
        => SparkErrors.Create("CONNECT_INVALID_PLAN." + subclass, parameters);

    /// <summary>A field that must be one of several is none of them.</summary>
    public static SparkException NotSet(string message, string oneof)
        => Invalid("INVALID_ONE_OF_FIELD_NOT_SET", ("fullName", "spark.connect." + message), ("name", oneof));

    /// <summary>A required message field is missing.</summary>
    public static SparkException Missing(string message, string field)
        => Invalid("FIELD_CANNOT_BE_EMPTY", ("fieldName", field), ("fullName", "spark.connect." + message));

    public static SparkException BadEnum<T>(string message, T value)
        where T : struct, Enum
        => Invalid(
            "INVALID_ENUM",
            ("fullName", "spark.connect." + message),
            ("name", value.ToString()),
            ("number", Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));

    /// <summary>A node that Spark has and this engine does not; the kind is RELATION, EXPRESSION, COMMAND, TYPE or SQL.</summary>
    public static SparkException Unsupported(string kind, string name, string reason, string remedy)
        => SparkErrors.Create("EMBEDDED_UNSUPPORTED." + kind, ("name", name), ("reason", reason), ("remedy", remedy));

    public static SparkException UnsupportedRelation(string name)
        => Unsupported("RELATION", name, "It is not part of this version.", "Run it on Spark with Remote(...).");
}
