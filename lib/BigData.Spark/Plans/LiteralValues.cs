using System.Globalization;
using BigData.Spark.Sql;
using Literal = BigData.Spark.Proto.Expression.Types.Literal;

namespace BigData.Spark.Plans;

/// <summary>Literals of a plan as values of C#: what observed metrics bring.</summary>
internal static class LiteralValues
{
    public static object? Read(Literal literal) => literal.LiteralTypeCase switch
    {
        Literal.LiteralTypeOneofCase.Null or Literal.LiteralTypeOneofCase.None => null,
        Literal.LiteralTypeOneofCase.Boolean => literal.Boolean,
        Literal.LiteralTypeOneofCase.Byte => (sbyte)literal.Byte,
        Literal.LiteralTypeOneofCase.Short => (short)literal.Short,
        Literal.LiteralTypeOneofCase.Integer => literal.Integer,
        Literal.LiteralTypeOneofCase.Long => literal.Long,
        Literal.LiteralTypeOneofCase.Float => literal.Float,
        Literal.LiteralTypeOneofCase.Double => literal.Double,
        Literal.LiteralTypeOneofCase.Decimal => Decimal(literal.Decimal.Value),
        Literal.LiteralTypeOneofCase.String => literal.String,
        Literal.LiteralTypeOneofCase.Binary => literal.Binary.ToByteArray(),
        Literal.LiteralTypeOneofCase.Date => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(literal.Date),
        Literal.LiteralTypeOneofCase.Timestamp => DateTimeOffset.UnixEpoch.AddMicroseconds(literal.Timestamp),
        Literal.LiteralTypeOneofCase.TimestampNtz =>
            DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified).AddMicroseconds(literal.TimestampNtz),
        Literal.LiteralTypeOneofCase.DayTimeInterval => TimeSpan.FromTicks(checked(literal.DayTimeInterval * TimeSpan.TicksPerMicrosecond)),
        Literal.LiteralTypeOneofCase.YearMonthInterval => literal.YearMonthInterval,
        Literal.LiteralTypeOneofCase.Array => literal.Array.Elements.Select(Read).ToList(),
        Literal.LiteralTypeOneofCase.SpecializedArray => Specialized(literal.SpecializedArray),
        Literal.LiteralTypeOneofCase.Map => Map(literal.Map),
        Literal.LiteralTypeOneofCase.Struct => literal.Struct.Elements.Select(Read).ToList(),
        _ => literal.ToString(),
    };

    private static object Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value) ? value : SparkDecimal.Parse(text);

    private static List<object?> Specialized(Literal.Types.SpecializedArray array) => array.ValueTypeCase switch
    {
        Literal.Types.SpecializedArray.ValueTypeOneofCase.Bools => [.. array.Bools.Values.Cast<object>()],
        Literal.Types.SpecializedArray.ValueTypeOneofCase.Ints => [.. array.Ints.Values.Cast<object>()],
        Literal.Types.SpecializedArray.ValueTypeOneofCase.Longs => [.. array.Longs.Values.Cast<object>()],
        Literal.Types.SpecializedArray.ValueTypeOneofCase.Floats => [.. array.Floats.Values.Cast<object>()],
        Literal.Types.SpecializedArray.ValueTypeOneofCase.Doubles => [.. array.Doubles.Values.Cast<object>()],
        Literal.Types.SpecializedArray.ValueTypeOneofCase.Strings => [.. array.Strings.Values],
        _ => [],
    };

    private static Dictionary<object, object?> Map(Literal.Types.Map map)
    {
        Dictionary<object, object?> values = [];
        for (int i = 0; i < map.Keys.Count && i < map.Values.Count; i++)
        {
            values[Read(map.Keys[i])!] = Read(map.Values[i]);
        }

        return values;
    }
}
