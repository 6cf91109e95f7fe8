using System.Globalization;
using System.Text;

namespace BigData.Delta.Schemas;

/// <summary>The text forms of partition values and of the strings in statistics.</summary>
internal static class DeltaValueText
{
    private const long MicrosPerDay = 86_400_000_000;
    private static readonly long EpochMicros = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly string[] TimestampForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd",
    ];

    public static DeltaValue? TryParse(DeltaPrimitiveType type, string text)
    {
        switch (type.Kind)
        {
            case DeltaTypeKind.Boolean:
                return bool.TryParse(text, out bool flag) ? DeltaValue.Boolean(flag) : null;
            case DeltaTypeKind.Byte or DeltaTypeKind.Short or DeltaTypeKind.Integer or DeltaTypeKind.Long:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                    ? DeltaValue.Long(number)
                    : null;
            case DeltaTypeKind.Float:
                return TryParseDouble(text, out double single) ? DeltaValue.Double((float)single) : null;
            case DeltaTypeKind.Double:
                return TryParseDouble(text, out double value) ? DeltaValue.Double(value) : null;
            case DeltaTypeKind.Decimal:
                return DeltaDecimal.TryParse(text, out DeltaDecimal digits) ? DeltaValue.Decimal(digits) : null;
            case DeltaTypeKind.String:
                return DeltaValue.String(text);
            case DeltaTypeKind.Binary:
                return DeltaValue.Binary(Encoding.UTF8.GetBytes(text));
            case DeltaTypeKind.Date:
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
                    ? DeltaValue.Date(date)
                    : null;
            case DeltaTypeKind.Timestamp:
                return TryParseMicros(text, out long moment) ? DeltaValue.Timestamp(moment) : null;
            case DeltaTypeKind.TimestampNtz:
                return TryParseMicros(text, out long local) ? DeltaValue.TimestampNtz(local) : null;
            default:
                return null;
        }
    }

    public static string Format(DeltaValue value) => value.Kind switch
    {
        DeltaTypeKind.Boolean => (bool)value.Value ? "true" : "false",
        DeltaTypeKind.Double => FormatDouble((double)value.Value),
        DeltaTypeKind.Binary => Encoding.UTF8.GetString((byte[])value.Value),
        DeltaTypeKind.Date => FormatDate((long)value.Value),
        DeltaTypeKind.Timestamp => FormatMicros((long)value.Value, 6) + "Z",
        DeltaTypeKind.TimestampNtz => FormatNtz((long)value.Value),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.Value}"),
    };

    /// <summary>Java's text of a double, because Spark casts partition text back with Java's rules.</summary>
    public static string FormatDouble(double value) =>
        double.IsPositiveInfinity(value) ? "Infinity"
        : double.IsNegativeInfinity(value) ? "-Infinity"
        : double.IsNaN(value) ? "NaN"
        : value == Math.Truncate(value) && Math.Abs(value) < 1e7 ? value.ToString("0.0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>ISO text of a moment without zone mark, cut to 3 or 6 digits of the second.</summary>
    public static string FormatMicros(long micros, int digits)
    {
        long days = FloorDivide(micros, MicrosPerDay);
        long time = micros - (days * MicrosPerDay);
        TimeSpan span = TimeSpan.FromMicroseconds(time);
        string clock = span.ToString(digits == 3 ? @"hh\:mm\:ss\.fff" : @"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
        return $"{FormatDate(days)}T{clock}";
    }

    public static string FormatDate(long days)
    {
        const long EpochDay = 719162;
        long day = days + EpochDay;
        if (day is >= 0 and <= 3652058)
        {
            return DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        throw new ArgumentOutOfRangeException(nameof(days), days, "A date outside the years 1 to 9999 has no text form in a Delta log.");
    }

    private static string FormatNtz(long micros)
    {
        string text = FormatMicros(micros, 6).Replace('T', ' ');
        return text.EndsWith(".000000", StringComparison.Ordinal) ? text[..^7] : text.TrimEnd('0');
    }

    private static bool TryParseDouble(string text, out double value)
    {
        value = text switch
        {
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => 0,
        };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseMicros(string text, out long micros)
    {
        micros = 0;
        if (!DateTimeOffset.TryParseExact(
            text,
            TimestampForms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset moment))
        {
            return false;
        }

        micros = (moment.UtcTicks / TimeSpan.TicksPerMicrosecond) - EpochMicros;
        return true;
    }

    private static long FloorDivide(long value, long divisor) => Math.DivRem(value, divisor, out long rest) - (rest < 0 ? 1 : 0);
}
