using System.Collections;
using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Notebooks.Display;

/// <summary>Values as text for a reader, the same in every culture.</summary>
internal static class ValueText
{
    private const int MostBytes = 32;

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => "0x" + Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, MostBytes))) + (bytes.Length > MostBytes ? "…" : string.Empty),
        Row row => "{" + string.Join(", ", row.Values.Select((item, i) => row.Schema is { } schema ? $"{schema[i].Name}: {Of(item)}" : Of(item))) + "}",
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key])}")) + "}",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
