using System.Numerics;
using System.Text;
using Apache.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Writers of the types that have no parts.</summary>
internal static class ScalarWriters
{
    private const long TicksPerMicrosecond = 10;
    private const long NanosecondsPerTick = 100;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ColumnWriter Create(DataType type, bool nullable) => type switch
    {
        BooleanType => new BooleanWriter(type, nullable),
        ByteType => new FixedWriter<sbyte>(type, nullable, value => (sbyte)Integer(value, type, sbyte.MinValue, sbyte.MaxValue)),
        ShortType => new FixedWriter<short>(type, nullable, value => (short)Integer(value, type, short.MinValue, short.MaxValue)),
        IntegerType => new FixedWriter<int>(type, nullable, value => (int)Integer(value, type, int.MinValue, int.MaxValue)),
        LongType => new FixedWriter<long>(type, nullable, value => Integer(value, type, long.MinValue, long.MaxValue)),
        FloatType => new FixedWriter<float>(type, nullable, value => value is float f ? f : throw Wrong(value, type)),
        DoubleType => new FixedWriter<double>(type, nullable, value => Double(value, type)),
        DecimalType d => new FixedWriter<Int128>(type, nullable, value => Decimal(value, d)),
        StringType or CharType or VarcharType => new BytesWriter(type, nullable, value => value is string s ? Text(s) : throw Wrong(value, type)),
        BinaryType => new BytesWriter(type, nullable, value => value is byte[] b ? b : throw Wrong(value, type)),
        DateType => new FixedWriter<int>(type, nullable, value => value is DateOnly d ? Days(d) : throw Wrong(value, type)),
        TimestampType => new FixedWriter<long>(type, nullable, value => Instant(value, type)),
        TimestampNtzType => new FixedWriter<long>(type, nullable, value => Local(value, type)),
        TimeType => new FixedWriter<long>(type, nullable, value => value is TimeOnly t ? t.Ticks * NanosecondsPerTick : throw Wrong(value, type)),
        DayTimeIntervalType => new FixedWriter<long>(type, nullable, value => value is TimeSpan t ? Floor(t.Ticks) : throw Wrong(value, type)),
        YearMonthIntervalType => new FixedWriter<int>(type, nullable, value => value is int months ? months : throw Wrong(value, type)),
        _ => throw ArrowValueException.Unsupported(type.SimpleString),
    };

    private static long Integer(object value, DataType type, long min, long max)
    {
        long number = value switch
        {
            sbyte v => v,
            byte v => v,
            short v => v,
            ushort v => v,
            int v => v,
            uint v => v,
            long v => v,
            ulong v when v <= long.MaxValue => (long)v,
            _ => throw Wrong(value, type),
        };
        return number >= min && number <= max
            ? number
            : throw ArrowValueException.OutOfRange($"{number}", type.SimpleString, type.SimpleString, $"Give a number from {min} to {max}.");
    }

    private static double Double(object value, DataType type) => value switch
    {
        double v => v,
        float v => v,
        int or short or sbyte or byte => Integer(value, type, int.MinValue, int.MaxValue),
        _ => throw Wrong(value, type),
    };

    private static Int128 Decimal(object value, DecimalType type)
    {
        SparkDecimal number = value switch
        {
            decimal v => SparkDecimal.FromDecimal(v),
            SparkDecimal v => v,
            sbyte or byte or short or ushort or int or uint or long => new SparkDecimal(Integer(value, type, long.MinValue, long.MaxValue), 0),
            _ => throw Wrong(value, type),
        };
        BigInteger digits = number.Unscaled;
        int move = type.Scale - number.Scale;
        BigInteger rest = BigInteger.Zero;
        digits = move >= 0 ? digits * BigInteger.Pow(10, move) : BigInteger.DivRem(digits, BigInteger.Pow(10, -move), out rest);
        return rest.IsZero && BigInteger.Abs(digits) < BigInteger.Pow(10, type.Precision)
            ? (Int128)digits
            : throw ArrowValueException.OutOfRange(
                $"with scale {number.Scale}", type.SimpleString, type.SimpleString, "Round it, or give the field a wider decimal type.");
    }

    private static byte[] Text(string text)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw ArrowValueException.OutOfRange("with half a surrogate pair", "string", "string", "Give well-formed text.");
        }
    }

    private static int Days(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static long Instant(object value, DataType type) => value switch
    {
        DateTimeOffset v => Floor(v.UtcTicks - DateTime.UnixEpoch.Ticks),
        DateTime { Kind: DateTimeKind.Utc } v => Floor(v.Ticks - DateTime.UnixEpoch.Ticks),
        _ => throw Wrong(value, type),
    };

    private static long Local(object value, DataType type) =>
        value is DateTime { Kind: DateTimeKind.Unspecified } v ? Floor(v.Ticks - DateTime.UnixEpoch.Ticks) : throw Wrong(value, type);

    private static long Floor(long ticks) => (ticks - (((ticks % TicksPerMicrosecond) + TicksPerMicrosecond) % TicksPerMicrosecond)) / TicksPerMicrosecond;

    private static ArrowValueException Wrong(object value, DataType type) => ArrowValueException.OutOfRange(
        $"of type {ValueConverter.Name(value.GetType())}{KindOf(value)}",
        type.SimpleString,
        type.SimpleString,
        $"Give {ValueConverter.Name(ValueConverter.NaturalType(type))}.");

    private static string KindOf(object value) => value is DateTime time ? $" and kind {time.Kind}" : string.Empty;
}

/// <summary>Values of a fixed width.</summary>
internal sealed class FixedWriter<T>(DataType type, bool nullable, Func<object, T> convert) : ColumnWriter(type, nullable)
    where T : struct
{
    private readonly ArrowBuffer.Builder<T> _values = new();

    protected override void AppendValue(object value) => _values.Append(convert(value));

    protected override void AppendEmpty() => _values.Append(default(T));

    protected override ArrayData BuildData(ArrowBuffer validity) =>
        new(ArrowSchemas.ToArrow(Type), Count, NullCount, 0, [validity, _values.Build()]);
}

/// <summary>Booleans, a bit each.</summary>
internal sealed class BooleanWriter(DataType type, bool nullable) : ColumnWriter(type, nullable)
{
    private readonly ArrowBuffer.BitmapBuilder _values = new();

    protected override void AppendValue(object value) => _values.Append(value is bool b ? b : throw Wrong(value, Type));

    protected override void AppendEmpty() => _values.Append(false);

    protected override ArrayData BuildData(ArrowBuffer validity) =>
        new(ArrowSchemas.ToArrow(Type), Count, NullCount, 0, [validity, _values.Build()]);
}

/// <summary>Strings and binary.</summary>
internal sealed class BytesWriter : ColumnWriter
{
    private readonly ArrowBuffer.Builder<int> _offsets = new();
    private readonly ArrowBuffer.Builder<byte> _bytes = new();
    private readonly Func<object, byte[]> _convert;

    public BytesWriter(DataType type, bool nullable, Func<object, byte[]> convert)
        : base(type, nullable)
    {
        _convert = convert;
        _offsets.Append(0);
    }

    protected override void AppendValue(object value)
    {
        _bytes.Append(_convert(value).AsSpan());
        _offsets.Append(_bytes.Length);
    }

    protected override void AppendEmpty() => _offsets.Append(_bytes.Length);

    protected override ArrayData BuildData(ArrowBuffer validity) =>
        new(ArrowSchemas.ToArrow(Type), Count, NullCount, 0, [validity, _offsets.Build(), _bytes.Build()]);
}

/// <summary>Nothing but nulls.</summary>
internal sealed class NullWriter() : ColumnWriter(DataTypes.Null, nullable: true)
{
    protected override void AppendValue(object value) => throw Wrong(value, Type);

    protected override void AppendEmpty()
    {
        // Arrow's null type has no buffers.
    }

    protected override ArrayData BuildData(ArrowBuffer validity) => new(ArrowSchemas.ToArrow(Type), Count, Count, 0, []);
}
