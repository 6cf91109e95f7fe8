using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Prints constants as typed SQL literals.</summary>
internal static class LiteralPrinter
{
    private const long MicrosPerDay = 86_400_000_000;

    public static void Write(StringBuilder text, Literal literal)
    {
        if (literal.Value is null)
        {
            text.Append(literal.Type is NullType ? "NULL" : $"CAST(NULL AS {literal.Type.Sql})");
            return;
        }

        text.Append(literal.Value switch
        {
            ValueArray<Literal> items => Nested(literal.Type, items),
            MapLiteral map => $"map({string.Join(", ", map.Keys.Zip(map.Values, (k, v) => $"{k}, {v}"))})",
            var value => Scalar(literal.Type, value),
        });
    }

    private static string Scalar(DataType type, object value) => (type, value) switch
    {
        (_, bool b) => b ? "true" : "false",
        (_, sbyte n) => Number(n, "Y"),
        (_, short n) => Number(n, "S"),
        (DateType, int days) => $"DATE '{Date(days)}'",
        (YearMonthIntervalType t, int months) => IntervalText.Print(t, months),
        (_, int n) => Number(n, ""),
        (TimestampType, long micros) => $"TIMESTAMP_LTZ '{Timestamp(micros)}Z'",
        (TimestampNtzType, long micros) => $"TIMESTAMP_NTZ '{Timestamp(micros)}'",
        (DayTimeIntervalType t, long micros) => IntervalText.Print(t, micros),
        (TimeType, long nanos) => $"TIME '{new TimeOnly(nanos / 100):HH:mm:ss.ffffff}'",
        (_, long n) => Number(n, "L"),
        (_, float f) => float.IsFinite(f) ? f.ToString("R", CultureInfo.InvariantCulture) + "F" : $"CAST('{NotFinite(f)}' AS FLOAT)",
        (_, double d) => double.IsFinite(d) ? d.ToString("R", CultureInfo.InvariantCulture) + "D" : $"CAST('{NotFinite(d)}' AS DOUBLE)",
        (DecimalType t, BigInteger unscaled) => Decimal(unscaled, t.Scale) + "BD",
        (_, string s) => Quote(s),
        (_, ValueArray<byte> bytes) => $"X'{Convert.ToHexString(bytes.AsSpan())}'",
        _ => throw new InvalidOperationException($"Internal error, please report: a literal of {type.Sql} holds {value.GetType().Name}."),
    };

    private static string Nested(DataType type, ValueArray<Literal> items) => type is StructType row
        ? $"named_struct({string.Join(", ", row.Fields.Zip(items, (f, v) => $"{Quote(f.Name)}, {v}"))})"
        : $"array({string.Join(", ", items)})";

    private static string Number(long value, string suffix) => value.ToString(CultureInfo.InvariantCulture) + suffix;

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static string Decimal(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static string Date(int days)
    {
        (int year, int month, int day) = CivilDate.FromDays(days);
        string text = Math.Abs(year).ToString("0000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{(year < 0 ? "-" : year > 9999 ? "+" : "")}{text}-{month:00}-{day:00}");
    }

    private static string Timestamp(long micros)
    {
        long days = Math.DivRem(micros, MicrosPerDay, out long rest);
        if (rest < 0)
        {
            days--;
            rest += MicrosPerDay;
        }

        TimeOnly time = new(rest * 10);
        return $"{Date((int)days)} {time.ToString(rest % 1_000_000 == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}";
    }

    /// <summary>A string as a SQL literal that Spark reads back to the same characters.</summary>
    public static string Quote(string value)
    {
        StringBuilder text = new("'");
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '\\' => "\\\\",
                '\'' => "\\'",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\0' => "\\0",
                _ => c.ToString(),
            });
        }

        return text.Append('\'').ToString();
    }
}
