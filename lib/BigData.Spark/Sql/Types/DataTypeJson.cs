using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Errors;

namespace BigData.Spark.Sql.Types;

/// <summary>Spark's JSON of types: the one reader and the one writer.</summary>
internal static class DataTypeJson
{
    /// <summary>Characters beyond ASCII are written as they are, like Spark does.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, DataType> Named = new DataType[]
    {
        DataTypes.Null, DataTypes.Boolean, DataTypes.Byte, DataTypes.Short, DataTypes.Integer, DataTypes.Long, DataTypes.Float,
        DataTypes.Double, DataTypes.String, DataTypes.Binary, DataTypes.Date, DataTypes.Timestamp, DataTypes.TimestampNtz,
        DataTypes.CalendarInterval, DataTypes.Variant, new DecimalType(),
    }.Concat(Intervals()).ToDictionary(type => type is DecimalType ? "decimal" : type.TypeName, StringComparer.Ordinal);

    public static string Write(DataType type) => ToNode(type).ToJsonString(Options);

    public static DataType Read(string json)
    {
        try
        {
            return FromNode(JsonNode.Parse(json), json);
        }
        catch (JsonException)
        {
            return TryNamed(json) ?? throw Invalid(json, "a data type");
        }
    }

    public static SparkException Invalid(string json, string expected) =>
        SparkErrors.Create("INVALID_JSON_DATA_TYPE", ("invalidType", $"{json} (expected {expected})"));

    private static IEnumerable<DataType> Intervals()
    {
        foreach (YearMonthField start in Enum.GetValues<YearMonthField>())
        {
            for (YearMonthField end = start; end <= YearMonthField.Month; end++)
            {
                yield return new YearMonthIntervalType(start, end);
            }
        }

        foreach (DayTimeField start in Enum.GetValues<DayTimeField>())
        {
            for (DayTimeField end = start; end <= DayTimeField.Second; end++)
            {
                yield return new DayTimeIntervalType(start, end);
            }
        }
    }

    private static JsonNode ToNode(DataType type) => type switch
    {
        StructType row => new JsonObject
        {
            ["type"] = "struct",
            ["fields"] = new JsonArray([.. row.Fields.Select(FieldNode)]),
        },
        ArrayType array => new JsonObject
        {
            ["type"] = "array",
            ["elementType"] = ToNode(array.ElementType),
            ["containsNull"] = array.ContainsNull,
        },
        MapType map => new JsonObject
        {
            ["type"] = "map",
            ["keyType"] = ToNode(map.KeyType),
            ["valueType"] = ToNode(map.ValueType),
            ["valueContainsNull"] = map.ValueContainsNull,
        },
        UserDefinedType udt => UdtNode(udt),
        StringType => JsonValue.Create("string"),
        _ => JsonValue.Create(type.TypeName),
    };

    private static JsonObject FieldNode(StructField field) => new()
    {
        ["name"] = field.Name,
        ["type"] = ToNode(field.DataType),
        ["nullable"] = field.IsNullable,
        ["metadata"] = FieldMetadata(field),
    };

    // A collation is no part of the type's name: Spark keeps it in the metadata of the field, by the path to the string.
    private static JsonObject FieldMetadata(StructField field)
    {
        JsonObject metadata = JsonNode.Parse(field.Metadata.Json)!.AsObject();
        JsonObject collations = [];
        Collations.Collect(field.DataType, field.Name, collations);
        if (collations.Count > 0)
        {
            metadata[Collations.MetadataKey] = collations;
        }

        return metadata;
    }

    private static JsonObject UdtNode(UserDefinedType udt)
    {
        JsonObject node = new() { ["type"] = "udt" };
        if (udt.JvmClass is not null)
        {
            node["class"] = udt.JvmClass;
        }

        node["pyClass"] = udt.PythonClass;
        if (udt.SerializedPythonClass is not null)
        {
            node["serializedClass"] = udt.SerializedPythonClass;
        }

        node["sqlType"] = ToNode(udt.SqlType);
        return node;
    }

    private static DataType FromNode(JsonNode? node, string json)
    {
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            return TryNamed(value.GetValue<string>()) ?? throw Invalid(value.GetValue<string>(), "the name of a data type");
        }

        if (node is not JsonObject o)
        {
            throw Invalid(json, "an object or a name");
        }

        return Text(o, "type", json) switch
        {
            "struct" when o["fields"] is JsonArray fields => new StructType(fields.Select(f => Field(f, json))),
            "array" => new ArrayType(FromNode(o["elementType"], json), Flag(o, "containsNull", json)),
            "map" => new MapType(FromNode(o["keyType"], json), FromNode(o["valueType"], json), Flag(o, "valueContainsNull", json)),
            "udt" => new UserDefinedType(
                (string?)o["class"], (string?)o["pyClass"], (string?)o["serializedClass"], FromNode(o["sqlType"], json)),
            _ => throw Invalid(o.ToJsonString(Options), "type struct, array, map or udt"),
        };
    }

    private static StructField Field(JsonNode? node, string json)
    {
        if (node is not JsonObject o)
        {
            throw Invalid(json, "a field as an object");
        }

        string name = Text(o, "name", json);
        DataType type = FromNode(o["type"], json);
        JsonObject? metadata = o["metadata"] as JsonObject;
        if (metadata?[Collations.MetadataKey] is JsonObject collations)
        {
            type = Collations.Apply(type, name, collations);
            metadata.Remove(Collations.MetadataKey);
        }

        bool nullable = o["nullable"] is null || Flag(o, "nullable", json);
        return new StructField(name, type, nullable, metadata is null ? null : Metadata.FromJson(metadata.ToJsonString(Options)));
    }

    private static DataType? TryNamed(string name) => Named.TryGetValue(name, out DataType? type) ? type : TryParameterised(name);

    private static DataType? TryParameterised(string name)
    {
        int open = name.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || name[^1] != ')')
        {
            return null;
        }

        string[] parts = name[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        if (parts is ["any"])
        {
            parts = ["-1"];
        }

        int[] numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return (name[..open], numbers) switch
        {
            ("decimal", [int p, int s]) when p is >= 1 and <= DecimalType.MaxPrecision && s >= 0 && s <= p => new DecimalType(p, s),
            ("char", [int n]) => new CharType(n),
            ("varchar", [int n]) => new VarcharType(n),
            ("time", [int n]) => new TimeType(n),
            ("geometry", [int n]) => new GeometryType(n),
            ("geography", [int n]) => new GeographyType(n),
            _ => null,
        };
    }

    private static string Text(JsonObject o, string key, string json) =>
        o[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw Invalid(json, $"text under \"{key}\"");

    private static bool Flag(JsonObject o, string key, string json) =>
        o[key] is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Invalid(json, $"true or false under \"{key}\"");
}
