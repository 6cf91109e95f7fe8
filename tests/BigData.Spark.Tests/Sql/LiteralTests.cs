using BigData.Spark.Plans;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using CsCheck;
using Literal = BigData.Spark.Proto.Expression.Types.Literal;

namespace BigData.Spark.Tests.Sql;

public sealed class LiteralTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "void" },
        { true, "boolean" },
        { (sbyte)-1, "tinyint" },
        { (byte)200, "smallint" },
        { (short)-1, "smallint" },
        { 1, "int" },
        { 1u, "bigint" },
        { 1L, "bigint" },
        { 1.5f, "float" },
        { 1.5, "double" },
        { "x", "string" },
        { 'x', "string" },
        { new byte[] { 1, 2 }, "binary" },
        { new DateOnly(1969, 12, 31), "date" },
        { new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "timestamp" },
        { new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), "timestamp" },
        { new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), "timestamp_ntz" },
        { TimeSpan.FromSeconds(-1.5), "interval day to second" },
        { new TimeOnly(1, 2, 3), "time(6)" },
        { new[] { 1, 2 }, "array<int>" },
        { Array.Empty<string>(), "array<string>" },
        { new List<decimal> { 1.5m, 100m }, "array<decimal(4,1)>" },
        { new Dictionary<string, int> { ["a"] = 1 }, "map<string,int>" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_become_literals_of_their_type(object? value, string type) =>
        Assert.Equal(type, Literals.TypeOf(Literals.Of(value)).SimpleString);

    [Theory]
    [InlineData("0", 1, 0)]
    [InlineData("1.10", 3, 2)]
    [InlineData("0.001", 3, 3)]
    [InlineData("-12.5", 3, 1)]
    [InlineData("79228162514264337593543950335", 29, 0)]
    public void Decimals_have_the_digits_that_they_are_written_with(string text, int precision, int scale)
    {
        Literal literal = Literals.Of(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((text, precision, scale), (literal.Decimal.Value, literal.Decimal.Precision, literal.Decimal.Scale));
        Assert.Equal(new DecimalType(precision, scale), Literals.TypeOf(literal));
    }

    [Fact]
    public void Times_before_1970_round_down_to_microseconds()
    {
        Assert.Equal(-1, Literals.Of(DateTimeOffset.UnixEpoch.AddTicks(-1)).Timestamp);
        Assert.Equal(-1, Literals.Of(TimeSpan.FromTicks(-1)).DayTimeInterval);
        Assert.Equal(-1, Literals.Of(new DateOnly(1969, 12, 31)).Date);
    }

    [Fact]
    public void Instants_survive() => Gen.Long[0, 253402300799999999].Sample(
        micros => LiteralValues.Read(Literals.Of(DateTimeOffset.UnixEpoch.AddMicroseconds(micros))) is DateTimeOffset back
            && back == DateTimeOffset.UnixEpoch.AddMicroseconds(micros),
        iter: 1000,
        seed: "0000000000000001");

    [Fact]
    public void Values_come_back_from_literals()
    {
        Assert.Equal(12.50m, LiteralValues.Read(Literals.Of(12.50m)));
        Assert.Equal(new DateOnly(2024, 2, 29), LiteralValues.Read(Literals.Of(new DateOnly(2024, 2, 29))));
        Assert.Equal(new object?[] { 1, null }, LiteralValues.Read(Literals.Of(new int?[] { 1, null })));
        Assert.Null(LiteralValues.Read(Literals.Of(null)));
    }

    [Fact]
    public void What_is_no_literal_is_refused_by_type()
    {
        Assert.Contains("Version", Assert.Throws<ArgumentException>(() => Functions.Lit(new Version(1, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Functions.Lit(DayOfWeek.Monday));
        Assert.Throws<ArgumentException>(() => Functions.Lit(new object[] { 1, "x" }));
    }

    [Fact]
    public void A_column_stays_itself()
    {
        Column column = Functions.Col("a");
        Expression expression = Functions.Lit(column).Expression;

        Assert.Same(column.Expression, expression);
    }
}
