namespace BigData.Activation.PostgreSql;

/// <summary>Spark's types in PostgreSQL.</summary>
internal static class PostgreSqlTypes
{
    private const string ArrayStart = "array<";

    /// <summary>The type of a column; lists of simple values are arrays, everything else that is nested is jsonb.</summary>
    public static string Of(string ddl)
    {
        string type = ddl.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
        return IsArray(type) ? Simple(type[ArrayStart.Length..^1])! + "[]" : Simple(type) ?? "jsonb";
    }

    /// <summary>Whether values are written as an array of PostgreSQL.</summary>
    public static bool IsArray(string ddl)
    {
        string type = ddl.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
        return type.StartsWith(ArrayStart, StringComparison.Ordinal) && Simple(type[ArrayStart.Length..^1]) is not null;
    }

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
        "timestamp" or "timestamp_ltz" => "timestamp with time zone",
        "timestamp_ntz" => "timestamp without time zone",
        "binary" => "bytea",
        "decimal" or "numeric" or "dec" => "numeric(10,0)",
        _ when type.StartsWith("decimal(", StringComparison.Ordinal) => "numeric" + type["decimal".Length..],
        _ when type.StartsWith("varchar(", StringComparison.Ordinal) || type.StartsWith("char(", StringComparison.Ordinal) => "text",
        _ => null,
    };
}
