using System.Numerics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using SparkTypes = BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Readers of the types that have no parts.</summary>
internal static class ScalarReaders
{
    private const long TicksPerMicrosecond = 10;
    private const long NanosecondsPerTick = 100;
    private const string Remedy = "Cast the column to string in the query to see it.";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly int FirstDay = Days(DateOnly.MinValue);
    private static readonly int LastDay = Days(DateOnly.MaxValue);
    private static readonly long FirstMicrosecond = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TicksPerMicrosecond;
    private static readonly long LastMicrosecond = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TicksPerMicrosecond;

    public static ValueReader Create(IArrowArray array, DataType type) => (type, array) switch
    {
        (SparkTypes.BooleanType, BooleanArray a) => Reader(a, static (a, i) => a.GetValue(i)!.Value),
        (ByteType, Int8Array a) => Reader(a, static (a, i) => a.Values[i]),
        (ShortType, Int16Array a) => Reader(a, static (a, i) => a.Values[i]),
        (SparkTypes.IntegerType, Int32Array a) => Reader(a, static (a, i) => a.Values[i]),
        (LongType, Int64Array a) => Reader(a, static (a, i) => a.Values[i]),
        (SparkTypes.FloatType, FloatArray a) => Reader(a, static (a, i) => a.Values[i]),
        (SparkTypes.DoubleType, DoubleArray a) => Reader(a, static (a, i) => a.Values[i]),
        (DecimalType d, Decimal128Array a) => new DelegateReader(a, i => Decimal(a, i, d.Scale)),
        (SparkTypes.StringType or CharType or VarcharType, StringArray a) => Reader(a, static (a, i) => Text(a.GetBytes(i))),
        (SparkTypes.StringType or CharType or VarcharType, LargeStringArray a) => Reader(a, static (a, i) => Text(a.GetBytes(i))),
        (SparkTypes.StringType or CharType or VarcharType, StringViewArray a) => Reader(a, static (a, i) => Text(a.GetBytes(i))),
        (SparkTypes.BinaryType, BinaryArray a) => Reader(a, static (a, i) => a.GetBytes(i).ToArray()),
        (SparkTypes.BinaryType, LargeBinaryArray a) => Reader(a, static (a, i) => a.GetBytes(i).ToArray()),
        (SparkTypes.BinaryType, BinaryViewArray a) => Reader(a, static (a, i) => a.GetBytes(i).ToArray()),
        (SparkTypes.DateType, Date32Array a) => Reader(a, static (a, i) => Date(a.Values[i])),
        (SparkTypes.TimestampType, TimestampArray a) when IsMicroseconds(a) => Reader(a, static (a, i) => new DateTimeOffset(Instant(a.Values[i], "timestamp", "DateTimeOffset"), TimeSpan.Zero)),
        (TimestampNtzType, TimestampArray a) when IsMicroseconds(a) => Reader(a, static (a, i) => Instant(a.Values[i], "timestamp_ntz", "DateTime")),
        (SparkTypes.TimeType, Time64Array a) => new DelegateReader(a, i => Time(a.Values[i], ((Time64Type)a.Data.DataType).Unit)),
        (DayTimeIntervalType, DurationArray a) when ((DurationType)a.Data.DataType).Unit == TimeUnit.Microsecond => Reader(a, static (a, i) => Duration(a.Values[i])),
        (YearMonthIntervalType, YearMonthIntervalArray a) => Reader(a, static (a, i) => a.Values[i].Months),
        (CalendarIntervalType or SparkTypes.VariantType or GeometryType or GeographyType, _) =>
            throw ArrowValueException.Unsupported(type.SimpleString),
        _ => throw ArrowValueException.Invalid($"{array.Data.DataType.Name} is not how {type.SimpleString} is sent."),
    };

    private static DelegateReader Reader<TArray, T>(TArray array, Func<TArray, int, T> read)
        where TArray : IArrowArray => new(array, i => read(array, i));

    private static bool IsMicroseconds(TimestampArray array) =>
        ((Apache.Arrow.Types.TimestampType)array.Data.DataType).Unit == TimeUnit.Microsecond;

    // Array.ValueBuffer holds 16 bytes a value, little endian; Apache.Arrow's own accessor loses digits beyond 28.
    private static object Decimal(Decimal128Array array, int index, int scale)
    {
        var digits = new BigInteger(array.ValueBuffer.Span.Slice((array.Offset + index) * 16, 16));
        var value = new SparkDecimal(digits, scale);
        return value.TryToDecimal(out decimal small) ? small : value;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw ArrowValueException.OutOfRange("with bytes that are not UTF-8", "string", "string", "Cast the column to binary in the query to see it.");
        }
    }

    private static DateOnly Date(int days) =>
        days >= FirstDay && days <= LastDay
            ? DateOnly.FromDayNumber(days - FirstDay)
            : throw ArrowValueException.OutOfRange($"{days} days from 1970-01-01", "date", "DateOnly (years 1 to 9999)", Remedy);

    private static DateTime Instant(long microseconds, string type, string target) =>
        microseconds >= FirstMicrosecond && microseconds <= LastMicrosecond
            ? new DateTime(DateTime.UnixEpoch.Ticks + (microseconds * TicksPerMicrosecond), DateTimeKind.Unspecified)
            : throw ArrowValueException.OutOfRange($"{microseconds} microseconds from 1970-01-01", type, $"{target} (years 1 to 9999)", Remedy);

    private static TimeOnly Time(long value, TimeUnit unit)
    {
        long ticks = unit == TimeUnit.Nanosecond ? value / NanosecondsPerTick : value * TicksPerMicrosecond;
        bool exact = unit != TimeUnit.Nanosecond || value % NanosecondsPerTick == 0;
        return exact && value >= 0 && ticks < TimeSpan.TicksPerDay
            ? new TimeOnly(ticks)
            : throw ArrowValueException.OutOfRange($"{value} {unit}s of a day", "time", "TimeOnly (100 ns)", Remedy);
    }

    private static TimeSpan Duration(long microseconds) =>
        microseconds is >= long.MinValue / TicksPerMicrosecond and <= long.MaxValue / TicksPerMicrosecond
            ? new TimeSpan(microseconds * TicksPerMicrosecond)
            : throw ArrowValueException.OutOfRange($"{microseconds} microseconds", "interval day to second", "TimeSpan", Remedy);

    private static int Days(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}

/// <summary>Reads by a function over the array.</summary>
internal sealed class DelegateReader(IArrowArray array, Func<int, object?> read) : ValueReader(array)
{
    protected override object? Value(int index) => read(index);
}

/// <summary>Every value is null.</summary>
internal sealed class NullReader(IArrowArray array) : ValueReader(array)
{
    protected override object? Value(int index) => null;
}
