using System.Globalization;
using System.Numerics;

namespace BigData.Spark.Sql;

/// <summary>
/// A decimal number of up to 38 digits, as Spark's <c>decimal(38, s)</c> holds. Values that fit a <see cref="decimal"/>
/// are given as one; this type carries the rest without loss.
/// </summary>
/// <remarks>Numbers are equal when their values are: 1.50 and 1.5 are.</remarks>
public readonly struct SparkDecimal : IEquatable<SparkDecimal>, IComparable<SparkDecimal>, IComparable
{
    private static readonly BigInteger DecimalLimit = BigInteger.One << 96;

    /// <summary>Makes a number from its digits.</summary>
    /// <param name="unscaled">The digits without the point.</param>
    /// <param name="scale">How many digits stand after the point, 0 to 38.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is below 0 or above 38.</exception>
    public SparkDecimal(BigInteger unscaled, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 38);
        Unscaled = unscaled;
        Scale = scale;
    }

    /// <summary>The digits without the point.</summary>
    public BigInteger Unscaled { get; }

    /// <summary>How many digits stand after the point.</summary>
    public int Scale { get; }

    /// <summary>The same number as a <see cref="SparkDecimal"/>.</summary>
    /// <param name="value">Any decimal; its scale is kept.</param>
    /// <returns>The number.</returns>
    public static SparkDecimal FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new SparkDecimal(bits[3] < 0 ? -digits : digits, (bits[3] >> 16) & 0xFF);
    }

    /// <summary>Reads a number such as <c>-12.50</c>; exponents and group separators are not accepted.</summary>
    /// <param name="text">The text, in the invariant culture.</param>
    /// <returns>The number with the scale that the text shows.</returns>
    /// <exception cref="FormatException">The text is not such a number, or has more than 38 digits after the point.</exception>
    public static SparkDecimal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : text.Length - point - 1;
        string digits = point < 0 ? text : text.Remove(point, 1);
        return scale <= 38 && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
            ? new SparkDecimal(value, scale)
            : throw new FormatException($"'{text}' is not a decimal number of at most 38 digits, such as -12.50.");
    }

    /// <summary>Gives the number as a <see cref="decimal"/> when that loses nothing.</summary>
    /// <param name="value">The number, or 0.</param>
    /// <returns>Whether it fits.</returns>
    public bool TryToDecimal(out decimal value)
    {
        BigInteger digits = Unscaled;
        int scale = Scale;
        while (scale > 0 && (scale > 28 || BigInteger.Abs(digits) >= DecimalLimit) && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        value = 0;
        BigInteger size = BigInteger.Abs(digits);
        if (scale > 28 || size >= DecimalLimit)
        {
            return false;
        }

        value = new decimal(
            (int)(uint)(size & uint.MaxValue), (int)(uint)((size >> 32) & uint.MaxValue), (int)(uint)(size >> 64), digits.Sign < 0, (byte)scale);
        return true;
    }

    /// <summary>The nearest double.</summary>
    /// <returns>The number, rounded.</returns>
    public double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(SparkDecimal other)
    {
        int scale = Math.Max(Scale, other.Scale);
        return Rescaled(scale).CompareTo(other.Rescaled(scale));
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        SparkDecimal other => CompareTo(other),
        decimal other => CompareTo(FromDecimal(other)),
        _ => throw new ArgumentException($"A SparkDecimal cannot be compared with a {obj.GetType().Name}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(SparkDecimal other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SparkDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        BigInteger digits = Unscaled;
        int scale = Scale;
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        return HashCode.Combine(digits, scale);
    }

    /// <summary>The number in plain digits with all its decimals, such as <c>-12.50</c>.</summary>
    /// <returns>The text, in the invariant culture.</returns>
    public override string ToString()
    {
        string digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string whole = Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}";
        return Unscaled.Sign < 0 ? "-" + whole : whole;
    }

    /// <summary>Whether two numbers have the same value.</summary>
    public static bool operator ==(SparkDecimal left, SparkDecimal right) => left.Equals(right);

    /// <summary>Whether two numbers differ.</summary>
    public static bool operator !=(SparkDecimal left, SparkDecimal right) => !left.Equals(right);

    /// <summary>Whether the left number is less.</summary>
    public static bool operator <(SparkDecimal left, SparkDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is less or equal.</summary>
    public static bool operator <=(SparkDecimal left, SparkDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is greater.</summary>
    public static bool operator >(SparkDecimal left, SparkDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is greater or equal.</summary>
    public static bool operator >=(SparkDecimal left, SparkDecimal right) => left.CompareTo(right) >= 0;

    private BigInteger Rescaled(int scale) => Unscaled * BigInteger.Pow(10, scale - Scale);
}
