using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Spark.Sql;

namespace BigData.Hosting.Output;

/// <summary>Values of rows as text and as JSON.</summary>
internal static class Values
{
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A row as a JSON object; decimals and long numbers keep all their digits.</summary>
    public static JsonObject Json(Row row)
    {
        JsonObject json = [];
        for (int i = 0; i < row.Count; i++)
        {
            json[row.Schema?[i].Name ?? $"_{i + 1}"] = Json(row.Get(i));
        }

        return json;
    }

    public static JsonNode? Json(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        sbyte or byte or short or int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float single => float.IsFinite(single) ? JsonValue.Create(single) : JsonValue.Create(single.ToString(CultureInfo.InvariantCulture)),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
        decimal money => JsonValue.Create(money),
        DateOnly day => JsonValue.Create(Day(day)),
        DateTimeOffset time => JsonValue.Create(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)),
        DateTime local => JsonValue.Create(local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        Row row => Json(row),
        IDictionary map => Map(map.Keys.Cast<object>().Select(key => (key, map[key]))),
        IEnumerable list => List(list),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static JsonNode List(IEnumerable values)
    {
        List<object?> items = [.. values.Cast<object?>()];
        return items.Count > 0 && items.TrueForAll(item => item is KeyValuePair<object, object?>)
            ? Map(items.Cast<KeyValuePair<object, object?>>().Select(pair => (pair.Key, pair.Value)))
            : new JsonArray([.. items.Select(Json)]);
    }

    private static JsonObject Map(IEnumerable<(object Key, object? Value)> entries) => new(
        entries.Select(entry => KeyValuePair.Create(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty, Json(entry.Value))));
}
