using Parquet;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Collects one Parquet column: levels of all entries, values of the non-null ones.</summary>
internal sealed class ColumnBuffer<T>
    where T : struct
{
    private readonly List<T> _values = [];
    private readonly List<int> _definitions = [];
    private readonly List<int> _repetitions = [];

    public void Add(int definition, int repetition = 0)
    {
        _definitions.Add(definition);
        _repetitions.Add(repetition);
    }

    public void Add(int definition, T value, int repetition = 0)
    {
        Add(definition, repetition);
        _values.Add(value);
    }

    public Task WriteAsync(ParquetRowGroupWriter group, DataField field, CancellationToken token) => group.WriteAllPartsAsync(
        field,
        new ReadOnlyMemory<T>([.. _values]),
        new ReadOnlyMemory<int>([.. _definitions]),
        field.MaxRepetitionLevel > 0 ? new ReadOnlyMemory<int>([.. _repetitions]) : null,
        token);
}
