using System.Globalization;
using System.Numerics;

namespace BigData.Delta.Schemas;

/// <summary>A decimal number of any size: <c>Unscaled / 10^Scale</c>.</summary>
/// <param name="Unscaled">The digits.</param>
/// <param name="Scale">Number of digits behind the point.</param>
public readonly record struct DeltaDecimal(BigInteger Unscaled, int Scale) : IComparable<DeltaDecimal>
{
    /// <summary>The same number.</summary>
    public static DeltaDecimal FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new DeltaDecimal(value < 0 ? -digits : digits, value.Scale);
    }

    /// <inheritdoc/>
    public int CompareTo(DeltaDecimal other)
    {
        int scale = Math.Max(Scale, other.Scale);
        return Rescale(scale).CompareTo(other.Rescale(scale));
    }

    /// <inheritdoc/>
    public bool Equals(DeltaDecimal other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        BigInteger digits = Unscaled;
        for (int scale = Scale; scale > 0 && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }

        return digits.GetHashCode();
    }

    /// <summary>Whether the left number is smaller.</summary>
    public static bool operator <(DeltaDecimal left, DeltaDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is not larger.</summary>
    public static bool operator <=(DeltaDecimal left, DeltaDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is larger.</summary>
    public static bool operator >(DeltaDecimal left, DeltaDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is not smaller.</summary>
    public static bool operator >=(DeltaDecimal left, DeltaDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>Parses plain or exponent notation without loss.</summary>
    /// <param name="text">For example <c>-12.50</c> or <c>1E+3</c>.</param>
    /// <param name="value">The number.</param>
    /// <returns>False when the text is not a number or its exponent is beyond any decimal column.</returns>
    public static bool TryParse(string text, out DeltaDecimal value)
    {
        value = default;
        int exponent = 0;
        string mantissa = text;
        int mark = text.AsSpan().IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            mantissa = text[..mark];
            if (!int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs(exponent) > 100)
            {
                return false;
            }
        }

        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger unscaled))
        {
            return false;
        }

        value = scale < 0 ? new DeltaDecimal(unscaled * BigInteger.Pow(10, -scale), 0) : new DeltaDecimal(unscaled, scale);
        return true;
    }

    /// <summary>All digits, the scale's zeros included, never with an exponent.</summary>
    public override string ToString()
    {
        string digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string text = Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}";
        return Unscaled.Sign < 0 ? "-" + text : text;
    }

    internal BigInteger Rescale(int scale) => Unscaled * BigInteger.Pow(10, scale - Scale);
}
