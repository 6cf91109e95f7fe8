using System.Numerics;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Parsing;

public sealed class LiteralTests
{
    public static TheoryData<string, DataType, object?> Constants => new()
    {
        { "null", DataTypes.Null, null },
        { "TRUE", DataTypes.Boolean, true },
        { "1", DataTypes.Integer, 1 },
        { "-2147483648", DataTypes.Integer, int.MinValue },
        { "2147483648", DataTypes.Long, 2147483648L },
        { "99999999999999999999", DataTypes.Decimal(20, 0), BigInteger.Parse("99999999999999999999", System.Globalization.CultureInfo.InvariantCulture) },
        { "1Y", DataTypes.Byte, (sbyte)1 },
        { "1S", DataTypes.Short, (short)1 },
        { "1L", DataTypes.Long, 1L },
        { "1e3", DataTypes.Double, 1000.0 },
        { "1D", DataTypes.Double, 1.0 },
        { "1.5F", DataTypes.Float, 1.5f },
        { "1.5", DataTypes.Decimal(2, 1), (BigInteger)15 },
        { ".5", DataTypes.Decimal(1, 1), (BigInteger)5 },
        { "1.", DataTypes.Decimal(1, 0), (BigInteger)1 },
        { "1e3BD", DataTypes.Decimal(4, 0), (BigInteger)1000 },
        { "0.00", DataTypes.Decimal(2, 2), (BigInteger)0 },
        { "'a' 'b'", DataTypes.String, "ab" },
        { "\"abc\"", DataTypes.String, "abc" },
        { "'it''s'", DataTypes.String, "it's" },
        { @"'a\'b\n\t\\\u0041\101\%\_\q'", DataTypes.String, "a'b\n\t\\AA\\%\\_q" },
        { @"r'a\n'", DataTypes.String, @"a\n" },
        { "X'1F'", DataTypes.Binary, ValueArray.Create<byte>([0x1F]) },
        { "X'1'", DataTypes.Binary, ValueArray.Create<byte>([0x01]) },
        { "date '2020-1-1'", DataTypes.Date, 18262 },
        { "date '2020'", DataTypes.Date, 18262 },
        { "date '-0001-01-01'", DataTypes.Date, -719893 },
        { "timestamp '1970-01-02 10:00:00'", DataTypes.Timestamp, 86_400_000_000L + 36_000_000_000L },
        { "timestamp '2020-01-01 10:00:00+02:00'", DataTypes.Timestamp, 1577865600000000L },
        { "timestamp '2020-01-01 10:00:00.1234567 Europe/Berlin'", DataTypes.Timestamp, 1577869200123456L },
        { "timestamp_ntz '2020-01-01'", DataTypes.TimestampNtz, 1577836800000000L },
        { "interval 1 day 2 hours", new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Hour), 93_600_000_000L },
        { "interval '1-2' year to month", new YearMonthIntervalType(), 14 },
        { "interval '1 02:03:04.5' day to second", new DayTimeIntervalType(), 93_784_500_000L },
        { "interval '-1' day", new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day), -86_400_000_000L },
        { "interval '3 weeks'", new DayTimeIntervalType(DayTimeField.Day, DayTimeField.Day), 21 * 86_400_000_000L },
    };

    [Theory]
    [MemberData(nameof(Constants))]
    public void Constants_have_Sparks_types_and_values(string text, DataType type, object? value)
    {
        Literal literal = Assert.IsType<Literal>(SqlParser.ParseExpression(text));

        Assert.Equal(type, literal.Type);
        Assert.Equal(value, literal.Value);
    }

    [Theory]
    [MemberData(nameof(Constants))]
    public void A_printed_constant_is_read_back_equal(string text, DataType type, object? value)
    {
        Expression literal = SqlParser.ParseExpression(text);

        Assert.Equal(literal, SqlParser.ParseExpression(literal.ToString()));
        Assert.Equal(new Literal(type, value), literal);
    }

    [Fact]
    public void Timestamps_without_a_zone_are_in_the_sessions_zone()
    {
        TimeZoneInfo london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

        Assert.Equal(Micros("2011-07-01 00:00:00"), Value("timestamp '2011-07-01 01:00:00'", london));
        Assert.Equal(Micros("2011-10-30 00:30:00"), Value("timestamp '2011-10-30 01:30:00'", london)); // twice: the earlier
        Assert.Equal(Micros("2011-03-27 01:30:00"), Value("timestamp '2011-03-27 01:30:00'", london)); // in the gap: forward
    }

    private static long Micros(string utc) => Value($"timestamp '{utc}'", TimeZoneInfo.Utc);

    private static long Value(string text, TimeZoneInfo zone)
        => Assert.IsType<long>(Assert.IsType<Literal>(SqlParser.ParseExpression(text, zone)).Value);
}
