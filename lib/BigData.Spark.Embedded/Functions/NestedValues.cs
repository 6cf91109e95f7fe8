using System.Numerics;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>
/// Writes values of nested types to DuckDB's vectors. Days of dates are int, microseconds of times long, decimals their unscaled BigInteger, binary
/// byte[], arrays <see cref="IReadOnlyList{T}"/> of values, structs <c>object?[]</c>, maps a list of key and value pairs.
/// </summary>
internal static class NestedValues
{
    /// <summary>Writes one value to a row.</summary>
    internal delegate void Writer(object? value, DuckDbResultVector output, int row);

    /// <summary>The writer of a type.</summary>
    public static Writer For(DataType type)
    {
        Writer write = type switch
        {
            BooleanType => static (value, output, row) => output.Values<byte>()[row] = (bool)value! ? (byte)1 : (byte)0,
            ByteType => Fixed<sbyte>(),
            ShortType => Fixed<short>(),
            IntegerType or DateType => Fixed<int>(),
            LongType or TimestampType or TimestampNtzType => Fixed<long>(),
            FloatType => Fixed<float>(),
            DoubleType => Fixed<double>(),
            DecimalType number => (value, output, row) => DecimalKernels.Write(output, row, (BigInteger)value!, number, quiet: true),
            StringType or CharType or VarcharType => static (value, output, row) => output.SetText(row, (string)value!),
            BinaryType => static (value, output, row) => output.SetBytes(row, (byte[])value!),
            ArrayType array => Array(For(array.ElementType)),
            MapType map => Map(For(map.KeyType), For(map.ValueType)),
            StructType fields => Struct([.. fields.Fields.Select(field => For(field.DataType))]),
            NullType => static (_, output, row) => output.SetNull(row),
            _ => throw SparkErrors.Internal($"Values of {type.SimpleString} cannot be written to a vector."),
        };
        Action<DuckDbResultVector, int> setNull = NullOf(type);
        return (value, output, row) =>
        {
            if (value is null)
            {
                setNull(output, row);
            }
            else
            {
                write(value, output, row);
            }
        };
    }

    // A null struct has null fields, a null list no elements.
    private static Action<DuckDbResultVector, int> NullOf(DataType type)
    {
        switch (type)
        {
            case StructType fields:
                Action<DuckDbResultVector, int>[] parts = [.. fields.Fields.Select(field => NullOf(field.DataType))];
                return (output, row) =>
                {
                    output.SetNull(row);
                    for (int i = 0; i < parts.Length; i++)
                    {
                        parts[i](output.Field(i), row);
                    }
                };
            case ArrayType or MapType:
                return static (output, row) =>
                {
                    output.Append(row, 0);
                    output.SetNull(row);
                };
            default:
                return static (output, row) => output.SetNull(row);
        }
    }

    private static Writer Fixed<T>()
        where T : unmanaged => static (value, output, row) => output.Values<T>()[row] = (T)value!;

    private static Writer Array(Writer element) => (value, output, row) =>
    {
        IReadOnlyList<object?> items = (IReadOnlyList<object?>)value!;
        int start = output.Append(row, items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            element(items[i], output.Elements, start + i);
        }
    };

    private static Writer Map(Writer key, Writer content) => (value, output, row) =>
    {
        IReadOnlyList<KeyValuePair<object, object?>> entries = (IReadOnlyList<KeyValuePair<object, object?>>)value!;
        int start = output.Append(row, entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            key(entries[i].Key, output.Elements.Field(0), start + i);
            content(entries[i].Value, output.Elements.Field(1), start + i);
        }
    };

    private static Writer Struct(Writer[] fields) => (value, output, row) =>
    {
        object?[] values = (object?[])value!;
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i](values[i], output.Field(i), row);
        }
    };
}
