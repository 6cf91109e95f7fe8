using System.Globalization;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Floating-point numbers as Java writes them: 1.0, 1.0E7, 1.0E-5, Infinity, NaN.</summary>
internal static class JavaNumber
{
    public static string Format(double value) => Format(value, value.ToString(IsLeast(value) ? "E1" : "R", CultureInfo.InvariantCulture));

    public static string Format(float value) => Format(value, value.ToString(IsLeast(value) ? "E1" : "R", CultureInfo.InvariantCulture));

    // One digit tells the least numbers apart, but Java never writes fewer than two: 4.9E-324, 1.4E-45.
    private static bool IsLeast(double value) => Math.Abs(value) < 1e-322;

    private static bool IsLeast(float value) => MathF.Abs(value) < 1e-43f;

    private static string Format(double value, string shortest)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0.0" : "0.0";
        }

        (string digits, int exponent) = Digits(shortest);
        string sign = value < 0 ? "-" : string.Empty;
        if (exponent is >= -3 and < 7)
        {
            return sign + Plain(digits, exponent);
        }

        string fraction = digits.Length > 1 ? digits[1..] : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{fraction}E{exponent}");
    }

    // The significant digits without zeros around them, and the exponent of the first one.
    private static (string Digits, int Exponent) Digits(string shortest)
    {
        string text = shortest.TrimStart('-');
        int exponent = 0;
        int at = text.IndexOf('E', StringComparison.Ordinal);
        if (at >= 0)
        {
            exponent = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..at];
        }

        int point = text.IndexOf('.', StringComparison.Ordinal);
        string digits = text.Replace(".", string.Empty, StringComparison.Ordinal);
        exponent += (point < 0 ? text.Length : point) - 1;
        int leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), exponent - leading);
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0') + ".0"
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
