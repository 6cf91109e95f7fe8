using BigData.Delta.Actions;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;

namespace BigData.Delta.Statistics;

/// <summary>Chooses the columns that get statistics: the first leaves of the schema, or those that a table property names.</summary>
internal static class StatisticsColumns
{
    public static IReadOnlyList<StatisticsColumn> Choose(Metadata metadata, int limit)
    {
        HashSet<string> partitions = new(metadata.PartitionColumns, StringComparer.OrdinalIgnoreCase);
        List<StatisticsColumn> leaves = [];
        foreach (DeltaField field in metadata.GetSchema().Fields)
        {
            if (!partitions.Contains(field.Name))
            {
                Collect([field.Name], field.Type, leaves);
            }
        }

        if (metadata.GetProperty("delta.dataSkippingStatsColumns") is { } names)
        {
            string[] wanted = names.Split(',', StringSplitOptions.TrimEntries).Select(n => n.Replace("`", string.Empty, StringComparison.Ordinal)).ToArray();
            return leaves.Where(l => wanted.Any(w => Covers(w, l.Column.ToString()))).ToArray();
        }

        return limit < 0 ? leaves : leaves.Take(limit).ToArray();
    }

    private static bool Covers(string wanted, string column) =>
        column.Equals(wanted, StringComparison.OrdinalIgnoreCase)
        || column.StartsWith(wanted + ".", StringComparison.OrdinalIgnoreCase);

    private static void Collect(IReadOnlyList<string> path, DeltaType type, List<StatisticsColumn> leaves)
    {
        if (type is DeltaStructType nested)
        {
            foreach (DeltaField field in nested.Fields)
            {
                Collect([.. path, field.Name], field.Type, leaves);
            }

            return;
        }

        leaves.Add(new StatisticsColumn(new ColumnPath(path), type, type is DeltaPrimitiveType primitive && HasBounds(primitive.Kind)));
    }

    private static bool HasBounds(DeltaTypeKind kind) => kind switch
    {
        DeltaTypeKind.Byte or DeltaTypeKind.Short or DeltaTypeKind.Integer or DeltaTypeKind.Long => true,
        DeltaTypeKind.Float or DeltaTypeKind.Double or DeltaTypeKind.Decimal or DeltaTypeKind.String => true,
        DeltaTypeKind.Date or DeltaTypeKind.Timestamp or DeltaTypeKind.TimestampNtz => true,
        _ => false,
    };
}
