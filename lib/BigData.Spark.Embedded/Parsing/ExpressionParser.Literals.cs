using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Constants: numbers with their suffixes, dates and times, bytes.</summary>
internal sealed partial class ExpressionParser
{
    private const string SupportedLiterals = "\"DATE\", \"TIMESTAMP_NTZ\", \"TIMESTAMP_LTZ\", \"TIMESTAMP\", \"INTERVAL\", \"X\", \"TIME\"";

    private Literal NumberLiteral()
    {
        int start = _tokens.Current.Start;
        string sign = _tokens.TrySymbol("-") ? "-" : "";
        Token token = _tokens.Next();
        string digits = _tokens.TextOf(token);
        return At(start, token.Kind switch
        {
            TokenKind.Integer => Whole(sign + digits),
            TokenKind.SizedInteger => Sized(start, sign + digits[..^1], char.ToUpperInvariant(digits[^1])),
            TokenKind.Float => Floating(start, sign + digits[..^1], isFloat: true),
            TokenKind.Double => Floating(start, sign + digits.TrimEnd('d', 'D'), isFloat: false),
            _ => ExactDecimal(start, sign + digits.TrimEnd('d', 'D', 'b', 'B')),
        });
    }

    private static Literal Whole(string digits)
    {
        BigInteger value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            return new Literal(DataTypes.Integer, (int)value);
        }

        return value >= long.MinValue && value <= long.MaxValue
            ? new Literal(DataTypes.Long, (long)value)
            : DecimalLiteral(value, 0);
    }

    private Literal Sized(int start, string digits, char suffix)
    {
        BigInteger value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        (BigInteger min, BigInteger max, string type) = suffix switch
        {
            'Y' => ((BigInteger)sbyte.MinValue, (BigInteger)sbyte.MaxValue, "tinyint"),
            'S' => (short.MinValue, short.MaxValue, "smallint"),
            _ => (long.MinValue, long.MaxValue, "bigint"),
        };
        if (value < min || value > max)
        {
            throw OutOfRange(start, digits, min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture), type);
        }

        return suffix switch
        {
            'Y' => new Literal(DataTypes.Byte, (sbyte)value),
            'S' => new Literal(DataTypes.Short, (short)value),
            _ => new Literal(DataTypes.Long, (long)value),
        };
    }

    private Literal Floating(int start, string digits, bool isFloat)
    {
        double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        float single = float.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (isFloat ? float.IsInfinity(single) : double.IsInfinity(value))
        {
            string max = isFloat ? "3.4028234663852886E+38" : "1.7976931348623157E+308";
            throw OutOfRange(start, digits, "-" + max, max, isFloat ? "float" : "double");
        }

        return isFloat ? new Literal(DataTypes.Float, single) : new Literal(DataTypes.Double, value);
    }

    private Literal ExactDecimal(int start, string digits)
    {
        int e = digits.IndexOfAny(['e', 'E']);
        int exponent = e < 0 ? 0 : int.Parse(digits.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? digits : digits[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        BigInteger unscaled = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        if (scale < 0 && -scale > DecimalType.MaxPrecision)
        {
            int precision = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length - scale;
            throw ParseErrors.Fragment(
                _tokens.Text,
                start,
                _tokens.PreviousEnd,
                "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
                ("precision", precision.ToString(CultureInfo.InvariantCulture)),
                ("maxPrecision", "38"));
        }

        return scale < 0 ? DecimalLiteral(unscaled * BigInteger.Pow(10, -scale), 0) : DecimalLiteral(unscaled, scale);
    }

    // Precision is the count of digits, at least the scale.
    private static Literal DecimalLiteral(BigInteger unscaled, int scale)
    {
        int digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length;
        int precision = Math.Max(digits, scale);
        if (precision > DecimalType.MaxPrecision)
        {
            throw SparkErrors.Create(
                "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
                ("precision", precision.ToString(CultureInfo.InvariantCulture)),
                ("maxPrecision", "38"));
        }

        return new Literal(new DecimalType(precision, scale), unscaled);
    }

    private Literal TypedLiteral(int start)
    {
        string type = _tokens.TextOf(_tokens.Next()).ToUpperInvariant();
        if (type == "INTERVAL")
        {
            return Interval(start);
        }

        string text = _tokens.String();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Literal? literal = type switch
        {
            "DATE" => DateTimeText.ParseDate(bytes) is { } days ? new Literal(DataTypes.Date, days) : null,
            "TIMESTAMP" or "TIMESTAMP_LTZ" => DateTimeText.ParseTimestamp(bytes, _zone) is { } micros ? new Literal(DataTypes.Timestamp, micros) : null,
            "TIMESTAMP_NTZ" => DateTimeText.ParseTimestampNtz(bytes) is { } local ? new Literal(DataTypes.TimestampNtz, local) : null,
            "X" => Hex(text) is { } binary ? new Literal(DataTypes.Binary, ValueArray.Create<byte>(binary)) : null,
            "TIME" => throw ParseErrors.Unsupported(
                _tokens.Text, start, "literal TIME", "The type TIME is not part of this version.", "Use a timestamp or a string."),
            _ => throw ParseErrors.Fragment(
                _tokens.Text,
                start,
                _tokens.PreviousEnd,
                "UNSUPPORTED_TYPED_LITERAL",
                ("unsupportedType", $"\"{type}\""),
                ("supportedTypes", SupportedLiterals)),
        };
        return At(start, literal ?? throw ParseErrors.Fragment(
            _tokens.Text, start, _tokens.PreviousEnd, "INVALID_TYPED_LITERAL", ("valueType", $"\"{type}\""), ("value", $"'{text}'")));
    }

    private static byte[]? Hex(string text)
    {
        try
        {
            return Convert.FromHexString(text.Length % 2 == 0 ? text : "0" + text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private Sql.SparkException OutOfRange(int start, string digits, string min, string max, string type)
        => ParseErrors.Fragment(
            _tokens.Text,
            start,
            _tokens.PreviousEnd,
            "INVALID_NUMERIC_LITERAL_RANGE",
            ("rawStrippedQualifier", digits),
            ("minValue", min),
            ("maxValue", max),
            ("typeName", type));
}
