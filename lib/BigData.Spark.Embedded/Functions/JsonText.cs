using System.Text.Encodings.Web;
using System.Text.Json;
using BigData.DuckDb;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>How to_json writes times and nulls.</summary>
internal sealed record JsonTextOptions
{
    private const string DateKey = "dateFormat";
    private const string TimestampKey = "timestampFormat";
    private const string TimestampNtzKey = "timestampNTZFormat";
    private const string IgnoreKey = "ignoreNullFields";
    private const char Separator = '\u0001';
    private static readonly string[] Known = [DateKey, TimestampKey, TimestampNtzKey, IgnoreKey];

    /// <summary>Null for yyyy-MM-dd.</summary>
    public string? Date { get; init; }

    public string Timestamp { get; init; } = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

    public string TimestampNtz { get; init; } = "yyyy-MM-dd'T'HH:mm:ss.SSS";

    /// <summary>Whether fields that are null are written.</summary>
    public bool KeepsNulls { get; init; }

    /// <summary>The second argument of a call, a map of constants, as one text for <see cref="Read"/>.</summary>
    /// <exception cref="Sql.SparkException">It is no such map, or has an option that the engine does not know.</exception>
    public static string Pack(Invocation call)
    {
        if (call.Arguments[1] is not TypedCall { Function: "map" } map || map.Arguments.Items.Any(a => a is not TypedLiteral { Value: string }))
        {
            throw AnalysisErrors.UnsupportedFunction("to_json", "Its options must be a map of constant texts.", call.Syntax);
        }

        string[] parts = [.. map.Arguments.Items.Select(a => (string)((TypedLiteral)a).Value!)];
        string[] unknown = [.. parts.Where((key, i) => i % 2 == 0 && !Known.Contains(key, StringComparer.OrdinalIgnoreCase))];
        return unknown.Length == 0
            ? string.Join(Separator, parts)
            : throw AnalysisErrors.UnsupportedFunction("to_json", $"The option {unknown[0]} is not part of this engine.", call.Syntax);
    }

    /// <summary>The options of a packed text.</summary>
    public static JsonTextOptions Read(string packed)
    {
        Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase);
        string[] parts = packed.Length == 0 ? [] : packed.Split(Separator);
        for (int i = 0; i + 1 < parts.Length; i += 2)
        {
            given[parts[i]] = parts[i + 1];
        }

        JsonTextOptions defaults = new();
        return new JsonTextOptions
        {
            Date = given.GetValueOrDefault(DateKey),
            Timestamp = given.GetValueOrDefault(TimestampKey, defaults.Timestamp),
            TimestampNtz = given.GetValueOrDefault(TimestampNtzKey, defaults.TimestampNtz),
            KeepsNulls = given.TryGetValue(IgnoreKey, out string? ignore) && ignore.Equals("false", StringComparison.OrdinalIgnoreCase),
        };
    }
}

/// <summary>JSON as Spark writes it: fields that are null are left out unless kept, times carry their offset.</summary>
internal sealed class JsonText(JsonTextOptions text, ResolveOptions options)
{
    private static readonly JsonSerializerOptions Names = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SQL of the JSON of a value.</summary>
    /// <param name="value">SQL of the value.</param>
    /// <param name="type">Its type.</param>
    /// <param name="depth">How deep it is nested.</param>
    public string Write(string value, DataType type, int depth)
    {
        string e = $"j{depth}";
        return type switch
        {
            StringType or CharType or VarcharType => $"CAST(to_json({value}) AS VARCHAR)",
            BooleanType or ByteType or ShortType or IntegerType or LongType or DecimalType => $"CAST({value} AS VARCHAR)",
            FloatType or DoubleType => Number(value, type),
            DateType when text.Date is { } pattern => Quoted($"{KernelCatalog.Use(PatternKernels.Format(pattern, options))}(CAST({value} AS TIMESTAMP))"),
            DateType => Quoted($"CAST({value} AS VARCHAR)"),
            TimestampType => Quoted($"{KernelCatalog.Use(PatternKernels.Format(text.Timestamp, options))}({SessionTime.ToLocal(value, options)})"),
            TimestampNtzType => Quoted($"{KernelCatalog.Use(PatternKernels.Format(text.TimestampNtz, options))}({value})"),
            BinaryType => Quoted($"to_base64({value})"),
            ArrayType array => $"('[' || array_to_string(list_transform({value}, lambda {e}: coalesce({Write(e, array.ElementType, depth + 1)}, 'null')), ',') || ']')",
            MapType map => Map(value, map, depth),
            StructType fields => Fields(value, fields, depth),
            _ => "CAST(NULL AS VARCHAR)",
        };
    }

    private static string Quoted(string content) => $"('\"' || {content} || '\"')";

    private static string Number(string value, DataType type)
    {
        string number = $"{KernelCatalog.Use(type is FloatType ? TextKernels.Float : TextKernels.Double)}({value})";
        return $"CASE WHEN isfinite({value}) THEN {number} ELSE {Quoted(number)} END";
    }

    private string Map(string value, MapType map, int depth)
    {
        string e = $"j{depth}";
        string key = map.KeyType is StringType ? $"{e}.key" : $"CAST({e}.key AS VARCHAR)";
        string entry = $"CAST(to_json({key}) AS VARCHAR) || ':' || coalesce({Write(e + ".value", map.ValueType, depth + 1)}, 'null')";
        return $"('{{{{' || array_to_string(list_transform(map_entries({value}), lambda {e}: {entry}), ',') || '}}}}')";
    }

    private string Fields(string value, StructType fields, int depth)
    {
        IEnumerable<string> parts = fields.Fields.Select(f =>
        {
            string name = SqlTemplate.Escape(DuckDbSql.Literal(f.Name));
            string label = SqlTemplate.Escape(DuckDbSql.Literal(JsonSerializer.Serialize(f.Name, Names) + ":"));
            string content = Write($"struct_extract({value}, {name})", f.DataType, depth + 1);
            return text.KeepsNulls ? $"({label} || coalesce({content}, 'null'))" : $"({label} || {content})";
        });
        string list = fields.Count == 0 ? "''" : $"concat_ws(',', {string.Join(", ", parts)})";
        return $"CASE WHEN {value} IS NOT NULL THEN '{{{{' || {list} || '}}}}' END";
    }
}
