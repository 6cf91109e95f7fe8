using System.Numerics;
using System.Text;
using BigData.Delta.Schemas;
using CsCheck;

namespace BigData.Delta.Tests.Schemas;

public sealed class DeltaValueTests
{
    [Theory]
    [InlineData("long", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("byte", "7", "7")]
    [InlineData("boolean", "true", "true")]
    [InlineData("boolean", "False", "false")]
    [InlineData("decimal(38,18)", "12.000000000000000000", "12.000000000000000000")]
    [InlineData("decimal(10,2)", "-1E+3", "-1000")]
    [InlineData("decimal(10,2)", "-0.05", "-0.05")]
    [InlineData("double", "1", "1.0")]
    [InlineData("double", "-Infinity", "-Infinity")]
    [InlineData("double", "NaN", "NaN")]
    [InlineData("double", "0.1", "0.1")]
    [InlineData("date", "0001-01-01", "0001-01-01")]
    [InlineData("timestamp", "2024-01-31T08:45:00.000001Z", "2024-01-31T08:45:00.000001Z")]
    [InlineData("timestamp", "2024-01-31 08:45:00", "2024-01-31T08:45:00.000000Z")]
    [InlineData("timestamp", "2024-01-31T08:45:00.5+01:00", "2024-01-31T07:45:00.500000Z")]
    [InlineData("timestamp_ntz", "2024-01-31 08:45:00.12", "2024-01-31 08:45:00.12")]
    [InlineData("timestamp_ntz", "1969-12-31 23:59:59", "1969-12-31 23:59:59")]
    [InlineData("string", " x ", " x ")]
    public void A_text_becomes_a_value_and_a_text_again(string type, string text, string expected) =>
        Assert.Equal(expected, DeltaValue.TryParse(DeltaPrimitiveType.Parse(type), text)?.ToPartitionText());

    [Theory]
    [InlineData("long", "1.0")]
    [InlineData("long", "")]
    [InlineData("boolean", "1")]
    [InlineData("date", "2024-02-30")]
    [InlineData("date", "+12345-01-01")]
    [InlineData("timestamp", "yesterday")]
    [InlineData("decimal(10,2)", "1E+999999999")]
    [InlineData("interval", "1 day")]
    public void A_text_that_is_no_value_of_the_type_is_nothing(string type, string text) =>
        Assert.Null(DeltaValue.TryParse(DeltaPrimitiveType.Parse(type), text));

    [Fact]
    public void Texts_compare_as_their_utf8_bytes_do()
    {
        Gen<string> text = Gen.OneOf(Gen.Char['a', 'b'].Select(c => c.ToString()), Gen.Const("é"), Gen.Const("\uE000"), Gen.Const("\uFFFD"), Gen.Const("😀"), Gen.Const("\U0010FFFF"))
            .Array[0, 4].Select(string.Concat);
        Gen.Select(text, text).Sample((a, b) =>
            Math.Sign(DeltaValue.String(a).CompareTo(DeltaValue.String(b))!.Value)
                == Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))));
    }

    [Fact]
    public void Decimals_keep_their_order_and_their_text_whatever_the_scale()
    {
        Gen.Decimal[-1_000_000m, 1_000_000m].Select(Gen.Decimal[-1_000_000m, 1_000_000m]).Sample((a, b) =>
        {
            DeltaDecimal left = DeltaDecimal.FromDecimal(a);
            DeltaDecimal right = DeltaDecimal.FromDecimal(b);
            return Math.Sign(left.CompareTo(right)) == Math.Sign(a.CompareTo(b))
                && left.ToString() == a.ToString(System.Globalization.CultureInfo.InvariantCulture)
                && DeltaDecimal.TryParse(left.ToString(), out DeltaDecimal again) && again == left && again.GetHashCode() == left.GetHashCode();
        });
        Assert.Equal(new DeltaDecimal(150, 2), new DeltaDecimal(15, 1));
        Assert.Equal(new DeltaDecimal(150, 2).GetHashCode(), new DeltaDecimal(15, 1).GetHashCode());
        Assert.True(new DeltaDecimal(BigInteger.Pow(10, 38), 0) > DeltaDecimal.FromDecimal(decimal.MaxValue));
    }

    [Fact]
    public void Nan_is_above_all_numbers_and_zeros_are_equal()
    {
        Assert.Equal(1, DeltaValue.Double(double.NaN).CompareTo(DeltaValue.Double(double.PositiveInfinity)));
        Assert.Equal(0, DeltaValue.Double(double.NaN).CompareTo(DeltaValue.Double(double.NaN)));
        Assert.Equal(DeltaValue.Double(0.0), DeltaValue.Double(-0.0));
        Assert.Null(DeltaValue.Long(1).CompareTo(DeltaValue.String("1")));
        Assert.Null(DeltaValue.Timestamp(1).CompareTo(DeltaValue.TimestampNtz(1)));
        Assert.Equal(0, DeltaValue.Long(2).CompareTo(DeltaValue.Decimal(2.00m)));
    }

    [Fact]
    public void A_date_without_text_form_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => DeltaValue.Date(3_000_000).ToPartitionText());
}
