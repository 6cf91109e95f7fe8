namespace BigData.Spark.Embedded.Functions.Json;

internal enum JsonKind
{
    Null,
    True,
    False,
    Integer,
    Fraction,

    /// <summary>NaN or an infinity without quotation marks.</summary>
    NotFinite,
    Text,
    Array,
    Object,
}

/// <summary>A value of JSON as it was written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text of a string, without escapes, or a number as it stands there; else empty.</param>
internal sealed record JsonNode(JsonKind Kind, string Text)
{
    public static JsonNode Null { get; } = new(JsonKind.Null, string.Empty);

    public static JsonNode True { get; } = new(JsonKind.True, string.Empty);

    public static JsonNode False { get; } = new(JsonKind.False, string.Empty);

    /// <summary>The values of an array.</summary>
    public IReadOnlyList<JsonNode> Items { get; init; } = [];

    /// <summary>The members of an object in their order; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode>> Members { get; init; } = [];
}
