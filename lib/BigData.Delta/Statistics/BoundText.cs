using System.Globalization;
using System.Text;
using System.Text.Json;
using BigData.Delta.Schemas;

namespace BigData.Delta.Statistics;

/// <summary>Bounds as the JSON of statistics: cut texts stay bounds, timestamps are floored and ceiled to milliseconds.</summary>
internal static class BoundText
{
    private const long MicrosPerMilli = 1000;
    private const long FirstDay = -719162;
    private const long LastDay = 2932896;
    private const char Delete = '\u007F';
    private const string Highest = "\U0010FFFF";

    public static string? Lower(DeltaValue? value, int prefixLength) => value is null ? null : value.Kind switch
    {
        DeltaTypeKind.String => Quote(CutLower((string)value.Value, prefixLength)),
        DeltaTypeKind.Timestamp or DeltaTypeKind.TimestampNtz => Time(value, (long)value.Value),
        _ => Plain(value),
    };

    public static string? Upper(DeltaValue? value, int prefixLength) => value is null ? null : value.Kind switch
    {
        DeltaTypeKind.String => CutUpper((string)value.Value, prefixLength) is { } text ? Quote(text) : null,
        DeltaTypeKind.Timestamp or DeltaTypeKind.TimestampNtz => Time(value, Ceil((long)value.Value)),
        _ => Plain(value),
    };

    /// <summary>A text that is not above <paramref name="text"/>.</summary>
    public static string CutLower(string text, int length) => text.Length <= length ? text : text[..SafeCut(text, length)];

    /// <summary>A text that is not below <paramref name="text"/>; null when no short one can be made.</summary>
    public static string? CutUpper(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        for (int cut = SafeCut(text, length); cut < text.Length && cut <= 2 * length; cut += char.IsHighSurrogate(text[cut]) ? 2 : 1)
        {
            if (!Rune.TryGetRuneAt(text, cut, out Rune next))
            {
                return null;
            }

            if (next.Value < 0x10FFFF)
            {
                return text[..cut] + (next.Value < Delete ? Delete.ToString() : Highest);
            }
        }

        return null;
    }

    private static int SafeCut(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static string? Plain(DeltaValue value) => value.Kind switch
    {
        DeltaTypeKind.Long => ((long)value.Value).ToString(CultureInfo.InvariantCulture),
        DeltaTypeKind.Decimal => value.Value.ToString(),
        DeltaTypeKind.Double => double.IsFinite((double)value.Value) ? ((double)value.Value).ToString("R", CultureInfo.InvariantCulture) : null,
        DeltaTypeKind.Date => (long)value.Value is >= FirstDay and <= LastDay ? Quote(value.ToPartitionText()) : null,
        _ => null,
    };

    private static string? Time(DeltaValue value, long micros)
    {
        const long MicrosPerDay = 86_400_000_000;
        if (micros / MicrosPerDay is <= FirstDay or >= LastDay)
        {
            return null;
        }

        string text = DeltaValueText.FormatMicros(micros, 3);
        return Quote(value.Kind == DeltaTypeKind.Timestamp ? text + "Z" : text);
    }

    private static long Ceil(long micros)
    {
        long rest = micros % MicrosPerMilli;
        return rest == 0 ? micros : rest > 0 ? micros - rest + MicrosPerMilli : micros - rest;
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, LogJson.Encoder)}\"";
}
