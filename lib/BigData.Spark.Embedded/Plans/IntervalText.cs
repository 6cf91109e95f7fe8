using System.Globalization;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Prints ANSI intervals as <c>INTERVAL '1 02' DAY TO HOUR</c>.</summary>
internal static class IntervalText
{
    private static readonly string[] DayTimeNames = ["DAY", "HOUR", "MINUTE", "SECOND"];
    private static readonly long[] DayTimeMicros = [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000];

    public static string Print(YearMonthIntervalType type, int months)
    {
        string sign = months < 0 ? "-" : "";
        long size = Math.Abs((long)months);
        return (type.Start, type.End) switch
        {
            (YearMonthField.Year, YearMonthField.Year) => $"INTERVAL '{sign}{size / 12}' YEAR",
            (YearMonthField.Month, YearMonthField.Month) => $"INTERVAL '{sign}{size}' MONTH",
            _ => $"INTERVAL '{sign}{size / 12}-{size % 12}' YEAR TO MONTH",
        };
    }

    public static string Print(DayTimeIntervalType type, long micros)
    {
        UInt128 rest = (UInt128)Int128.Abs(micros);
        string text = micros < 0 ? "-" : "";
        for (int field = (int)type.Start; field <= (int)type.End; field++)
        {
            bool first = field == (int)type.Start;
            UInt128 value = rest / (ulong)DayTimeMicros[field];
            rest -= value * (ulong)DayTimeMicros[field];
            text += first ? "" : field == 1 ? " " : ":";
            text += value.ToString(first ? "0" : "00", CultureInfo.InvariantCulture);
            text += field == 3 && rest > 0 ? "." + rest.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0') : "";
        }

        string unit = type.Start == type.End ? DayTimeNames[(int)type.Start] : $"{DayTimeNames[(int)type.Start]} TO {DayTimeNames[(int)type.End]}";
        return $"INTERVAL '{text}' {unit}";
    }
}
