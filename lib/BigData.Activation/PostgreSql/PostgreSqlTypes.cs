namespace BigData.Activation.PostgreSql;

/// <summary>Spark's types in PostgreSQL.</summary>
internal static class PostgreSqlTypes
{
    public const string ArrayEnd = "[]";
    public const string Json = "jsonb";
    public const string Letter = "\"char\"";
    public const string Timestamp = "timestamp with time zone";
    public const string LocalTimestamp = "timestamp without time zone";

    private const string ArrayStart = "array<";

    /// <summary>The type of a column; lists of simple values are arrays, everything else that is nested is jsonb.</summary>
    public static string Of(string ddl)
    {
        string type = Plain(ddl);
        return type.StartsWith(ArrayStart, StringComparison.Ordinal) && Simple(type[ArrayStart.Length..^1]) is { } element
            ? element + ArrayEnd
            : Simple(type) ?? Json;
    }

    /// <summary>The type of Spark whose values have the form of the column; null for jsonb, whose values are text.</summary>
    public static string? Cast(string ddl)
    {
        string type = Plain(ddl);
        return Of(type) == Json ? null : Of(type) == "text" ? "string" : type;
    }

    /// <summary>The number by which PostgreSQL knows a simple type (pg_type.oid, which never changes).</summary>
    public static int Identifier(string type) => type switch
    {
        "text" => 25,
        "boolean" => 16,
        "smallint" => 21,
        "integer" => 23,
        "bigint" => 20,
        "real" => 700,
        "double precision" => 701,
        "date" => 1082,
        Timestamp => 1184,
        LocalTimestamp => 1114,
        "bytea" => 17,
        _ when type.StartsWith("numeric", StringComparison.Ordinal) => 1700,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a simple type"),
    };

    private static string Plain(string ddl) => ddl.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    private static string? Simple(string type) => type switch
    {
        "string" => "text",
        "boolean" => "boolean",
        "tinyint" or "byte" or "smallint" or "short" => "smallint",
        "int" or "integer" => "integer",
        "bigint" or "long" => "bigint",
        "float" or "real" => "real",
        "double" => "double precision",
        "date" => "date",
        "timestamp" or "timestamp_ltz" => Timestamp,
        "timestamp_ntz" => LocalTimestamp,
        "binary" => "bytea",
        "decimal" or "numeric" or "dec" => "numeric(10,0)",
        _ when type.StartsWith("decimal(", StringComparison.Ordinal) => "numeric" + type["decimal".Length..],
        _ when type.StartsWith("varchar(", StringComparison.Ordinal) || type.StartsWith("char(", StringComparison.Ordinal) => "text",
        _ => null,
    };
}
