using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Values as text, as Spark's cast writes them.</summary>
internal static class TextLowering
{
    /// <summary>A template over one argument.</summary>
    public static string ToText(DataType type, ResolveOptions options) => Of("{0}", type, options, 0);

    private static string Of(string value, DataType type, ResolveOptions options, int depth)
    {
        string e = $"e{depth}";
        return type switch
        {
            StringType or CharType or VarcharType => value,
            BinaryType => $"decode({value})",
            DoubleType => $"{KernelCatalog.Use(TextKernels.Double)}({value})",
            FloatType => $"{KernelCatalog.Use(TextKernels.Float)}({value})",
            TimestampType => $"CAST({SessionTime.ToLocal(value, options)} AS VARCHAR)",
            DayTimeIntervalType or YearMonthIntervalType => IntervalSql.Text(value, type),
            CalendarIntervalType
                => throw AnalysisErrors.UnsupportedExpression($"CAST({type.SimpleString} AS STRING)", "Intervals of months and microseconds have no text form here."),
            ArrayType array => $"('[' || array_to_string(list_transform({value}, lambda {e}: {OrNull(e, array.ElementType, options, depth)}), ', ') || ']')",
            MapType map => $"('{{{{' || array_to_string(list_transform(map_entries({value}), lambda {e}: {Of(e + ".key", map.KeyType, options, depth + 1)} || ' -> ' || "
                + $"{OrNull(e + ".value", map.ValueType, options, depth)}), ', ') || '}}}}')",
            StructType fields => $"CASE WHEN {value} IS NOT NULL THEN '{{{{' || {string.Join(" || ', ' || ", fields.Fields.Select(f => Field(value, f, options, depth)))} || '}}}}' END",
            DecimalType d when d.Precision == d.Scale && d.Precision < DecimalType.MaxPrecision
                => FormattableString.Invariant($"CAST(CAST({value} AS DECIMAL({d.Precision + 1},{d.Scale})) AS VARCHAR)"),
            _ => $"CAST({value} AS VARCHAR)",
        };
    }

    private static string Field(string value, StructField field, ResolveOptions options, int depth)
        => OrNull($"struct_extract({value}, {Resolved.SqlTemplate.Escape(BigData.DuckDb.DuckDbSql.Literal(field.Name))})", field.DataType, options, depth);

    private static string OrNull(string value, DataType type, ResolveOptions options, int depth) => $"coalesce({Of(value, type, options, depth + 1)}, 'null')";
}
