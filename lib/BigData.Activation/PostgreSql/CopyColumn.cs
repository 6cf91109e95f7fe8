using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Activation.PostgreSql;

/// <summary>Writes the values of an Arrow array as fields of a COPY in binary format, without a .NET value in between.</summary>
internal sealed class CopyColumn
{
    private const int DaysTo2000 = 10_957;
    private const long MicrosecondsTo2000 = DaysTo2000 * 86_400_000_000L;
    private const byte JsonbVersion = 1;

    private readonly IArrowArray _array;
    private readonly Action<int, CopyBuffer> _put;

    private CopyColumn(IArrowArray array, Action<int, CopyBuffer> put)
    {
        _array = array;
        _put = put;
    }

    /// <summary>A writer for an array of values of a type of PostgreSQL.</summary>
    /// <param name="type">The type as <see cref="PostgreSqlTypes.Of"/> says it.</param>
    /// <param name="array">The values, as Arrow has the type of Spark that becomes it.</param>
    /// <exception cref="DestinationException">The array holds another type.</exception>
    public static CopyColumn Of(string type, IArrowArray array)
    {
        if (type.EndsWith(PostgreSqlTypes.ArrayEnd, StringComparison.Ordinal))
        {
            return new CopyColumn(array, List(type[..^PostgreSqlTypes.ArrayEnd.Length], array));
        }

        return new CopyColumn(array, (type, array) switch
        {
            ("boolean", BooleanArray a) => (i, to) => Fixed8(to, a.GetValue(i) == true ? (byte)1 : (byte)0),
            ("smallint", Int8Array a) => (i, to) => Fixed16(to, a.Values[i]),
            ("smallint", Int16Array a) => (i, to) => Fixed16(to, a.Values[i]),
            ("integer", Int32Array a) => (i, to) => Fixed32(to, a.Values[i]),
            ("bigint", Int64Array a) => (i, to) => Fixed64(to, a.Values[i]),
            ("real", FloatArray a) => (i, to) => Fixed32(to, BitConverter.SingleToInt32Bits(a.Values[i])),
            ("double precision", DoubleArray a) => (i, to) => Fixed64(to, BitConverter.DoubleToInt64Bits(a.Values[i])),
            ("date", Date32Array a) => (i, to) => Fixed32(to, a.Values[i] - DaysTo2000),
            (PostgreSqlTypes.Timestamp or PostgreSqlTypes.LocalTimestamp, TimestampArray a) when IsMicroseconds(a) => (i, to) => Fixed64(to, a.Values[i] - MicrosecondsTo2000),
            (PostgreSqlTypes.Json, _) => Text(array, JsonbVersion),
            ("text" or "bytea" or PostgreSqlTypes.Letter, _) => Text(array, version: null),
            (_, Decimal128Array a) when type.StartsWith("numeric", StringComparison.Ordinal) => Decimals(a),
            _ => throw new DestinationException(
                $"A column of the type {type} cannot be filled with values of {array.Data.DataType.Name}. The table does not have the type of its contract; run it again with --full-refresh."),
        });
    }

    /// <summary>Appends the field of a row.</summary>
    public void Write(int row, CopyBuffer to)
    {
        if (_array.IsNull(row))
        {
            to.Null();
        }
        else
        {
            _put(row, to);
        }
    }

    private static Action<int, CopyBuffer> Text(IArrowArray array, byte? version) => array switch
    {
        StringArray a => (i, to) => Field(to, a.GetBytes(i), version),
        LargeStringArray a => (i, to) => Field(to, a.GetBytes(i), version),
        StringViewArray a => (i, to) => Field(to, a.GetBytes(i), version),
        BinaryArray a => (i, to) => Field(to, a.GetBytes(i), version),
        LargeBinaryArray a => (i, to) => Field(to, a.GetBytes(i), version),
        BinaryViewArray a => (i, to) => Field(to, a.GetBytes(i), version),
        _ => throw new DestinationException($"A column of text cannot be filled with values of {array.Data.DataType.Name}; run the table again with --full-refresh."),
    };

    private static Action<int, CopyBuffer> Decimals(Decimal128Array array)
    {
        int scale = ((Decimal128Type)array.Data.DataType).Scale;
        return (i, to) => CopyNumeric.Write(MemoryMarshal.Read<Int128>(array.ValueBuffer.Span.Slice((array.Offset + i) * 16, 16)), scale, to);
    }

    // One dimension from 1: dimensions, whether there are nulls, type, length, lower bound, fields.
    private static Action<int, CopyBuffer> List(string element, IArrowArray array)
    {
        (IArrowArray values, Func<int, (int Start, int End)> range) = array switch
        {
            ListArray a => (a.Values, (Func<int, (int, int)>)(i => (a.ValueOffsets[i], a.ValueOffsets[i + 1]))),
            LargeListArray a => (a.Values, i => ((int)a.ValueOffsets[i], (int)a.ValueOffsets[i + 1])),
            _ => throw new DestinationException($"A column of lists cannot be filled with values of {array.Data.DataType.Name}; run the table again with --full-refresh."),
        };
        CopyColumn elements = Of(element, values);
        int identifier = PostgreSqlTypes.Identifier(element);
        return (i, to) =>
        {
            (int start, int end) = range(i);
            int place = to.Begin();
            to.Int32(end > start ? 1 : 0);
            to.Int32(Enumerable.Range(start, end - start).Any(values.IsNull) ? 1 : 0);
            to.Int32(identifier);
            if (end > start)
            {
                to.Int32(end - start);
                to.Int32(1);
            }

            for (int at = start; at < end; at++)
            {
                elements.Write(at, to);
            }

            to.End(place);
        };
    }

    private static bool IsMicroseconds(TimestampArray array) => ((TimestampType)array.Data.DataType).Unit == TimeUnit.Microsecond;

    private static void Field(CopyBuffer to, ReadOnlySpan<byte> bytes, byte? version)
    {
        to.Int32(bytes.Length + (version is null ? 0 : 1));
        if (version is { } first)
        {
            to.Byte(first);
        }

        to.Bytes(bytes);
    }

    private static void Fixed8(CopyBuffer to, byte value)
    {
        to.Int32(sizeof(byte));
        to.Byte(value);
    }

    private static void Fixed16(CopyBuffer to, short value)
    {
        to.Int32(sizeof(short));
        to.Int16(value);
    }

    private static void Fixed32(CopyBuffer to, int value)
    {
        to.Int32(sizeof(int));
        to.Int32(value);
    }

    private static void Fixed64(CopyBuffer to, long value)
    {
        to.Int32(sizeof(long));
        to.Int64(value);
    }
}
