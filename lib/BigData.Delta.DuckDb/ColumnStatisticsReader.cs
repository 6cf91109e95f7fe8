using System.Globalization;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;
using BigData.Delta.Statistics;
using BigData.DuckDb;

namespace BigData.Delta.DuckDb;

/// <summary>Turns the texts of COPY's statistics into what the log wants.</summary>
internal static class ColumnStatisticsReader
{
    public static ColumnStatistics Read(WrittenFile file, StatisticsColumn column, NotFiniteColumns notFinite)
    {
        var key = Key(column.Column);
        var bounds = column.WantsBounds && !notFinite.Contains(file.FullPath, column.Column);
        return new ColumnStatistics(
            column.Column,
            bounds && file.Statistic(key, "min") is { } min ? ParseValue(min, column.Type) : null,
            bounds && file.Statistic(key, "max") is { } max ? ParseValue(max, column.Type) : null,
            long.TryParse(file.Statistic(key, "null_count"), NumberStyles.None, CultureInfo.InvariantCulture, out var nulls) ? nulls : null);
    }

    /// <summary>Reads DuckDB's text of a value; null when it is none of the years 1 to 9999, infinite, or not a value of the type.</summary>
    public static DeltaValue? ParseValue(string text, DeltaType type)
    {
        if (type is not DeltaPrimitiveType primitive || text.EndsWith("(BC)", StringComparison.Ordinal) || text.EndsWith("infinity", StringComparison.Ordinal))
        {
            return null;
        }

        return primitive.Kind switch
        {
            // The texts of COPY are in UTC, whatever the session's zone is.
            DeltaTypeKind.Timestamp => text.EndsWith("+00", StringComparison.Ordinal) ? DeltaValue.TryParse(primitive, text[..^3]) : null,
            DeltaTypeKind.Float or DeltaTypeKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? DeltaValue.Double(number)
                : null,
            _ => DeltaValue.TryParse(primitive, text),
        };
    }

    private static string Key(ColumnPath path) => string.Join('.', path.Parts.Select(DuckDbSql.Identifier));
}
