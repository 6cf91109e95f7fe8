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
