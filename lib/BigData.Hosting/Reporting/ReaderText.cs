using System.Globalization;

namespace BigData.Hosting.Reporting;

/// <summary>Values and names as a reader of the page wants them; the same on every machine.</summary>
internal static class ReaderText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A cell in the manner of its column.</summary>
    public static string Cell(object? value, ValueKind kind) => value switch
    {
        null => "–",
        Absent absent => absent.Reason,
        _ => kind switch
        {
            ValueKind.Count => Count(Number(value)),
            ValueKind.Decimal => Signed(Number(value), "N1"),
            ValueKind.Money => Money(Number(value)),
            ValueKind.Precise => Signed(Number(value), "0.0000"),
            ValueKind.Share => Share(Number(value)),
            ValueKind.Change => Change(Number(value)),
            ValueKind.Day => Day((DateOnly)value),
            ValueKind.Time => ((DateTimeOffset)value).UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", Culture),
            _ => Convert.ToString(value, Culture) ?? string.Empty,
        },
    };

    public static bool IsNumeric(ValueKind kind) => kind is not (ValueKind.Text or ValueKind.Day or ValueKind.Time);

    public static string Count(double value) => Signed(value, "N0");

    public static string Share(double value) => Signed(100 * value, "0.0") + " %";

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", Culture);

    public static string Money(double value) => Signed(value, Math.Abs(value) < 1_000 ? "N2" : "N0");

    public static string Days(int days) => days == 1 ? "1 day" : days.ToString(Culture) + " days";

    /// <summary>A number with its noun.</summary>
    public static string Of(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary>A code of the tables as words: <c>paid_search</c> becomes Paid search.</summary>
    public static string Words(string code)
    {
        string text = code.Replace('_', ' ').Trim();
        return text switch
        {
            "cant lose" => "Can’t lose",
            "(none)" => "No contact in the window",
            "(unknown)" => "Channel unknown",
            { Length: > 0 } => char.ToUpper(text[0], Culture) + text[1..],
            _ => "(empty)",
        };
    }

    public static double Number(object value) => Convert.ToDouble(value, Culture);

    private static string Change(double value) => value switch
    {
        > 0 => "+" + Count(value),
        _ => Count(value),
    };

    // A minus sign and not a hyphen, which may break a line and is read as a dash.
    private static string Signed(double value, string format)
    {
        string text = value.ToString(format, Culture);
        return text.StartsWith('-') ? (text.AsSpan(1).IndexOfAnyInRange('1', '9') < 0 ? text[1..] : "−" + text[1..]) : text;
    }
}
