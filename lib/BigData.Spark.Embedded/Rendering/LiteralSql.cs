using System.Globalization;
using System.Numerics;
using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Rendering;

/// <summary>Constants in DuckDB's dialect, always with their type.</summary>
internal static class LiteralSql
{
    public static string Of(TypedLiteral literal) => Of(literal.Type, literal.Value);

    private static string Of(DataType type, object? value) => value switch
    {
        null => $"CAST(NULL AS {DuckTypes.Name(type)})",
        bool truth => truth ? "true" : "false",
        int days when type is DateType => Date(days),
        long micros when type is TimestampType => Timestamp(micros, "make_timestamptz", "TIMESTAMPTZ", "+00"),
        long micros when type is TimestampNtzType => Timestamp(micros, "make_timestamp", "TIMESTAMP", string.Empty),
        long micros when type is DayTimeIntervalType => string.Create(CultureInfo.InvariantCulture, $"to_microseconds({micros})"),
        int months when type is YearMonthIntervalType => string.Create(CultureInfo.InvariantCulture, $"to_months({months})"),
        int.MinValue => "CAST(-2147483648 AS INTEGER)",
        int number => number < 0 ? string.Create(CultureInfo.InvariantCulture, $"({number})") : number.ToString(CultureInfo.InvariantCulture),
        sbyte or short or long => $"{Convert.ToString(value, CultureInfo.InvariantCulture)}".StartsWith('-')
            ? $"CAST('{Convert.ToString(value, CultureInfo.InvariantCulture)}' AS {DuckTypes.Name(type)})"
            : $"CAST({Convert.ToString(value, CultureInfo.InvariantCulture)} AS {DuckTypes.Name(type)})",
        float number => $"CAST('{number.ToString("R", CultureInfo.InvariantCulture)}' AS FLOAT)",
        double number => Double(number),
        BigInteger unscaled => $"CAST('{DecimalText.Format(unscaled, ((DecimalType)type).Scale)}' AS {DuckTypes.Name(type)})",
        string text => DuckDbSql.Literal(text),
        ValueArray<byte> bytes => $"'{string.Concat(bytes.Items.Select(b => $"\\x{b:X2}"))}'::BLOB",
        ValueArray<Literal> items => Nested(type, items),
        MapLiteral map => $"CAST(map([{Items(map.Keys)}], [{Items(map.Values)}]) AS {DuckTypes.Name(type)})",
        _ => throw AnalysisErrors.UnsupportedType(type.SimpleString, "There are no constants of it."),
    };

    private static string Double(double number)
    {
        if (double.IsFinite(number))
        {
            string text = number.ToString("R", CultureInfo.InvariantCulture);
            return $"CAST('{text}' AS DOUBLE)";
        }

        return $"CAST('{(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity")}' AS DOUBLE)";
    }

    private static string Date(int days)
    {
        (int year, int month, int day) = CivilCalendar.Of(days);
        return year is >= 1 and <= 9999
            ? string.Create(CultureInfo.InvariantCulture, $"DATE '{year:0000}-{month:00}-{day:00}'")
            : string.Create(CultureInfo.InvariantCulture, $"make_date({days})");
    }

    private static string Timestamp(long micros, string make, string type, string zone)
    {
        const long perDay = 86_400_000_000;
        long days = (long)Math.Floor(micros / (double)perDay);
        long time = micros - (days * perDay);
        (int year, int month, int day) = CivilCalendar.Of(days);
        return year is >= 1 and <= 9999 && time is >= 0 and < perDay
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{type} '{year:0000}-{month:00}-{day:00} {time / 3_600_000_000:00}:{time / 60_000_000 % 60:00}:{time / 1_000_000 % 60:00}.{time % 1_000_000:000000}{zone}'")
            : string.Create(CultureInfo.InvariantCulture, $"{make}({micros})");
    }

    private static string Items(ValueArray<Literal> items) => string.Join(", ", items.Items.Select(i => Of(i.Type, i.Value)));

    private static string Nested(DataType type, ValueArray<Literal> items)
    {
        if (type is not StructType fields)
        {
            return $"CAST([{Items(items)}] AS {DuckTypes.Name(type)})";
        }

        IEnumerable<string> parts = fields.Fields.Select((f, i) => $"{DuckDbSql.Identifier(f.Name)} := {Of(f.DataType, items[i].Value)}");
        return $"struct_pack({string.Join(", ", parts)})";
    }
}
