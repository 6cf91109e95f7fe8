using Apache.Arrow;
using Apache.Arrow.Ipc;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>.NET values as the Arrow stream of a local relation.</summary>
internal static class LocalData
{
    private const int RowsPerBatch = 10_000;

    /// <summary>Writes objects of a type; the schema is that of its public properties, or one column <c>value</c>.</summary>
    /// <exception cref="SparkException">A member's type or a value cannot be written; the message names it.</exception>
    public static (StructType Schema, ReadOnlyMemory<byte> Stream) FromRecords<T>(IEnumerable<T> records)
    {
        StructType schema = RecordSchema.Of(typeof(T));
        bool single = !RecordShape.IsRecord(typeof(T));
        return (schema, Write(schema, records.Select(r => single ? [r] : Values(r, schema))));
    }

    /// <summary>Writes rows by position.</summary>
    /// <exception cref="SparkException">A value does not fit its field; the message names row and column.</exception>
    public static ReadOnlyMemory<byte> FromRows(StructType schema, IEnumerable<Row> rows) =>
        Write(schema, rows.Select(row => row.Values));

    /// <summary>Writes lists of values by position.</summary>
    /// <exception cref="SparkException">A value does not fit its field; the message names row and column.</exception>
    public static ReadOnlyMemory<byte> Write(StructType schema, IEnumerable<IReadOnlyList<object?>> rows)
    {
        Schema arrow = ArrowSchemas.ToArrow(schema);
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, arrow, leaveOpen: true);
        writer.WriteStart();
        long written = 0;
        foreach (IReadOnlyList<object?>[] chunk in rows.Chunk(RowsPerBatch))
        {
            using RecordBatch batch = Batch(schema, arrow, chunk, written);
            writer.WriteRecordBatch(batch);
            written += chunk.Length;
        }

        writer.WriteEnd();
        return stream.ToArray();
    }

    private static RecordBatch Batch(StructType schema, Schema arrow, IReadOnlyList<object?>[] rows, long startOffset)
    {
        ColumnWriter[] columns = [.. schema.Fields.Select(Writer)];
        for (int i = 0; i < rows.Length; i++)
        {
            Append(schema, columns, rows[i], startOffset + i);
        }

        return new RecordBatch(arrow, columns.Select(c => ArrowArrayFactory.BuildArray(c.Build())), rows.Length);
    }

    private static ColumnWriter Writer(StructField field)
    {
        try
        {
            return ColumnWriter.Create(field.DataType, field.IsNullable);
        }
        catch (ArrowValueException error)
        {
            throw error.InColumn(field.Name);
        }
    }

    private static void Append(StructType schema, ColumnWriter[] columns, IReadOnlyList<object?> values, long row)
    {
        if (values.Count != columns.Length)
        {
            throw ArrowValueException.OutOfRange(
                $"with {values.Count} values", schema.SimpleString, $"{columns.Length} columns", "Give one value for each field.").InCell(row, "*");
        }

        for (int i = 0; i < columns.Length; i++)
        {
            try
            {
                columns[i].Append(values[i]);
            }
            catch (ArrowValueException error)
            {
                throw error.InCell(row, schema[i].Name);
            }
        }
    }

    private static object?[] Values(object? record, StructType schema)
    {
        try
        {
            return record is null
                ? throw ArrowValueException.NotConstructible("A record is null.")
                : RecordValues.Of(record, schema);
        }
        catch (ArrowValueException error)
        {
            throw error.With("type", schema.SimpleString).ToPublic();
        }
    }
}
