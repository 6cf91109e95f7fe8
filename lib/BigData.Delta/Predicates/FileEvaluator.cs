using System.Text.Json;
using BigData.Delta.Actions;
using BigData.Delta.Schemas;
using BigData.Delta.Statistics;

namespace BigData.Delta.Predicates;

/// <summary>Finds the truth values that a condition may have in a file, from partition values and statistics. Doubt means "any".</summary>
internal sealed class FileEvaluator
{
    private readonly DeltaStructType _schema;
    private readonly Dictionary<string, DeltaField> _partitions;

    public FileEvaluator(Metadata metadata)
    {
        _schema = metadata.GetSchema();
        _partitions = new Dictionary<string, DeltaField>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in metadata.PartitionColumns)
        {
            if (_schema.Find(name) is { } field)
            {
                _partitions[name] = field with { Name = name };
            }
        }
    }

    /// <summary>Whether some row of the file may satisfy the condition.</summary>
    public bool MayMatch(AddFile file, DeltaPredicate predicate)
    {
        using JsonDocument? statistics = file.Statistics is { } given ? StatisticsJson.TryParse(given.Memory) : null;
        return (Evaluate(new FileFacts(file, statistics?.RootElement), predicate) & Outcomes.True) != Outcomes.None;
    }

    private Outcomes Evaluate(FileFacts file, DeltaPredicate predicate) => predicate switch
    {
        ConstantPredicate constant => constant.Value ? Outcomes.True : Outcomes.False,
        AndPredicate and => Logic.And(Evaluate(file, and.Left), Evaluate(file, and.Right)),
        OrPredicate or => Logic.Or(Evaluate(file, or.Left), Evaluate(file, or.Right)),
        NotPredicate not => Logic.Not(Evaluate(file, not.Operand)),
        IsNullPredicate isNull => ToIsNull(Find(file, isNull.Column)),
        ComparisonPredicate comparison => RangeLogic.Compare(Find(file, comparison.Column), comparison.Operator, comparison.Value),
        InPredicate list => list.Values.Aggregate(
            Outcomes.False,
            (all, value) => Logic.Or(all, RangeLogic.Compare(Find(file, list.Column), ComparisonOperator.Equal, value))),
        StartsWithPredicate prefix => RangeLogic.StartsWith(Find(file, prefix.Column), prefix.Prefix),
        _ => Outcomes.Any,
    };

    private static Outcomes ToIsNull(ColumnRange column) =>
        (column.MayBeNull ? Outcomes.True : Outcomes.None) | (column.MayBeValue ? Outcomes.False : Outcomes.None);

    private ColumnRange Find(FileFacts file, ColumnPath column)
    {
        if (column.Parts.Count == 1 && _partitions.TryGetValue(column.Parts[0], out DeltaField? partition))
        {
            return FromPartition(file.File, partition);
        }

        return _schema.Find(column.Parts) is { Type: DeltaPrimitiveType type } && file.Statistics is { } statistics
            ? FromStatistics(StatisticsJson.ReadColumn(statistics, column, type), type, StatisticsJson.ReadNumRecords(statistics))
            : ColumnRange.Unknown;
    }

    private static ColumnRange FromPartition(AddFile file, DeltaField partition)
    {
        if (!file.PartitionValues.TryGetValue(partition.Name, out string? text) || string.IsNullOrEmpty(text))
        {
            return ColumnRange.OnlyNull;
        }

        return partition.Type is DeltaPrimitiveType type && PartitionIsExact(type, text) && DeltaValue.TryParse(type, text) is { } value
            ? new ColumnRange(value, value, MayBeNull: false, MayBeValue: true)
            : new ColumnRange(null, null, MayBeNull: true, MayBeValue: true);
    }

    // Bytes have no single text form, and a timestamp without zone mark is in the unknown zone of its writer.
    private static bool PartitionIsExact(DeltaPrimitiveType type, string text) => type.Kind switch
    {
        DeltaTypeKind.Binary => false,
        DeltaTypeKind.Timestamp => text.EndsWith('Z'),
        _ => true,
    };

    private static ColumnRange FromStatistics(ColumnStatistics column, DeltaPrimitiveType type, long? rows)
    {
        // Any NaN is above every bound, and writers disagree on whether bounds speak of NaN.
        DeltaValue? max = type.Kind is DeltaTypeKind.Float or DeltaTypeKind.Double ? null : column.Max;
        return new ColumnRange(
            column.Min is { Kind: DeltaTypeKind.Double } min && double.IsNaN((double)min.Value) ? null : column.Min,
            max,
            MayBeNull: column.NullCount != 0,
            MayBeValue: column.NullCount is null || rows is null || column.NullCount != rows);
    }

    private readonly record struct FileFacts(AddFile File, JsonElement? Statistics);
}

/// <summary>What is known of the values of a column in a file.</summary>
internal readonly record struct ColumnRange(DeltaValue? Min, DeltaValue? Max, bool MayBeNull, bool MayBeValue)
{
    public static ColumnRange Unknown { get; } = new(null, null, MayBeNull: true, MayBeValue: true);

    public static ColumnRange OnlyNull { get; } = new(null, null, MayBeNull: true, MayBeValue: false);
}
