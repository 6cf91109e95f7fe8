using System.Numerics;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>Constants keep their value and type on the way through DuckDB.</summary>
public sealed class LiteralSqlTests
{
    public static TheoryData<object, string> Values => new()
    {
        { true, "true" },
        { sbyte.MinValue, "-128" },
        { short.MinValue, "-32768" },
        { int.MinValue, "-2147483648" },
        { int.MaxValue, "2147483647" },
        { long.MinValue, "-9223372036854775808" },
        { long.MaxValue, "9223372036854775807" },
        { float.MaxValue, "3.4028235E38" },
        { float.NaN, "NaN" },
        { double.Epsilon, "4.9E-324" },
        { double.NegativeInfinity, "-Infinity" },
        { -0.0, "-0.0" },
        { string.Empty, "" },
        { "it's \"quoted\" \\ and {0} {{*}}\n--", "it's \"quoted\" \\ and {0} {{*}}\n--" },
        { "\U0001F600 ünï", "\U0001F600 ünï" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task A_constant_comes_back_as_it_was(object value, string text)
    {
        DataType type = value switch
        {
            bool => DataTypes.Boolean,
            sbyte => DataTypes.Byte,
            short => DataTypes.Short,
            int => DataTypes.Integer,
            long => DataTypes.Long,
            float => DataTypes.Float,
            double => DataTypes.Double,
            _ => DataTypes.String,
        };

        Assert.Equal(text, await RoundTripAsync(type, value));
    }

    [Theory]
    [InlineData("-99999999999999999999999999999999999999", 38, 0, "-99999999999999999999999999999999999999")]
    [InlineData("5", 10, 2, "0.05")]
    [InlineData("-5", 3, 3, "-0.005")]
    public async Task A_decimal_keeps_all_its_digits(string unscaled, int precision, int scale, string text)
        => Assert.Equal(text, await RoundTripAsync(new DecimalType(precision, scale), BigInteger.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(-719162, "0001-01-01")]
    [InlineData(2932896, "9999-12-31")]
    [InlineData(-25509, "1900-02-28")]
    public async Task A_date_keeps_its_day(int days, string text) => Assert.Equal(text, await RoundTripAsync(DataTypes.Date, days));

    [Theory]
    [InlineData(0L, "1970-01-01 00:00:00")]
    [InlineData(-1L, "1969-12-31 23:59:59.999999")]
    [InlineData(253402300799999999L, "9999-12-31 23:59:59.999999")]
    public async Task A_timestamp_keeps_its_microseconds(long micros, string text)
    {
        Assert.Equal(text, await RoundTripAsync(DataTypes.Timestamp, micros));
        Assert.Equal(text, await RoundTripAsync(DataTypes.TimestampNtz, micros));
    }

    [Fact]
    public async Task Nested_constants_keep_their_values()
    {
        Literal one = new(DataTypes.Integer, 1);
        Literal none = new(DataTypes.Integer, null);
        StructType fields = new StructType().Add("a\"b", DataTypes.Integer).Add("it's", DataTypes.Integer);

        Assert.Equal("[1, \\N]", await RoundTripAsync(new ArrayType(DataTypes.Integer), new ValueArray<Literal>([one, none])));
        Assert.Equal("{1, \\N}", await RoundTripAsync(fields, new ValueArray<Literal>([one, none])));
        Assert.Equal("\\N", await RoundTripAsync(fields, null));
    }

    private static async Task<string> RoundTripAsync(DataType type, object? value)
    {
        using QueryProbe probe = new();
        OutputColumn column = new(1, "v", type, true);
        RenderedQuery query = Renderer.Render(new ResolvedProject(new OneRow(), [new NamedExpression(new TypedLiteral(type, value), column)]));
        return (await probe.RunAsync(query))[0];
    }
}
