using System.Globalization;

namespace BigData.Spark.Embedded.Functions;

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
