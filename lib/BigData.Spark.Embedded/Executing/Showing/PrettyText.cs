using System.Globalization;
using System.Numerics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Embedded.Functions;

namespace BigData.Spark.Embedded.Executing.Showing;

/// <summary>
/// Values of a result as <c>show()</c> prints them: NULL in capitals also inside nested values, binary as <c>[41 42]</c>,
/// decimals without exponent, timestamps in the session's time zone.
/// </summary>
internal sealed class PrettyText(TimeZoneInfo zone)
{
    private const long MicrosPerSecond = 1_000_000;
    private const long SecondsPerDay = 86_400;
    private readonly StringBuilder _text = new();

    /// <summary>The text of one value.</summary>
    /// <param name="array">The column.</param>
    /// <param name="index">The row, counted from 0.</param>
    internal string Cell(IArrowArray array, int index)
    {
        _text.Clear();
        Append(array, index);
        return _text.ToString();
    }

    private void Append(IArrowArray array, int index)
    {
        if (array is NullArray || array.IsNull(index))
        {
            _text.Append("NULL");
            return;
        }

        switch (array)
        {
            case StringArray text: _text.Append(text.GetString(index)); break;
            case LargeStringArray text: _text.Append(text.GetString(index)); break;
            case BooleanArray flags: _text.Append(flags.GetValue(index) == true ? "true" : "false"); break;
            case Int8Array or Int16Array or Int32Array or Int64Array: AppendInteger(array, index); break;
            case FloatArray floats: _text.Append(JavaNumber.Format(floats.Values[index])); break;
            case DoubleArray doubles: _text.Append(JavaNumber.Format(doubles.Values[index])); break;
            case Decimal128Array decimals: AppendDecimal(decimals, index); break;
            case Date32Array days: AppendDate(days.Values[index]); break;
            case TimestampArray times: AppendTimestamp(times, index); break;
            case BinaryArray bytes: AppendBinary(bytes.GetBytes(index)); break;
            case MapArray map: AppendMap(map, index); break;
            case ListArray list: AppendList(list, index); break;
            case StructArray record: AppendStruct(record, index); break;
            default: throw new NotSupportedException($"A value of Arrow type {array.Data.DataType.Name} cannot be shown; cast the column to string first.");
        }
    }

    private void AppendInteger(IArrowArray array, int index)
    {
        long value = array switch
        {
            Int8Array a => a.Values[index],
            Int16Array a => a.Values[index],
            Int32Array a => a.Values[index],
            _ => ((Int64Array)array).Values[index],
        };
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
    }

    private void AppendDecimal(Decimal128Array array, int index)
    {
        ReadOnlySpan<byte> bytes = array.ValueBuffer.Span.Slice((array.Offset + index) * 16, 16);
        var unscaled = new BigInteger(bytes, isUnsigned: false, isBigEndian: false);
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(array.Scale + 1, '0');
        _text.Append(unscaled.Sign < 0 ? "-" : string.Empty).Append(digits.AsSpan(0, digits.Length - array.Scale));
        if (array.Scale > 0)
        {
            _text.Append('.').Append(digits.AsSpan(digits.Length - array.Scale));
        }
    }

    private void AppendTimestamp(TimestampArray array, int index)
    {
        long micros = array.Values[index];
        if (((TimestampType)array.Data.DataType).Timezone is not null)
        {
            micros += Offset(micros);
        }

        long seconds = Math.DivRem(micros, MicrosPerSecond, out long fraction);
        if (fraction < 0)
        {
            seconds--;
            fraction += MicrosPerSecond;
        }

        long day = Math.DivRem(seconds, SecondsPerDay, out long ofDay);
        if (ofDay < 0)
        {
            day--;
            ofDay += SecondsPerDay;
        }

        AppendDate(day);
        _text.Append(CultureInfo.InvariantCulture, $" {ofDay / 3600:00}:{ofDay / 60 % 60:00}:{ofDay % 60:00}");
        if (fraction > 0)
        {
            _text.Append('.').Append(fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0'));
        }
    }

    private long Offset(long micros)
    {
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return 0;
        }

        long earliest = (DateTime.MinValue.AddDays(1) - DateTime.UnixEpoch).Ticks / 10;
        long latest = (DateTime.MaxValue.AddDays(-1) - DateTime.UnixEpoch).Ticks / 10;
        DateTime instant = DateTime.UnixEpoch.AddTicks(Math.Clamp(micros, earliest, latest) * 10);
        return zone.GetUtcOffset(instant).Ticks / 10;
    }

    // Days since 1970-01-01 in the proleptic Gregorian calendar, for all years that Spark knows (Hinnant's civil_from_days).
    private void AppendDate(long days)
    {
        long shifted = days + 719_468;
        long era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        long dayOfEra = shifted - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long monthIndex = ((5 * dayOfYear) + 2) / 153;
        long day = dayOfYear - (((153 * monthIndex) + 2) / 5) + 1;
        long month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
        long year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        string sign = year > 9999 ? "+" : year < 0 ? "-" : string.Empty;
        _text.Append(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(year):0000}-{month:00}-{day:00}");
    }

    private void AppendBinary(ReadOnlySpan<byte> bytes)
    {
        _text.Append('[');
        for (int i = 0; i < bytes.Length; i++)
        {
            _text.Append(i == 0 ? string.Empty : " ").Append(bytes[i].ToString("X2", CultureInfo.InvariantCulture));
        }

        _text.Append(']');
    }

    private void AppendList(ListArray list, int index)
    {
        int start = list.ValueOffsets[index];
        int end = list.ValueOffsets[index + 1];
        _text.Append('[');
        for (int i = start; i < end; i++)
        {
            _text.Append(i == start ? string.Empty : ", ");
            Append(list.Values, i);
        }

        _text.Append(']');
    }

    private void AppendMap(MapArray map, int index)
    {
        int start = map.ValueOffsets[index];
        int end = map.ValueOffsets[index + 1];
        _text.Append('{');
        for (int i = start; i < end; i++)
        {
            _text.Append(i == start ? string.Empty : ", ");
            Append(map.Keys, i);
            _text.Append(" -> ");
            Append(map.Values, i);
        }

        _text.Append('}');
    }

    private void AppendStruct(StructArray record, int index)
    {
        _text.Append('{');
        for (int i = 0; i < record.Fields.Count; i++)
        {
            _text.Append(i == 0 ? string.Empty : ", ");
            Append(record.Fields[i], index);
        }

        _text.Append('}');
    }
}
