using System.Globalization;
using System.Text;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>A pattern of Java's DateTimeFormatter, as Spark takes it: letters by count, text between apostrophes, optional parts in brackets.</summary>
internal sealed class JavaPattern
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
    private static readonly string[] ShortMonths = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
    private static readonly string[] DayNames = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    private static readonly string[] ShortDayNames = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames;
    private readonly List<Part> _parts;

    private JavaPattern(List<Part> parts) => _parts = parts;

    /// <summary>One run of letters, a text, or the begin or end of an optional part (letter <c>[</c> or <c>]</c>).</summary>
    private sealed record Part(char Letter, int Count, string Text);

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="Sql.SparkException">A letter is not allowed.</exception>
    public static JavaPattern Compile(string pattern)
    {
        List<Part> parts = [];
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\'')
            {
                int end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    throw Invalid(pattern);
                }

                parts.Add(new Part('\'', 1, end == i + 1 ? "'" : pattern[(i + 1)..end]));
                i = end;
            }
            else if (char.IsAsciiLetter(c))
            {
                int count = 1;
                while (i + count < pattern.Length && pattern[i + count] == c)
                {
                    count++;
                }

                if (!IsKnown(c, count))
                {
                    throw Invalid(pattern);
                }

                parts.Add(new Part(c, count, string.Empty));
                i += count - 1;
            }
            else
            {
                parts.Add(c is '[' or ']' ? new Part(c, 1, string.Empty) : new Part('\'', 1, c.ToString()));
            }
        }

        return new JavaPattern(parts);
    }

    /// <summary>Writes a local time.</summary>
    /// <param name="micros">Microseconds since 1970.</param>
    /// <param name="zone">What zone letters show.</param>
    public string Format(long micros, string zone)
    {
        long day = Math.DivRem(micros, 86_400_000_000, out long time);
        (day, time) = time < 0 ? (day - 1, time + 86_400_000_000) : (day, time);
        StringBuilder text = new();
        foreach (Part part in _parts)
        {
            text.Append(part.Letter switch
            {
                '\'' => part.Text,
                '[' or ']' => string.Empty,
                _ => Field(part, day, time, micros, zone),
            });
        }

        return text.ToString();
    }

    /// <summary>Reads a local time, and a zone when the pattern has one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">The zone where the text has none; null for a local time.</param>
    /// <param name="micros">The instant, or the local time.</param>
    /// <param name="failedAt">Where the text does not fit; the text's length when a field is out of range.</param>
    public bool TryParse(string text, ZoneRules? zone, out long micros, out int failedAt)
    {
        ParsedTime time = new();
        micros = 0;
        int at = 0;
        int skipTo = -1;
        for (int i = 0; i < _parts.Count; i++)
        {
            Part part = _parts[i];
            if (part.Letter is '[' or ']')
            {
                skipTo = part.Letter == '[' ? i : -1;
                continue;
            }

            bool adjacent = i + 1 < _parts.Count && _parts[i + 1].Letter is not ('\'' or '[' or ']');
            int before = at;
            if (time.Read(part.Letter, part.Count, part.Text, text, ref at, adjacent))
            {
                continue;
            }

            if (skipTo < 0)
            {
                failedAt = before;
                return false;
            }

            at = before;
            i = _parts.FindIndex(i, p => p.Letter == ']');
            skipTo = -1;
        }

        failedAt = at;
        return at == text.Length && time.TryGet(zone, out micros);
    }

    private static bool IsKnown(char letter, int count) => letter switch
    {
        'y' or 'u' => count <= 6,
        'M' or 'L' => count <= 4,
        'E' => count <= 4,
        'd' or 'H' or 'h' or 'K' or 'k' or 'm' or 's' => count <= 2,
        'D' => count <= 3,
        'S' => count <= 9,
        'a' => count == 1,
        'Q' or 'q' => count <= 2,
        'X' or 'x' => count <= 5,
        'Z' => count <= 5,
        'V' => count == 2,
        'z' => count <= 4,
        'G' => count <= 4,
        _ => false,
    };

    private static Sql.SparkException Invalid(string pattern)
        => SparkErrors.Create("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", ("pattern", $"'{pattern}'"), ("docroot", "https://spark.apache.org/docs/latest"));

    private static string Field(Part part, long day, long time, long micros, string zone)
    {
        (int year, int month, int dayOfMonth) = CivilCalendar.Of(day);
        int hour = (int)(time / 3_600_000_000);
        return part.Letter switch
        {
            'y' or 'u' => part.Count == 2 ? Number(((year % 100) + 100) % 100, 2) : Number(year, part.Count),
            'M' or 'L' => part.Count switch { 3 => ShortMonths[month - 1], 4 => Months[month - 1], _ => Number(month, part.Count) },
            'd' => Number(dayOfMonth, part.Count),
            'D' => Number(DayOfYear(day, year), part.Count),
            'E' => (part.Count == 4 ? DayNames : ShortDayNames)[(int)(((day + 4) % 7 + 7) % 7)],
            'a' => hour < 12 ? "AM" : "PM",
            'H' => Number(hour, part.Count),
            'k' => Number(hour == 0 ? 24 : hour, part.Count),
            'K' => Number(hour % 12, part.Count),
            'h' => Number(hour % 12 == 0 ? 12 : hour % 12, part.Count),
            'm' => Number((int)(time / 60_000_000 % 60), part.Count),
            's' => Number((int)(time / 1_000_000 % 60), part.Count),
            'S' => (time % 1_000_000).ToString("D6", CultureInfo.InvariantCulture).PadRight(9, '0')[..part.Count],
            'Q' or 'q' => Number(((month - 1) / 3) + 1, part.Count),
            'G' => year > 0 ? "AD" : "BC",
            'V' or 'z' => zone,
            _ => Offset(part, micros, zone),
        };
    }

    private static string Offset(Part part, long micros, string zone)
    {
        ZoneRules rules = ZoneRules.Get(zone);
        long offset = (micros - rules.ToInstant(micros)) / 1_000_000;
        if (offset == 0 && part.Letter == 'X')
        {
            return "Z";
        }

        string sign = offset < 0 ? "-" : "+";
        long minutes = Math.Abs(offset) / 60;
        bool hasColon = part.Count is 3 or 5 || (part.Letter == 'Z' && part.Count == 5);
        string hours = (minutes / 60).ToString("D2", CultureInfo.InvariantCulture);
        string rest = (minutes % 60).ToString("D2", CultureInfo.InvariantCulture);
        return part.Count == 1 && part.Letter != 'Z' ? sign + hours + (rest == "00" ? string.Empty : rest) : sign + hours + (hasColon ? ":" : string.Empty) + rest;
    }

    private static int DayOfYear(long day, int year)
    {
        CivilCalendar.TryDays(year, 1, 1, out int first);
        return (int)(day - first) + 1;
    }

    private static string Number(int value, int width) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>The fields of a time that are read so far.</summary>
internal sealed class ParsedTime
{
    private int _year = 1970;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private long _micros;
    private bool? _afternoon;
    private bool _isHalfDay;
    private bool _isValid = true;
    private string? _zone;

    /// <summary>Reads one part of a pattern.</summary>
    public bool Read(char letter, int count, string literal, string text, ref int at, bool adjacent)
    {
        switch (letter)
        {
            case '\'':
                bool same = string.CompareOrdinal(text, at, literal, 0, literal.Length) == 0;
                at += same ? literal.Length : 0;
                return same;
            case 'y' or 'u':
                return Year(count, text, ref at, adjacent);
            case 'M' or 'L' when count >= 3:
                return Name(CultureInfo.InvariantCulture.DateTimeFormat, count == 3, text, ref at);
            case 'E':
                return DayName(count == 4, text, ref at);
            case 'a':
                return HalfDay(text, ref at);
            case 'S':
                return Fraction(count, text, ref at);
            case 'V' or 'X' or 'x' or 'Z' or 'z':
                return Zone(text, ref at);
            default:
                return Plain(letter, count, text, ref at, adjacent);
        }
    }

    /// <summary>The instant, or the local time without a zone.</summary>
    public bool TryGet(ZoneRules? zone, out long micros)
    {
        micros = 0;
        int hour = _isHalfDay ? (_hour % 12) + (_afternoon == true ? 12 : 0) : _hour;
        if (!_isValid || hour > 23 || _minute > 59 || _second > 59 || !CivilCalendar.TryDays(_year, _month, _day, out int days))
        {
            return false;
        }

        long local = (days * 86_400_000_000) + (((((hour * 60L) + _minute) * 60) + _second) * 1_000_000) + _micros;
        ZoneRules? rules = _zone is null || zone is null ? zone : ZoneRules.Find(_zone);
        micros = rules?.ToInstant(local) ?? local;
        return _zone is null || zone is null || rules is not null;
    }

    private bool Year(int count, string text, ref int at, bool adjacent)
    {
        bool negative = count != 2 && at < text.Length && text[at] == '-';
        at += negative ? 1 : 0;
        int most = count == 2 ? 2 : adjacent ? count : 10;
        if (!Digits(text, ref at, count == 1 ? 1 : count, most, out int value))
        {
            return false;
        }

        _year = count == 2 ? 2000 + value : negative ? -value : value;
        return true;
    }

    private bool Plain(char letter, int count, string text, ref int at, bool adjacent)
    {
        int most = count == 1 ? (adjacent ? 1 : letter == 'D' ? 3 : 2) : count;
        most = count == 1 && adjacent ? 19 : most;
        if (!Digits(text, ref at, count, most, out int value))
        {
            return false;
        }

        switch (letter)
        {
            case 'M' or 'L':
                _month = value;
                break;
            case 'd':
                _day = value;
                break;
            case 'H':
                _hour = value;
                break;
            case 'k':
                _hour = value % 24;
                break;
            case 'h' or 'K':
                _hour = value;
                _isHalfDay = true;
                _isValid &= letter == 'h' ? value is >= 1 and <= 12 : value <= 11;
                break;
            case 'm':
                _minute = value;
                break;
            case 's':
                _second = value;
                break;
            case 'D':
                return DayOfYear(value);
            default:
                break;
        }

        return true;
    }

    private bool DayOfYear(int value)
    {
        if (!CivilCalendar.TryDays(_year, 1, 1, out int first) || value < 1)
        {
            return false;
        }

        (_, _month, _day) = CivilCalendar.Of(first + value - 1);
        return true;
    }

    private bool Name(DateTimeFormatInfo names, bool isShort, string text, ref int at)
    {
        string[] months = isShort ? names.AbbreviatedMonthNames : names.MonthNames;
        for (int i = 0; i < 12; i++)
        {
            if (string.CompareOrdinal(text, at, months[i], 0, months[i].Length) == 0)
            {
                _month = i + 1;
                at += months[i].Length;
                return true;
            }
        }

        return false;
    }

    private static bool DayName(bool isLong, string text, ref int at)
    {
        DateTimeFormatInfo names = CultureInfo.InvariantCulture.DateTimeFormat;
        foreach (string name in isLong ? names.DayNames : names.AbbreviatedDayNames)
        {
            if (string.CompareOrdinal(text, at, name, 0, name.Length) == 0)
            {
                at += name.Length;
                return true;
            }
        }

        return false;
    }

    private bool HalfDay(string text, ref int at)
    {
        string half = at + 2 <= text.Length ? text.Substring(at, 2) : string.Empty;
        if (half is not ("AM" or "PM" or "am" or "pm"))
        {
            return false;
        }

        _afternoon = half is "PM" or "pm";
        at += 2;
        return true;
    }

    private bool Fraction(int count, string text, ref int at)
    {
        int start = at;
        while (at < text.Length && at - start < count && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        if (at == start)
        {
            return false;
        }

        _micros = long.Parse(text.AsSpan(start, at - start).ToString().PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        return true;
    }

    private bool Zone(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '+' or '-' or ':' or '/' or '_'))
        {
            at++;
        }

        _zone = text[start..at];
        return at > start && ZoneRules.Find(_zone) is not null;
    }

    private static bool Digits(string text, ref int at, int least, int most, out int value)
    {
        value = 0;
        int start = at;
        while (at < text.Length && at - start < most && char.IsAsciiDigit(text[at]) && value < 100_000_000)
        {
            value = (value * 10) + (text[at] - '0');
            at++;
        }

        return at - start >= least;
    }
}
