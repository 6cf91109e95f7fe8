using System.Text.Json;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;

namespace BigData.Delta.Statistics;

/// <summary>Lenient reading of statistics: absent, partial and wrongly typed parts are unknown, never an error.</summary>
internal static class StatisticsJson
{
    private const long MicrosPerMilli = 1000;

    public static long? ReadNumRecords(byte[] json)
    {
        using JsonDocument? document = TryParse(json);
        return document is null ? null : ReadNumRecords(document.RootElement);
    }

    public static long? ReadNumRecords(JsonElement statistics) =>
        statistics.TryGetProperty("numRecords", out JsonElement count) && TryGetLong(count, out long number) && number >= 0 ? number : null;

    public static ColumnStatistics ReadColumn(byte[] json, ColumnPath column, DeltaType type)
    {
        using JsonDocument? document = TryParse(json);
        return document is null ? new ColumnStatistics(column, null, null, null) : ReadColumn(document.RootElement, column, type);
    }

    public static ColumnStatistics ReadColumn(JsonElement statistics, ColumnPath column, DeltaType type)
    {
        DeltaValue? min = null;
        DeltaValue? max = null;
        if (type is DeltaPrimitiveType primitive)
        {
            min = ReadBound(statistics, "minValues", column, primitive);
            max = Widen(ReadBound(statistics, "maxValues", column, primitive));
        }

        long? nulls = Find(statistics, "nullCount", column) is { } count && TryGetLong(count, out long number) && number >= 0 ? number : null;
        return new ColumnStatistics(column, min, max, nulls);
    }

    public static JsonDocument? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Spark floors the maximum of a timestamp to milliseconds; the true one may lie up to 999 µs above.
    private static DeltaValue? Widen(DeltaValue? max) => max?.Kind switch
    {
        DeltaTypeKind.Timestamp => DeltaValue.Timestamp(AddClamped((long)max.Value)),
        DeltaTypeKind.TimestampNtz => DeltaValue.TimestampNtz(AddClamped((long)max.Value)),
        _ => max,
    };

    private static long AddClamped(long micros) => micros > long.MaxValue - MicrosPerMilli ? long.MaxValue : micros + MicrosPerMilli - 1;

    private static DeltaValue? ReadBound(JsonElement statistics, string group, ColumnPath column, DeltaPrimitiveType type)
    {
        if (Find(statistics, group, column) is not { } element)
        {
            return null;
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => DeltaValue.TryParse(type, element.GetString()!),
            JsonValueKind.Number when type.Kind != DeltaTypeKind.String => DeltaValue.TryParse(type, element.GetRawText()),
            JsonValueKind.True or JsonValueKind.False when type.Kind == DeltaTypeKind.Boolean => DeltaValue.Boolean(element.GetBoolean()),
            _ => null,
        };
    }

    private static JsonElement? Find(JsonElement statistics, string group, ColumnPath column)
    {
        if (!statistics.TryGetProperty(group, out JsonElement current))
        {
            return null;
        }

        foreach (string part in column.Parts)
        {
            if (!TryGetField(current, part, out current))
            {
                return null;
            }
        }

        return current;
    }

    private static bool TryGetField(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (element.TryGetProperty(name, out value))
        {
            return true;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = property.Value;
                return true;
            }
        }

        return false;
    }

    private static bool TryGetLong(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }
}
