using System.Globalization;
using System.Numerics;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>
/// The narrowest type for all values seen of a column, in Spark's order: int, bigint, decimal (whole numbers beyond bigint),
/// double, date, timestamp, boolean, string.
/// </summary>
internal sealed class CsvTypeGuess(CsvOptions options)
{
    private enum Kind
    {
        None,
        Integer,
        Long,
        Decimal,
        Double,
        Date,
        Timestamp,
        Boolean,
        String,
    }

    private Kind _kind;
    private int _precision;

    /// <summary>The type; string when no value was seen.</summary>
    public DataType Type => _kind switch
    {
        Kind.Integer => DataTypes.Integer,
        Kind.Long => DataTypes.Long,
        Kind.Decimal => DataTypes.Decimal(_precision, 0),
        Kind.Double => DataTypes.Double,
        Kind.Date => DataTypes.Date,
        Kind.Timestamp => DataTypes.Timestamp,
        Kind.Boolean => DataTypes.Boolean,
        _ => DataTypes.String,
    };

    /// <summary>Takes a value that is not null into account.</summary>
    public void Look(ReadOnlySpan<byte> text)
    {
        if (_kind != Kind.String)
        {
            _kind = Merge(_kind, KindOf(text));
        }
    }

    private static Kind Merge(Kind seen, Kind more) => (seen, more) switch
    {
        (Kind.None, _) => more,
        _ when seen == more => seen,
        ( <= Kind.Double, <= Kind.Double) => (Kind)Math.Max((int)seen, (int)more),
        (Kind.Date, Kind.Timestamp) or (Kind.Timestamp, Kind.Date) => Kind.Timestamp,
        _ => Kind.String,
    };

    private Kind KindOf(ReadOnlySpan<byte> text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return Kind.Integer;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return Kind.Long;
        }

        if (text.Length is > 18 and <= 39 && BigInteger.TryParse(System.Text.Encoding.ASCII.GetString(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            int digits = BigInteger.Abs(whole).ToString(CultureInfo.InvariantCulture).Length;
            _precision = Math.Max(_precision, digits);
            return digits <= DecimalType.MaxPrecision ? Kind.Decimal : Kind.Double;
        }

        bool named = text.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(options.NanValue))
            || text.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(options.PositiveInf))
            || text.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(options.NegativeInf));
        if (named || CsvValues.TryFloating<double>(text, out _))
        {
            return Kind.Double;
        }

        return KindOfTime(text);
    }

    // Without a pattern a date is inferred only from the full form yyyy-MM-dd.
    private Kind KindOfTime(ReadOnlySpan<byte> text)
    {
        bool mayBeDate = options.Times.HasDatePattern || (text.Length == 10 && text[4] == '-' && text[7] == '-');
        if (mayBeDate && options.Times.TryDate(text, out _))
        {
            return Kind.Date;
        }

        if (options.Times.TryTimestamp(text, out _))
        {
            return Kind.Timestamp;
        }

        bool isBoolean = System.Text.Ascii.EqualsIgnoreCase(text, "true"u8) || System.Text.Ascii.EqualsIgnoreCase(text, "false"u8);
        return isBoolean ? Kind.Boolean : Kind.String;
    }
}
