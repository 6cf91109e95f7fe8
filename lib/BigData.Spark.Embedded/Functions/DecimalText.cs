using System.Globalization;
using System.Numerics;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Decimals as plain text and back.</summary>
internal static class DecimalText
{
    /// <summary>Digits with a point before the last <paramref name="scale"/>.</summary>
    public static string Format(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            digits = digits.PadLeft(scale + 1, '0');
            digits = $"{digits[..^scale]}.{digits[^scale..]}";
        }

        return unscaled.Sign < 0 ? "-" + digits : digits;
    }

    /// <summary>Reads a decimal with point and exponent, as Java's BigDecimal does.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="unscaled">The digits as a number.</param>
    /// <param name="scale">How many of them stand behind the point; negative for trailing zeros.</param>
    /// <returns>False when it is no number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out BigInteger unscaled, out int scale)
    {
        unscaled = default;
        scale = 0;
        int exponentAt = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        bool negative = mantissa.Length > 0 && mantissa[0] == '-';
        if (mantissa.Length > 0 && mantissa[0] is '-' or '+')
        {
            mantissa = mantissa[1..];
        }

        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        unscaled = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        unscaled = negative ? -unscaled : unscaled;
        scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        return true;
    }

    /// <summary>The unscaled value at another scale, rounded half away from zero.</summary>
    public static BigInteger Rescale(BigInteger unscaled, int from, int to)
    {
        if (to >= from)
        {
            return unscaled * BigInteger.Pow(10, to - from);
        }

        return DivideHalfUp(unscaled, BigInteger.Pow(10, from - to));
    }

    /// <summary>The quotient rounded half away from zero.</summary>
    public static BigInteger DivideHalfUp(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
        return BigInteger.Abs(remainder) * 2 >= BigInteger.Abs(divisor) ? quotient + (dividend.Sign * divisor.Sign) : quotient;
    }

    /// <summary>Whether a number has at most so many digits.</summary>
    public static bool HasAtMost(BigInteger unscaled, int digits) => BigInteger.Abs(unscaled) < BigInteger.Pow(10, digits);
}
