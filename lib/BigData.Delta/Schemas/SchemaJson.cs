using System.Text.Json;

namespace BigData.Delta.Schemas;

/// <summary>Reads Spark's schema JSON into the small model.</summary>
internal static class SchemaJson
{
    private static readonly JsonElement NoMetadata = JsonDocument.Parse("{}").RootElement.Clone();

    public static DeltaStructType Parse(string schemaString)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(schemaString, new JsonDocumentOptions { MaxDepth = 512 });
            return ReadType(document.RootElement) as DeltaStructType ?? throw DeltaErrors.InvalidSchema("it is not a struct");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw DeltaErrors.InvalidSchema(exception.Message, exception);
        }
    }

    private static DeltaType ReadType(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return DeltaTypeNames.Parse(element.GetString()!);
        }

        return element.GetProperty("type").GetString() switch
        {
            "struct" => new DeltaStructType(element.GetProperty("fields").EnumerateArray().Select(ReadField).ToArray()),
            "array" => new DeltaArrayType(ReadType(element.GetProperty("elementType")), element.GetProperty("containsNull").GetBoolean()),
            "map" => new DeltaMapType(
                ReadType(element.GetProperty("keyType")),
                ReadType(element.GetProperty("valueType")),
                element.GetProperty("valueContainsNull").GetBoolean()),
            string other => new DeltaPrimitiveType(DeltaTypeKind.Unknown, other),
            null => throw DeltaErrors.InvalidSchema("a type has no name"),
        };
    }

    private static DeltaField ReadField(JsonElement element)
    {
        JsonElement metadata = element.TryGetProperty("metadata", out JsonElement found) && found.ValueKind == JsonValueKind.Object
            ? found.Clone()
            : NoMetadata;
        bool nullable = !element.TryGetProperty("nullable", out JsonElement flag) || flag.ValueKind != JsonValueKind.False;
        return new DeltaField(element.GetProperty("name").GetString()!, ReadType(element.GetProperty("type")), nullable, metadata);
    }
}
