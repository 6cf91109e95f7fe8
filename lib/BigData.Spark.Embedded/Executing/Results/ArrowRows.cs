using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace BigData.Spark.Embedded.Executing.Results;

/// <summary>
/// Small tables made by commands (SHOW TABLES, DESCRIBE HISTORY, show strings) as Arrow batches. Values are bool, int, long, double,
/// string; microseconds as long for timestamps; lists as <see cref="IReadOnlyList{T}"/> of objects, maps as a list of pairs,
/// structs as object arrays.
/// </summary>
internal static class ArrowRows
{
    internal static RecordBatch Batch(BigData.Spark.Sql.Types.StructType schema, IReadOnlyList<object?[]> rows, string timeZone)
    {
        ArrowLayout layout = new(schema, timeZone);
        IArrowArray[] columns = new IArrowArray[schema.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            object?[] values = new object?[rows.Count];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = rows[row][i];
            }

            columns[i] = ArrowArrayFactory.BuildArray(Column(layout.Schema.FieldsList[i].DataType, values));
        }

        return new RecordBatch(layout.Schema, columns, rows.Count);
    }

    /// <summary>The batch as one Arrow IPC stream, as local relations hold their rows.</summary>
    internal static byte[] ToStream(RecordBatch batch)
    {
        using MemoryStream bytes = new();
        using (ArrowStreamWriter writer = new(bytes, batch.Schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return bytes.ToArray();
    }

    private static ArrayData Column(IArrowType type, object?[] values) => type switch
    {
        Apache.Arrow.Types.StringType => Strings(values),
        Apache.Arrow.Types.BooleanType => Booleans(values),
        Int32Type => Fixed<int>(type, values),
        Int64Type or Apache.Arrow.Types.TimestampType => Fixed<long>(type, values),
        Apache.Arrow.Types.DoubleType => Fixed<double>(type, values),
        Apache.Arrow.Types.MapType map => Map(map, values),
        ListType list => List(list, values),
        Apache.Arrow.Types.StructType record => Struct(record, values),
        _ => throw new NotSupportedException($"A command's result cannot hold values of Arrow type {type.Name}."),
    };

    private static ArrayData Strings(object?[] values)
    {
        StringArray.Builder builder = new();
        foreach (object? value in values)
        {
            builder.Append((string?)value);
        }

        return builder.Build().Data;
    }

    private static ArrayData Booleans(object?[] values)
    {
        BooleanArray.Builder builder = new();
        foreach (object? value in values)
        {
            if (value is bool flag)
            {
                builder.Append(flag);
            }
            else
            {
                builder.AppendNull();
            }
        }

        return builder.Build().Data;
    }

    private static ArrayData Fixed<T>(IArrowType type, object?[] values)
        where T : struct
    {
        ArrowBuffer.Builder<T> data = new(values.Length);
        foreach (object? value in values)
        {
            data.Append(value is T item ? item : default);
        }

        return new ArrayData(type, values.Length, Nulls(values), 0, [Validity(values), data.Build()]);
    }

    private static ArrayData List(ListType type, object?[] values)
    {
        List<object?> items = [];
        ArrowBuffer offsets = Offsets(values, value => items.AddRange((IReadOnlyList<object?>)value), () => items.Count);
        return new ArrayData(type, values.Length, Nulls(values), 0, [Validity(values), offsets], [Column(type.ValueDataType, [.. items])]);
    }

    private static ArrayData Map(Apache.Arrow.Types.MapType type, object?[] values)
    {
        List<object?> keys = [];
        List<object?> items = [];
        void Add(object value)
        {
            foreach ((string key, string? item) in (IEnumerable<KeyValuePair<string, string?>>)value)
            {
                keys.Add(key);
                items.Add(item);
            }
        }

        ArrowBuffer offsets = Offsets(values, Add, () => keys.Count);
        ArrayData[] sides = [Column(type.KeyField.DataType, [.. keys]), Column(type.ValueField.DataType, [.. items])];
        ArrayData entries = new(new Apache.Arrow.Types.StructType([type.KeyField, type.ValueField]), keys.Count, 0, 0, [ArrowBuffer.Empty], sides);
        return new ArrayData(type, values.Length, Nulls(values), 0, [Validity(values), offsets], [entries]);
    }

    private static ArrayData Struct(Apache.Arrow.Types.StructType type, object?[] values)
    {
        ArrayData[] fields = [.. type.Fields.Select((field, i) => Column(field.DataType, [.. values.Select(value => ((object?[]?)value)?[i])]))];
        return new ArrayData(type, values.Length, Nulls(values), 0, [Validity(values)], fields);
    }

    private static ArrowBuffer Offsets(object?[] values, Action<object> add, Func<int> count)
    {
        ArrowBuffer.Builder<int> offsets = new(values.Length + 1);
        offsets.Append(0);
        foreach (object? value in values)
        {
            if (value is not null)
            {
                add(value);
            }

            offsets.Append(count());
        }

        return offsets.Build();
    }

    private static int Nulls(object?[] values) => values.Count(value => value is null);

    private static ArrowBuffer Validity(object?[] values)
    {
        ArrowBuffer.BitmapBuilder bits = new(values.Length);
        foreach (object? value in values)
        {
            bits.Append(value is not null);
        }

        return bits.Build();
    }
}
