using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Tests.Resolving;

/// <summary>Precision and scale of decimal results, with the figures that Spark gives.</summary>
public sealed class DecimalRulesTests
{
    [Theory]
    [InlineData("+", 10, 2, 5, 3, 12, 3)]
    [InlineData("+", 38, 10, 38, 10, 38, 9)]
    [InlineData("+", 38, 0, 1, 0, 38, 0)]
    [InlineData("*", 10, 2, 5, 3, 16, 5)]
    [InlineData("*", 38, 10, 38, 10, 38, 6)]
    [InlineData("*", 20, 10, 20, 10, 38, 17)]
    [InlineData("/", 10, 2, 5, 3, 19, 8)]
    [InlineData("/", 10, 2, 1, 0, 14, 6)]
    [InlineData("/", 38, 10, 38, 10, 38, 6)]
    [InlineData("%", 10, 2, 5, 3, 5, 3)]
    [InlineData("%", 5, 3, 10, 2, 5, 3)]
    public void Operators_give_the_precision_of_Spark(string symbol, int p1, int s1, int p2, int s2, int precision, int scale)
    {
        DecimalType left = new(p1, s1);
        DecimalType right = new(p2, s2);

        DecimalType result = symbol switch
        {
            "+" => DecimalRules.Add(left, right),
            "*" => DecimalRules.Multiply(left, right),
            "/" => DecimalRules.Divide(left, right),
            _ => DecimalRules.Remainder(left, right),
        };

        Assert.Equal(new DecimalType(precision, scale), result);
    }

    [Theory]
    [InlineData(10, 2, 20, 2)]
    [InlineData(38, 10, 38, 10)]
    public void A_sum_gets_ten_more_digits(int p, int s, int precision, int scale)
        => Assert.Equal(new DecimalType(precision, scale), DecimalRules.Sum(new DecimalType(p, s)));

    [Theory]
    [InlineData(10, 2, 14, 6)]
    [InlineData(38, 18, 38, 22)]
    public void An_average_gets_four_more_digits_behind_the_point(int p, int s, int precision, int scale)
        => Assert.Equal(new DecimalType(precision, scale), DecimalRules.Average(new DecimalType(p, s)));

    [Theory]
    [InlineData(10, 2, 1, 10, 1)]
    [InlineData(10, 2, 5, 11, 2)]
    [InlineData(10, 2, 0, 9, 0)]
    [InlineData(10, 2, -3, 9, 0)]
    [InlineData(3, 2, -5, 6, 0)]
    public void Rounding_may_carry_one_digit_to_the_left(int p, int s, int digits, int precision, int scale)
        => Assert.Equal(new DecimalType(precision, scale), DecimalRules.Round(new DecimalType(p, s), digits));

    [Fact]
    public void The_wider_of_two_decimals_holds_both()
    {
        Assert.Equal(new DecimalType(11, 3), DecimalRules.Wider(new DecimalType(10, 2), new DecimalType(5, 3)));
        Assert.Equal(new DecimalType(38, 18), DecimalRules.Wider(new DecimalType(38, 0), new DecimalType(38, 18)));
    }
}
