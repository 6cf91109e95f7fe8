using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using Apache.Arrow.Types;
using BigData.Spark.Embedded.Sources.Columns;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;
using SparkTypes = BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Reads values from fields by the rules of Spark's CSV reader, which are those of Java's parsers.</summary>
internal static class CsvValues
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>A column of the type; text that is no value of it is a bad record.</summary>
    /// <exception cref="Sql.AnalysisException">UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE.</exception>
    public static FieldBuilder Column(StructField field, CsvOptions options) => field.DataType switch
    {
        SparkTypes.StringType or CharType or VarcharType => new TextBuilder(),
        SparkTypes.BinaryType => new TextBuilder(isBinary: true),
        SparkTypes.BooleanType => new BooleanBuilder(),
        ByteType => new ValueBuilder<sbyte>(Int8Type.Default, Whole),
        ShortType => new ValueBuilder<short>(Int16Type.Default, Whole),
        SparkTypes.IntegerType => new ValueBuilder<int>(Int32Type.Default, Whole),
        LongType => new ValueBuilder<long>(Int64Type.Default, Whole),
        SparkTypes.FloatType => new ValueBuilder<float>(Apache.Arrow.Types.FloatType.Default, Floating<float>(options)),
        SparkTypes.DoubleType => new ValueBuilder<double>(Apache.Arrow.Types.DoubleType.Default, Floating<double>(options)),
        SparkTypes.DecimalType t => new ValueBuilder<Int128>(
            new Decimal128Type(t.Precision, t.Scale), (ReadOnlySpan<byte> text, out Int128 value) => TryDecimal(text, t, out value)),
        SparkTypes.DateType => new ValueBuilder<int>(Date32Type.Default, options.Times.TryDate),
        SparkTypes.TimestampType => new ValueBuilder<long>(
            new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, "UTC"),
            options.Times.TryTimestamp),
        TimestampNtzType => new ValueBuilder<long>(
            new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, (string?)null),
            options.Times.TryTimestampNtz),
        _ => throw SparkErrors.Create(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
            ("format", "CSV"),
            ("columnName", SqlNames.Quote(field.Name)),
            ("columnType", $"\"{field.DataType.Sql}\"")),
    };

    private static bool Whole<T>(ReadOnlySpan<byte> text, out T value)
        where T : IBinaryInteger<T>
        => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value!);

    private static ValueParser<T> Floating<T>(CsvOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] nan = Encoding.UTF8.GetBytes(options.NanValue);
        byte[] positive = Encoding.UTF8.GetBytes(options.PositiveInf);
        byte[] negative = Encoding.UTF8.GetBytes(options.NegativeInf);
        return (ReadOnlySpan<byte> text, out T value) =>
        {
            if (text.SequenceEqual(nan))
            {
                value = T.Abs(T.NaN);
                return true;
            }

            if (text.SequenceEqual(positive) || text.SequenceEqual(negative))
            {
                value = text.SequenceEqual(positive) ? T.PositiveInfinity : T.NegativeInfinity;
                return true;
            }

            return TryFloating(text, out value);
        };
    }

    // Java's parseDouble: blanks around it, a suffix d or f, the words NaN and Infinity.
    internal static bool TryFloating<T>(ReadOnlySpan<byte> text, out T value)
        where T : IFloatingPointIeee754<T>
    {
        text = Trim(text);
        bool minus = text.StartsWith("-"u8);
        ReadOnlySpan<byte> unsigned = minus || text.StartsWith("+"u8) ? text[1..] : text;
        if (unsigned.SequenceEqual("NaN"u8) || unsigned.SequenceEqual("Infinity"u8))
        {
            value = unsigned[0] == 'N' ? T.Abs(T.NaN) : minus ? T.NegativeInfinity : T.PositiveInfinity;
            return true;
        }

        if (text.Length > 1 && text[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F')
        {
            text = text[..^1];
        }

        value = T.Zero;
        return !text.ContainsAnyExcept(NumberBytes) && T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value!);
    }

    // Java's BigDecimal, after commas were taken out; rounded half up to the scale, refused beyond the precision.
    internal static bool TryDecimal(ReadOnlySpan<byte> text, SparkTypes.DecimalType type, out Int128 value)
    {
        value = 0;
        string digits = Encoding.ASCII.GetString(text).Replace(",", "", StringComparison.Ordinal);
        int e = digits.IndexOfAny(['e', 'E']);
        int exponent = 0;
        if (e >= 0 && !int.TryParse(digits.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        string mantissa = e < 0 ? digits : digits[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (!whole.AsSpan().ContainsAnyInRange('0', '9') || Math.Abs(exponent) > 1000
            || !BigInteger.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger unscaled))
        {
            return false;
        }

        BigInteger scaled = Rescale(unscaled, (point < 0 ? 0 : mantissa.Length - point - 1) - exponent, type.Scale);
        bool fits = BigInteger.Abs(scaled) < BigInteger.Pow(10, type.Precision);
        value = fits ? (Int128)scaled : 0;
        return fits;
    }

    private static BigInteger Rescale(BigInteger unscaled, int from, int to)
    {
        if (to >= from)
        {
            return unscaled * BigInteger.Pow(10, to - from);
        }

        BigInteger divisor = BigInteger.Pow(10, from - to);
        BigInteger quotient = BigInteger.DivRem(unscaled, divisor, out BigInteger rest);
        return BigInteger.Abs(rest) * 2 >= divisor ? quotient + unscaled.Sign : quotient;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int first = text.IndexOfAnyExceptInRange((byte)0, (byte)' ');
        return first < 0 ? default : text[first..(text.LastIndexOfAnyExceptInRange((byte)0, (byte)' ') + 1)];
    }
}
