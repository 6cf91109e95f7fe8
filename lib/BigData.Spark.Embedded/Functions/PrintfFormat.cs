using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Java's format strings: %s, %d, %f, %e, %x, %c, %b, %% with flags, width and precision.</summary>
internal static partial class PrintfFormat
{
    /// <summary>The text with the values in their places.</summary>
    /// <param name="format">The format.</param>
    /// <param name="kinds">One character a value: i (whole), f (fractional), s (other).</param>
    /// <param name="values">The values as text; null for null.</param>
    public static string Apply(string format, string kinds, IReadOnlyList<string?> values)
    {
        int next = 0;
        return Specifier().Replace(format, match =>
        {
            char conversion = match.Groups["conversion"].ValueSpan[0];
            if (conversion is '%' or 'n')
            {
                return conversion == 'n' ? "\n" : "%";
            }

            int index = match.Groups["index"].Success ? int.Parse(match.Groups["index"].ValueSpan[..^1], CultureInfo.InvariantCulture) - 1 : next++;
            if (index >= values.Count)
            {
                throw SparkErrors.Create("USER_RAISED_EXCEPTION", ("errorMessage", $"Format specifier '{match.Value}'"));
            }

            string flags = match.Groups["flags"].Value;
            int? precision = match.Groups["precision"].Success ? int.Parse(match.Groups["precision"].ValueSpan[1..], CultureInfo.InvariantCulture) : null;
            string text = One(conversion, values[index], kinds[index], flags, precision);
            return Pad(text, flags, match.Groups["width"].Success ? int.Parse(match.Groups["width"].ValueSpan, CultureInfo.InvariantCulture) : 0);
        });
    }

    private static string One(char conversion, string? value, char kind, string flags, int? precision)
    {
        if (value is null)
        {
            return conversion is 'b' ? "false" : "null";
        }

        switch (conversion)
        {
            case 's' or 'S':
                string text = precision is { } most && most < value.Length ? value[..most] : value;
                return conversion == 'S' ? text.ToUpperInvariant() : text;
            case 'd' when kind == 'i':
                return Sign(BigInteger.Parse(value, CultureInfo.InvariantCulture).ToString(flags.Contains(',', StringComparison.Ordinal) ? "N0" : "D", CultureInfo.InvariantCulture), flags);
            case 'f' when kind == 'f' && DecimalText.TryParse(value, out BigInteger unscaled, out int scale):
                return Sign(Grouped(DecimalText.Format(DecimalText.Rescale(unscaled, scale, precision ?? 6), precision ?? 6), flags), flags);
            case 'e' or 'E' when kind == 'f':
                string number = double.Parse(value, CultureInfo.InvariantCulture).ToString("0." + new string('0', precision ?? 6) + "e+00", CultureInfo.InvariantCulture);
                return conversion == 'E' ? number.ToUpperInvariant() : number;
            case 'x' or 'X' when kind == 'i':
                string hex = long.Parse(value, CultureInfo.InvariantCulture).ToString("x", CultureInfo.InvariantCulture);
                return conversion == 'X' ? hex.ToUpperInvariant() : hex;
            case 'c' when kind == 'i':
                return char.ConvertFromUtf32(int.Parse(value, CultureInfo.InvariantCulture));
            case 'b':
                return value is "true" or "false" ? value : "true";
            default:
                throw SparkErrors.Create("USER_RAISED_EXCEPTION", ("errorMessage", $"The format conversion %{conversion} does not fit the value {value}."));
        }
    }

    private static string Grouped(string plain, string flags)
    {
        if (!flags.Contains(',', StringComparison.Ordinal))
        {
            return plain;
        }

        int point = plain.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? plain : plain[..point];
        return BigInteger.Parse(whole, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture) + (point < 0 ? string.Empty : plain[point..]);
    }

    private static string Sign(string text, string flags)
        => text.StartsWith('-') ? text
            : flags.Contains('+', StringComparison.Ordinal) ? "+" + text
            : flags.Contains(' ', StringComparison.Ordinal) ? " " + text : text;

    private static string Pad(string text, string flags, int width)
    {
        if (flags.Contains('-', StringComparison.Ordinal))
        {
            return text.PadRight(width);
        }

        if (!flags.Contains('0', StringComparison.Ordinal) || text.Length >= width)
        {
            return text.PadLeft(width);
        }

        int signs = text[0] is '-' or '+' ? 1 : 0;
        return new StringBuilder().Append(text, 0, signs).Append('0', width - text.Length).Append(text, signs, text.Length - signs).ToString();
    }

    [GeneratedRegex(@"%(?<index>\d+\$)?(?<flags>[-#+ 0,(]*)(?<width>\d+)?(?<precision>\.\d+)?(?<conversion>[a-zA-Z%])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Specifier();
}
