using Apache.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Reads the rows of record batches by the schema that the engine announced.</summary>
internal sealed class BatchReader(StructType schema)
{
    /// <summary>The schema of the rows.</summary>
    public StructType Schema { get; } = schema;

    /// <summary>Reads a batch as rows.</summary>
    /// <param name="batch">A checked batch.</param>
    /// <param name="startOffset">The number of rows before it, for messages.</param>
    /// <exception cref="SparkException">A value has no .NET form; the message names row and column.</exception>
    public IEnumerable<Row> Rows(RecordBatch batch, long startOffset)
    {
        ValueReader[] columns = Open(batch);
        for (int i = 0; i < batch.Length; i++)
        {
            yield return new Row(Values(columns, i, startOffset), Schema);
        }
    }

    /// <summary>Opens one reader per column.</summary>
    public ValueReader[] Open(RecordBatch batch)
    {
        if (batch.ColumnCount != Schema.Count)
        {
            throw ArrowValueException.Invalid($"a batch has {batch.ColumnCount} columns, its schema {Schema.Count}.").With("source", "the engine").ToPublic();
        }

        var readers = new ValueReader[Schema.Count];
        for (int i = 0; i < readers.Length; i++)
        {
            try
            {
                readers[i] = ValueReader.Create(batch.Column(i), Schema[i].DataType);
            }
            catch (ArrowValueException error)
            {
                throw error.InColumn(Schema[i].Name);
            }
        }

        return readers;
    }

    /// <summary>The values of one row.</summary>
    public object?[] Values(ValueReader[] columns, int index, long startOffset)
    {
        object?[] values = new object?[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            try
            {
                values[i] = columns[i].Get(index);
            }
            catch (ArrowValueException error)
            {
                throw error.InCell(startOffset + index, Schema[i].Name);
            }
        }

        return values;
    }
}
