using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Activation;

/// <summary>Values of rows as text and as JSON: one spelling for all destinations, ISO 8601 in UTC, a point in numbers.</summary>
internal static class ValueText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a value; null for null. Lists, maps and structs are JSON, bytes are base64.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime local => local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        float single => single.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        Row or IEnumerable => Json(value)!.ToJsonString(Relaxed),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The value as JSON; numbers that JSON has no word for are texts.</summary>
    public static JsonNode? Json(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        sbyte or byte or short or int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float single when float.IsFinite(single) => JsonValue.Create(single),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        decimal money => JsonValue.Create(money),
        string or byte[] => JsonValue.Create(Of(value)),
        Row row => new JsonObject(row.Values.Select((item, i) => KeyValuePair.Create(row.Schema?[i].Name ?? FormattableString.Invariant($"_{i + 1}"), Json(item)))),
        IEnumerable items => List([.. items.Cast<object?>()]),
        _ => JsonValue.Create(Of(value)),
    };

    private static JsonNode List(List<object?> items) => items.Count > 0 && items.TrueForAll(item => item is KeyValuePair<object, object?>)
        ? new JsonObject(items.Cast<KeyValuePair<object, object?>>().Select(pair => KeyValuePair.Create(Of(pair.Key) ?? string.Empty, Json(pair.Value))))
        : new JsonArray([.. items.Select(Json)]);
}
