using System.Text;
using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>
/// Reads dates and timestamps as Spark's casts do (without a pattern): <c>2020</c>, <c>2020-1</c>, <c>2020-01-02 3:04:05.6</c>,
/// with a zone at the end. Microseconds; further digits are cut. Null for text that is none.
/// </summary>
internal static class DateTimeText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>Days since 1970-01-01; a time after the date is ignored.</summary>
    public static int? ParseDate(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        bool negative = text.Length > 0 && text[0] == '-';
        text = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        Span<int> parts = [0, 1, 1];
        int part = 0;
        int digits = 0;
        int value = 0;
        foreach (byte b in text)
        {
            if (part == 2 && b is (byte)' ' or (byte)'T')
            {
                break;
            }

            if (b == '-' && part < 2 && IsDateWidth(part, digits))
            {
                parts[part++] = value;
                (digits, value) = (0, 0);
            }
            else if (char.IsAsciiDigit((char)b) && digits < 8)
            {
                value = (value * 10) + (b - '0');
                digits++;
            }
            else
            {
                return null;
            }
        }

        if (!IsDateWidth(part, digits))
        {
            return null;
        }

        parts[part] = value;
        long? days = CivilDate.ToDays(negative ? -parts[0] : parts[0], parts[1], parts[2]);
        return days is >= int.MinValue and <= int.MaxValue ? (int)days : null;
    }

    /// <summary>Microseconds since 1970-01-01 UTC; text without a zone is in the zone given.</summary>
    public static long? ParseTimestamp(ReadOnlySpan<byte> text, TimeZoneInfo zone)
        => Parse(text) is { } local
            ? local.Zone is { } said ? ZoneTime.Parse(said) is { } other ? ZoneTime.ToUtc(local.Micros, other) : null : ZoneTime.ToUtc(local.Micros, zone)
            : null;

    /// <summary>Microseconds since 1970-01-01 on the wall clock; a zone in the text is checked and ignored.</summary>
    public static long? ParseTimestampNtz(ReadOnlySpan<byte> text)
        => Parse(text) is { } local && (local.Zone is null || ZoneTime.Parse(local.Zone) is not null) ? local.Micros : null;

    /// <summary>The same, but text with a zone is refused.</summary>
    public static long? ParseTimestampWithoutZone(ReadOnlySpan<byte> text) => Parse(text) is { Zone: null } local ? local.Micros : null;

    private static bool IsDateWidth(int part, int digits) => part == 0 ? digits is >= 4 and <= 7 : digits is 1 or 2;

    private static (long Micros, string? Zone)? Parse(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        bool negative = text.Length > 0 && text[0] == '-';
        text = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        Span<int> parts = [1, 1, 1, 0, 0, 0, 0];
        int part = 0;
        int digits = 0;
        string? zone = null;
        int value = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (char.IsAsciiDigit((char)b))
            {
                value = part == 6 && digits >= 6 ? value : digits > 8 ? value : (value * 10) + (b - '0');
                digits++;
                continue;
            }

            if (!IsWidth(part, digits))
            {
                return null;
            }

            parts[part] = part == 6 ? Scale(value, digits) : value;
            if (Follows(part, b))
            {
                part++;
                (digits, value) = (0, 0);
            }
            else if (part is 5 or 6)
            {
                zone = Encoding.UTF8.GetString(text[i..]).Trim();
                return Combine(parts, negative, zone);
            }
            else
            {
                return null;
            }
        }

        if (!IsWidth(part, digits))
        {
            return null;
        }

        parts[part] = part == 6 ? Scale(value, digits) : value;
        return Combine(parts, negative, zone);
    }

    private static bool IsWidth(int part, int digits) => part switch
    {
        0 => digits is >= 4 and <= 6,
        6 => true,
        _ => digits is 1 or 2,
    };

    private static bool Follows(int part, byte b) => part switch
    {
        0 or 1 => b == '-',
        2 => b is (byte)' ' or (byte)'T',
        3 or 4 => b == ':',
        5 => b == '.',
        _ => false,
    };

    private static int Scale(int value, int digits)
    {
        for (int i = digits; i < 6; i++)
        {
            value *= 10;
        }

        return value;
    }

    private static (long Micros, string? Zone)? Combine(ReadOnlySpan<int> parts, bool negative, string? zone)
    {
        if (CivilDate.ToDays(negative ? -parts[0] : parts[0], parts[1], parts[2]) is not { } days
            || parts[3] > 23 || parts[4] > 59 || parts[5] > 59)
        {
            return null;
        }

        long seconds = (parts[3] * 3600L) + (parts[4] * 60L) + parts[5];
        Int128 micros = ((Int128)days * MicrosPerDay) + (seconds * MicrosPerSecond) + parts[6];
        return micros >= long.MinValue && micros <= long.MaxValue ? ((long)micros, zone) : null;
    }

    // As Java's trim: every character up to the space, at both ends.
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        return text[start..end];
    }
}
