using BigData.DuckDb;
using BigData.Spark.Embedded.Functions.Json;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>How values are written as JSON.</summary>
/// <param name="Session">The session's settings.</param>
internal sealed record JsonWriteOptions(ResolveOptions Session)
{
    private static readonly string[] Refused = ["pretty", "timezone", "locale", "writenonasciicharacterascodepoint", "sortkeys"];

    public string? DateFormat { get; init; }

    public string TimestampFormat { get; init; } = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

    public string LocalFormat { get; init; } = "yyyy-MM-dd'T'HH:mm:ss.SSS";

    /// <summary>Whether fields that are null are left out.</summary>
    public bool LeavesOutNulls { get; init; } = true;

    /// <summary>Reads options in any case.</summary>
    /// <exception cref="Spark.Sql.SparkException">This engine does not have an option.</exception>
    public static JsonWriteOptions Read(IReadOnlyList<KeyValuePair<string, string>> options, ResolveOptions session)
    {
        JsonWriteOptions result = new(session);
        foreach ((string name, string value) in options)
        {
            string known = name.ToLowerInvariant();
            if (Array.IndexOf(Refused, known) >= 0)
            {
                throw AnalysisErrors.UnsupportedFunction("to_json", $"The option {name} is not part of this engine.", null);
            }

            result = known switch
            {
                "dateformat" => result with { DateFormat = value },
                "timestampformat" => result with { TimestampFormat = value },
                "timestampntzformat" => result with { LocalFormat = value },
                "ignorenullfields" => result with { LeavesOutNulls = !value.Equals("false", StringComparison.OrdinalIgnoreCase) },
                _ => result,
            };
        }

        return result;
    }
}

/// <summary>JSON as Spark writes it: times carry their offset, names of fields are in quotation marks.</summary>
internal static class JsonText
{
    public static string Write(string value, DataType type, JsonWriteOptions options, int depth)
    {
        string e = $"j{depth}";
        return type switch
        {
            StringType or CharType or VarcharType => $"CAST(to_json({value}) AS VARCHAR)",
            BooleanType or ByteType or ShortType or IntegerType or LongType or DecimalType => $"CAST({value} AS VARCHAR)",
            FloatType or DoubleType => Number(value, type),
            DateType => options.DateFormat is { } pattern ? Time($"CAST({value} AS TIMESTAMP)", pattern, options) : $"('\"' || CAST({value} AS VARCHAR) || '\"')",
            TimestampType => Time(SessionTime.ToLocal(value, options.Session), options.TimestampFormat, options),
            TimestampNtzType => Time(value, options.LocalFormat, options),
            BinaryType => $"('\"' || to_base64({value}) || '\"')",
            ArrayType array => $"('[' || array_to_string(list_transform({value}, lambda {e}: coalesce({Write(e, array.ElementType, options, depth + 1)}, 'null')), ',') || ']')",
            MapType map => Map(value, map, options, depth),
            StructType fields => Fields(value, fields, options, depth),
            _ => "CAST(NULL AS VARCHAR)",
        };
    }

    private static string Time(string value, string pattern, JsonWriteOptions options)
        => $"('\"' || {KernelCatalog.Use(PatternKernels.Format(pattern, options.Session))}({value}) || '\"')";

    private static string Number(string value, DataType type)
    {
        string text = $"{KernelCatalog.Use(type is FloatType ? TextKernels.Float : TextKernels.Double)}({value})";
        return $"CASE WHEN isfinite({value}) THEN {text} ELSE '\"' || {text} || '\"' END";
    }

    private static string Map(string value, MapType map, JsonWriteOptions options, int depth)
    {
        string e = $"j{depth}";
        string key = map.KeyType is StringType ? $"{e}.key" : $"CAST({e}.key AS VARCHAR)";
        string entry = $"CAST(to_json({key}) AS VARCHAR) || ':' || coalesce({Write(e + ".value", map.ValueType, options, depth + 1)}, 'null')";
        return $"('{{{{' || array_to_string(list_transform(map_entries({value}), lambda {e}: {entry}), ',') || '}}}}')";
    }

    private static string Fields(string value, StructType fields, JsonWriteOptions options, int depth)
    {
        IEnumerable<string> parts = fields.Fields.Select(f =>
        {
            string name = SqlTemplate.Escape(DuckDbSql.Literal(f.Name));
            System.Text.StringBuilder quoted = new();
            JsonWriter.Quote(quoted, f.Name);
            string label = SqlTemplate.Escape(DuckDbSql.Literal(quoted + ":"));
            string text = Write($"struct_extract({value}, {name})", f.DataType, options, depth + 1);
            return options.LeavesOutNulls ? $"({label} || {text})" : $"({label} || coalesce({text}, 'null'))";
        });
        string list = fields.Count == 0 ? "''" : $"concat_ws(',', {string.Join(", ", parts)})";
        return $"CASE WHEN {value} IS NOT NULL THEN '{{{{' || {list} || '}}}}' END";
    }
}
