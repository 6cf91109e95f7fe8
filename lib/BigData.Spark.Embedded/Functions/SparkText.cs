using System.Globalization;
using System.Numerics;
using System.Text;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Reads text as Spark's casts do. All methods give false for text that is no value.</summary>
internal static class SparkText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>The text without blanks and control characters around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && text[0] <= ' ')
        {
            text = text[1..];
        }

        while (text.Length > 0 && text[^1] <= ' ')
        {
            text = text[..^1];
        }

        return text;
    }

    /// <summary>A whole number within the bounds of the type.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="least">The least value of the type; the greatest is -(least + 1).</param>
    /// <param name="allowsFraction">Whether a fraction may follow, which is left out (before ANSI).</param>
    /// <param name="value">The number.</param>
    public static bool TryWhole(ReadOnlySpan<byte> text, long least, bool allowsFraction, out long value)
    {
        value = 0;
        text = Trim(text);
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        int point = allowsFraction ? text.IndexOf((byte)'.') : -1;
        ReadOnlySpan<byte> digits = point < 0 ? text : text[..point];
        if (point >= 0 && text[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (digits.IsEmpty && (point < 0 || text.Length == 1))
        {
            return false;
        }

        // Counts down, since the least value has no positive twin.
        foreach (byte c in digits)
        {
            int digit = c - '0';
            if ((uint)digit > 9 || value < least / 10 || value * 10 < least + digit)
            {
                return false;
            }

            value = (value * 10) - digit;
        }

        if (!negative)
        {
            if (value == least)
            {
                return false;
            }

            value = -value;
        }

        return true;
    }

    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        text = Trim(text);
        if (text.Length > 1 && text[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F' && char.IsAsciiDigit((char)text[^2]) | text[^2] == '.')
        {
            text = text[..^1];
        }

        if (text.Length > 0 && (char.IsAsciiDigit((char)text[^1]) || text[^1] == '.'))
        {
            return double.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out value);
        }

        double? special = Encoding.UTF8.GetString(text).ToLowerInvariant() switch
        {
            "nan" => double.NaN,
            "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
            "-inf" or "-infinity" => double.NegativeInfinity,
            _ => null,
        };
        value = special ?? 0;
        return special is not null;
    }

    public static bool TryDecimal(ReadOnlySpan<byte> text, out BigInteger unscaled, out int scale)
    {
        string trimmed = Encoding.UTF8.GetString(Trim(text));
        return DecimalText.TryParse(trimmed, out unscaled, out scale) && Math.Abs((long)scale) < 10_000;
    }

    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        bool? found = Encoding.UTF8.GetString(Trim(text)).ToLowerInvariant() switch
        {
            "t" or "true" or "y" or "yes" or "1" => true,
            "f" or "false" or "n" or "no" or "0" => false,
            _ => null,
        };
        value = found == true;
        return found is not null;
    }

    /// <summary>Days since 1970 of <c>y+</c>, <c>y+-m</c> or <c>y+-m-d</c>, the last perhaps with a blank or T and anything behind it.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        return TryDate(Trim(text), out days, out ReadOnlySpan<byte> rest) && (rest.IsEmpty || rest[0] is (byte)' ' or (byte)'T');
    }

    /// <summary>Microseconds since 1970 of a date and perhaps a time and zone.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="zone">The zone where the text has none; null for a local time, where a zone in the text is left out.</param>
    /// <param name="micros">The instant, or the local time.</param>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, ZoneRules? zone, out long micros)
    {
        micros = 0;
        if (!TryDate(Trim(text), out int days, out ReadOnlySpan<byte> rest))
        {
            return false;
        }

        long time = 0;
        ZoneRules? own = null;
        if (!rest.IsEmpty)
        {
            if (rest[0] is not ((byte)' ' or (byte)'T') || !TryTime(rest[1..], out time, out rest))
            {
                return rest.Length == 1 && Local(days, 0, zone, out micros);
            }

            string name = Encoding.UTF8.GetString(Trim(rest));
            own = name.Length == 0 ? null : ZoneRules.Find(name);
            if (name.Length > 0 && own is null)
            {
                return false;
            }
        }

        return Local(days, time, zone is null ? null : own ?? zone, out micros);
    }

    private static bool Local(int days, long time, ZoneRules? zone, out long micros)
    {
        long local = (days * MicrosPerDay) + time;
        micros = zone?.ToInstant(local) ?? local;
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long micros, out ReadOnlySpan<byte> rest)
    {
        micros = 0;
        rest = text;
        if (text.IsEmpty || !TryNumber(ref rest, 1, 2, out int hour))
        {
            return false;
        }

        int minute = 0;
        int second = 0;
        long fraction = 0;
        if (Skip(ref rest, ':') && !TryNumber(ref rest, 1, 2, out minute))
        {
            return false;
        }

        if (Skip(ref rest, ':') && !TryNumber(ref rest, 1, 2, out second))
        {
            return false;
        }

        if (Skip(ref rest, '.'))
        {
            int digits = 0;
            while (rest.Length > 0 && char.IsAsciiDigit((char)rest[0]))
            {
                fraction = digits < 6 ? (fraction * 10) + (rest[0] - '0') : fraction;
                digits++;
                rest = rest[1..];
            }

            for (; digits < 6; digits++)
            {
                fraction *= 10;
            }
        }

        micros = (((((hour * 60L) + minute) * 60) + second) * MicrosPerSecond) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out int days, out ReadOnlySpan<byte> rest)
    {
        days = 0;
        rest = text;
        bool negative = rest.Length > 0 && rest[0] == '-';
        if (rest.Length > 0 && rest[0] is (byte)'-' or (byte)'+')
        {
            rest = rest[1..];
        }

        if (!TryNumber(ref rest, 4, 7, out int year))
        {
            return false;
        }

        int month = 1;
        int day = 1;
        if (Skip(ref rest, '-'))
        {
            if (!TryNumber(ref rest, 1, 2, out month))
            {
                return false;
            }

            if (Skip(ref rest, '-') && !TryNumber(ref rest, 1, 2, out day))
            {
                return false;
            }
        }

        return CivilCalendar.TryDays(negative ? -year : year, month, day, out days);
    }

    private static bool Skip(ref ReadOnlySpan<byte> text, char c)
    {
        if (text.IsEmpty || text[0] != c)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int least, int most, out int value)
    {
        value = 0;
        int digits = 0;
        while (digits < text.Length && digits < most && char.IsAsciiDigit((char)text[digits]))
        {
            value = (value * 10) + (text[digits] - '0');
            digits++;
        }

        text = text[digits..];
        return digits >= least && (text.IsEmpty || !char.IsAsciiDigit((char)text[0]));
    }
}

/// <summary>Days of the proleptic Gregorian calendar.</summary>
internal static class CivilCalendar
{
    /// <summary>Days since 1970; false when there is no such day.</summary>
    public static bool TryDays(int year, int month, int day, out int days)
    {
        days = 0;
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month))
        {
            return false;
        }

        long y = month <= 2 ? year - 1L : year;
        long era = (y >= 0 ? y : y - 399) / 400;
        long ofEra = y - (era * 400);
        long ofYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        days = (int)((era * 146_097) + (ofEra * 365) + (ofEra / 4) - (ofEra / 100) + ofYear - 719_468);
        return true;
    }

    public static int DaysIn(int year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    public static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>Year, month and day of days since 1970.</summary>
    public static (int Year, int Month, int Day) Of(long days)
    {
        long z = days + 719_468;
        long era = (z >= 0 ? z : z - 146_096) / 146_097;
        long ofEra = z - (era * 146_097);
        long yearOfEra = (ofEra - (ofEra / 1_460) + (ofEra / 36_524) - (ofEra / 146_096)) / 365;
        long ofYear = ofEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long shifted = ((5 * ofYear) + 2) / 153;
        int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return ((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), month, (int)(ofYear - (((153 * shifted) + 2) / 5) + 1));
    }
}
