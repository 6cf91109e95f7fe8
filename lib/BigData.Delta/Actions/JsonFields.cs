using System.Globalization;
using System.Text.Json;

namespace BigData.Delta.Actions;

/// <summary>Typed access to the fields of an action. A JSON null counts as absent.</summary>
internal readonly struct JsonFields(string owner, JsonElement element)
{
    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public long Long(string name) => OptionalLong(name) ?? throw Missing(name);

    public int Int(string name) => OptionalInt(name) ?? throw Missing(name);

    public string? OptionalText(string name) => Find(name) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "a text")
        : null;

    public long? OptionalLong(string name) => Find(name) is { } value ? ReadLong(value) ?? throw Wrong(name, "a 64-bit integer") : null;

    public int? OptionalInt(string name) => OptionalLong(name) is { } value
        ? value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Wrong(name, "a 32-bit integer")
        : null;

    public bool? OptionalBool(string name) => Find(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "true or false"),
        }
        : null;

    public JsonFields? OptionalObject(string name) => Find(name) is { } value
        ? value.ValueKind == JsonValueKind.Object ? new JsonFields($"{owner}.{name}", value) : throw Wrong(name, "an object")
        : null;

    public IReadOnlyList<string>? OptionalList(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        string path = $"{owner}.{name}";
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw new FormatException($"{path} holds something else than texts")).ToArray()
            : throw Wrong(name, "a list");
    }

    public IReadOnlyDictionary<string, string?>? OptionalMap(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, "an object");
        }

        Dictionary<string, string?> map = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            map[property.Name] = ToText(property.Value);
        }

        return map.Count == 0 ? FileAction.NoValues : map;
    }

    public string? LenientText(string name) => Find(name) is { } value ? ToText(value) : null;

    public long? LenientLong(string name) => Find(name) is { } value ? ReadLong(value) : null;

    public bool? LenientBool(string name) => Find(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public IReadOnlyDictionary<string, string?> LenientMap(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object } ? OptionalMap(name)! : FileAction.NoValues;

    private static string? ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    // Some writers quote 64-bit integers, others write 1.0.
    private static long? ReadLong(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long number) => number,
        JsonValueKind.Number when value.TryGetDecimal(out decimal number) && number == Math.Truncate(number)
            && number is >= long.MinValue and <= long.MaxValue => (long)number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private FormatException Missing(string name) => new($"{owner}.{name} is missing");

    private FormatException Wrong(string name, string expected) => new($"{owner}.{name} is not {expected}");
}
