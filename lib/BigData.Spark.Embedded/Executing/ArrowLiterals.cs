using Apache.Arrow;
using BigData.Spark.Embedded.Executing.Showing;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;
using Google.Protobuf;
using Literal = BigData.Spark.Proto.Expression.Types.Literal;

namespace BigData.Spark.Embedded.Executing;

/// <summary>The first value of a column as a Connect literal, as observed metrics are reported.</summary>
internal static class ArrowLiterals
{
    internal static Literal Read(IArrowArray column, DataType type)
    {
        if (column.Length == 0 || column.IsNull(0))
        {
            return new Literal { Null = DataTypeProto.ToProto(type) };
        }

        return (column, type) switch
        {
            (BooleanArray flags, _) => new Literal { Boolean = flags.GetValue(0)!.Value },
            (Int8Array bytes, _) => new Literal { Byte = bytes.Values[0] },
            (Int16Array shorts, _) => new Literal { Short = shorts.Values[0] },
            (Int32Array integers, _) => new Literal { Integer = integers.Values[0] },
            (Int64Array longs, _) => new Literal { Long = longs.Values[0] },
            (FloatArray floats, _) => new Literal { Float = floats.Values[0] },
            (DoubleArray doubles, _) => new Literal { Double = doubles.Values[0] },
            (StringArray text, _) => new Literal { String = text.GetString(0) },
            (BinaryArray bytes, _) => new Literal { Binary = ByteString.CopyFrom(bytes.GetBytes(0)) },
            (Date32Array days, _) => new Literal { Date = days.Values[0] },
            (TimestampArray times, TimestampNtzType) => new Literal { TimestampNtz = times.Values[0] },
            (TimestampArray times, _) => new Literal { Timestamp = times.Values[0] },
            (Decimal128Array decimals, DecimalType number) => new Literal
            {
                Decimal = new() { Value = new PrettyText(TimeZoneInfo.Utc).Cell(decimals, 0), Precision = number.Precision, Scale = number.Scale },
            },
            _ => throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.TYPE", ("name", type.SimpleString), ("reason", "An observed metric has it."), ("remedy", "Observe a number or a text, or cast it to string.")),
        };
    }
}
