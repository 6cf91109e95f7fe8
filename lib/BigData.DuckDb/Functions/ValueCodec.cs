namespace BigData.DuckDb.Functions;

/// <summary>How a C# type is read from and written to vectors.</summary>
internal sealed record ValueCodec<T>(string TypeText, Func<DuckDbArguments, int, int, T> Read, Action<DuckDbResultVector, int, T> Write);

internal static class ValueCodec
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static ValueCodec<T> For<T>()
    {
        var type = typeof(T);
        object? codec = type switch
        {
            _ when type == typeof(bool) => new ValueCodec<bool>("BOOLEAN", (a, i, r) => a.Values<byte>(i)[r] != 0, (o, r, v) => o.Values<byte>()[r] = v ? (byte)1 : (byte)0),
            _ when type == typeof(sbyte) => Fixed<sbyte>("TINYINT"),
            _ when type == typeof(short) => Fixed<short>("SMALLINT"),
            _ when type == typeof(int) => Fixed<int>("INTEGER"),
            _ when type == typeof(long) => Fixed<long>("BIGINT"),
            _ when type == typeof(float) => Fixed<float>("FLOAT"),
            _ when type == typeof(double) => Fixed<double>("DOUBLE"),
            _ when type == typeof(string) => new ValueCodec<string?>("VARCHAR", (a, i, r) => a.IsNull(i, r) ? null : a.Text(i, r), WriteText),
            _ when type == typeof(byte[]) => new ValueCodec<byte[]?>("BLOB", (a, i, r) => a.IsNull(i, r) ? null : a.Bytes(i, r).ToArray(), WriteBytes),
            _ when type == typeof(DateOnly) => new ValueCodec<DateOnly>("DATE", ReadDate, (o, r, v) => o.Values<int>()[r] = v.DayNumber - EpochDay),
            _ when type == typeof(DateTime) => new ValueCodec<DateTime>("TIMESTAMPTZ", ReadTime, (o, r, v) => o.Values<long>()[r] = (v - Epoch).Ticks / TimeSpan.TicksPerMicrosecond),
            _ when type == typeof(bool?) => Nullable(For<bool>()),
            _ when type == typeof(sbyte?) => Nullable(For<sbyte>()),
            _ when type == typeof(short?) => Nullable(For<short>()),
            _ when type == typeof(int?) => Nullable(For<int>()),
            _ when type == typeof(long?) => Nullable(For<long>()),
            _ when type == typeof(float?) => Nullable(For<float>()),
            _ when type == typeof(double?) => Nullable(For<double>()),
            _ when type == typeof(DateOnly?) => Nullable(For<DateOnly>()),
            _ when type == typeof(DateTime?) => Nullable(For<DateTime>()),
            _ => null,
        };
        return codec as ValueCodec<T> ?? throw new NotSupportedException(
            $"A DuckDB function over values cannot have the type {type}; expected bool, sbyte, short, int, long, float, double, string, byte[], DateOnly, DateTime "
            + "or a nullable form. For other types give a function over vectors.");
    }

    private static ValueCodec<T> Fixed<T>(string typeText)
        where T : unmanaged => new(typeText, (a, i, r) => a.Values<T>(i)[r], (o, r, v) => o.Values<T>()[r] = v);

    private static ValueCodec<T?> Nullable<T>(ValueCodec<T> inner)
        where T : struct =>
        new(inner.TypeText, (a, i, r) => a.IsNull(i, r) ? null : inner.Read(a, i, r), (o, r, v) =>
        {
            if (v is { } value)
            {
                inner.Write(o, r, value);
            }
            else
            {
                o.SetNull(r);
            }
        });

    private static void WriteText(DuckDbResultVector output, int row, string? value)
    {
        if (value is null)
        {
            output.SetNull(row);
        }
        else
        {
            output.SetText(row, value);
        }
    }

    private static void WriteBytes(DuckDbResultVector output, int row, byte[]? value)
    {
        if (value is null)
        {
            output.SetNull(row);
        }
        else
        {
            output.SetBytes(row, value);
        }
    }

    private static DateOnly ReadDate(DuckDbArguments arguments, int argument, int row)
    {
        var day = (long)arguments.Values<int>(argument)[row] + EpochDay;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)day)
            : throw new ArgumentOutOfRangeException(nameof(arguments), $"Day {day - EpochDay} after 1970-01-01 is outside the years 1 to 9999 of .NET's dates.");
    }

    private static DateTime ReadTime(DuckDbArguments arguments, int argument, int row)
    {
        var microseconds = arguments.Values<long>(argument)[row];
        return microseconds >= -62_135_596_800_000_000 && microseconds <= 253_402_300_799_999_999
            ? Epoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw new ArgumentOutOfRangeException(nameof(arguments), $"Microsecond {microseconds} after 1970-01-01 is outside the years 1 to 9999 of .NET's times.");
    }
}
