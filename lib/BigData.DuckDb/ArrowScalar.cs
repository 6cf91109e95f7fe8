using System.Globalization;
using Apache.Arrow;

namespace BigData.DuckDb;

/// <summary>Reads one value of a column for <see cref="DuckDbSession.ScalarAsync"/>.</summary>
internal static class ArrowScalar
{
    public static T? Read<T>(IArrowArray column)
    {
        if (column.IsNull(0))
        {
            return default;
        }

        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var value = Value(column);
        if (target.IsInstanceOfType(value))
        {
            return (T)value;
        }

        return value is sbyte or short or int or long or byte or ushort or uint or ulong && target != typeof(string)
            ? (T)Convert.ChangeType(value, target, CultureInfo.InvariantCulture)
            : throw new InvalidCastException($"The value is of the Arrow type {column.Data.DataType.Name}, which does not fit {typeof(T).Name}.");
    }

    private static object Value(IArrowArray column) => column switch
    {
        Int8Array a => a.GetValue(0)!.Value,
        Int16Array a => a.GetValue(0)!.Value,
        Int32Array a => a.GetValue(0)!.Value,
        Int64Array a => a.GetValue(0)!.Value,
        UInt8Array a => a.GetValue(0)!.Value,
        UInt16Array a => a.GetValue(0)!.Value,
        UInt32Array a => a.GetValue(0)!.Value,
        UInt64Array a => a.GetValue(0)!.Value,
        FloatArray a => a.GetValue(0)!.Value,
        DoubleArray a => a.GetValue(0)!.Value,
        BooleanArray a => a.GetValue(0)!.Value,
        Decimal128Array a => a.GetValue(0)!.Value,
        StringArray a => a.GetString(0),
        BinaryArray a => a.GetBytes(0).ToArray(),
        _ => throw new InvalidCastException($"The Arrow type {column.Data.DataType.Name} cannot be read as a scalar; cast it to VARCHAR in the query."),
    };
}
