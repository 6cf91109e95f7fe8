using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Spark.Tests.Arrow;

public sealed class SparkDecimalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.01")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public void What_a_decimal_can_hold_becomes_one(string text)
    {
        SparkDecimal number = SparkDecimal.Parse(text);

        Assert.True(number.TryToDecimal(out decimal value));
        Assert.Equal(text, value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(number, SparkDecimal.FromDecimal(value));
        Assert.Equal(text, number.ToString());
    }

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("0.00000000000000000000000000001")]
    public void What_it_cannot_hold_does_not(string text)
    {
        SparkDecimal number = SparkDecimal.Parse(text);

        Assert.False(number.TryToDecimal(out _));
        Assert.Equal(text, number.ToString());
    }

    [Fact]
    public void Zeros_at_the_end_do_not_matter()
    {
        SparkDecimal left = SparkDecimal.Parse("1.50");
        SparkDecimal right = SparkDecimal.Parse("1.5");

        Assert.True(left == right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.True(SparkDecimal.Parse("10.00000000000000000000000000000000000").TryToDecimal(out decimal ten));
        Assert.Equal(10m, ten);
        Assert.True(SparkDecimal.Parse("-1") < left);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("one")]
    public void Other_texts_are_refused(string text) => Assert.Throws<FormatException>(() => SparkDecimal.Parse(text));
}
