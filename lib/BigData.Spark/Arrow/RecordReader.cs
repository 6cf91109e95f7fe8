using Apache.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Reads record batches as objects of a type.</summary>
/// <typeparam name="T">
/// A record or class whose members are named like columns (case and underscores aside), a tuple (by position),
/// <see cref="Row"/>, or the type of the only column.
/// </typeparam>
internal sealed class RecordReader<T>
{
    private readonly BatchReader _batches;
    private readonly Func<object?[], T> _make;

    /// <summary>Joins the type with a schema.</summary>
    /// <exception cref="SparkException">A member has no column, or cannot hold its values without loss.</exception>
    public RecordReader(StructType schema)
    {
        _batches = new BatchReader(schema);
        try
        {
            _make = Maker(schema);
        }
        catch (ArrowValueException error)
        {
            throw error.With("type", ValueConverter.Name(typeof(T))).With("member", "value").With("column", "`value`").ToPublic();
        }
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="batch">A checked batch.</param>
    /// <param name="startOffset">The number of rows before it, for messages.</param>
    /// <exception cref="SparkException">A value does not fit; the message names row and member.</exception>
    public IEnumerable<T> Read(RecordBatch batch, long startOffset)
    {
        ValueReader[] columns = _batches.Open(batch);
        for (int i = 0; i < batch.Length; i++)
        {
            yield return Make(_batches.Values(columns, i, startOffset), startOffset + i);
        }
    }

    private T Make(object?[] values, long row)
    {
        try
        {
            return _make(values);
        }
        catch (ArrowValueException error)
        {
            throw error.With("type", ValueConverter.Name(typeof(T))).With("member", "value").InCell(row, _batches.Schema.Count > 0 ? _batches.Schema[0].Name : string.Empty);
        }
    }

    private static Func<object?[], T> Maker(StructType schema)
    {
        if (typeof(T) == typeof(Row))
        {
            return values => (T)(object)new Row(values, schema);
        }

        if (RecordShape.IsRecord(typeof(T)) || typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(typeof(T)))
        {
            RecordBinder binder = RecordBinder.Create(typeof(T), schema);
            return values => (T)binder.Bind(values);
        }

        if (schema.Count != 1)
        {
            throw ArrowValueException.NotConstructible($"{ValueConverter.Name(typeof(T))} takes one column, the rows have {schema.Count}.");
        }

        Func<object?, object?> convert = ValueConverter.CreateNullable(schema[0].DataType, typeof(T), allowNull: true);
        return values => (T)convert(values[0])!;
    }
}
