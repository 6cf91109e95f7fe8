using BigData.Delta.Predicates;
using BigData.Delta.Schemas;

namespace BigData.Delta.Statistics;

/// <summary>What is known of one column in one file.</summary>
/// <param name="Column">The column.</param>
/// <param name="Min">A lower bound of the values; null when none is known (or the column holds a NaN).</param>
/// <param name="Max">An upper bound of the values; null when none is known (or the column holds a NaN).</param>
/// <param name="NullCount">Number of nulls; null when not known.</param>
public sealed record ColumnStatistics(ColumnPath Column, DeltaValue? Min, DeltaValue? Max, long? NullCount);

/// <summary>A column for which a file's statistics are wanted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="WantsBounds">False when only nulls are counted (booleans, bytes, lists and maps).</param>
public sealed record StatisticsColumn(ColumnPath Column, DeltaType Type, bool WantsBounds);
