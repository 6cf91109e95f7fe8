using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Rendering;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Executing.Results;

/// <summary>A query as its result leaves the engine: intervals as the whole numbers that Spark's Arrow form has for them.</summary>
internal static class ResultSql
{
    public static string Of(RenderedQuery query) => query.Schema.Fields.Any(field => IsInterval(field.DataType)) ? Wrap(query, Number) : query.Sql;

    /// <summary>The query for printing: intervals as text.</summary>
    public static RenderedQuery ForShow(RenderedQuery query)
    {
        if (!query.Schema.Fields.Any(field => IsInterval(field.DataType)))
        {
            return query;
        }

        string sql = Wrap(query, Text);
        return query with
        {
            Sql = sql,
            Schema = new StructType(query.Schema.Fields.Select(field => IsInterval(field.DataType) ? field with { DataType = DataTypes.String } : field)),
            Kernels = KernelCatalog.In(sql).ToValueArray(),
        };
    }

    private static bool IsInterval(DataType type) => type is DayTimeIntervalType or YearMonthIntervalType;

    private static string Wrap(RenderedQuery query, Func<string, DataType, string> convert)
    {
        string[] names = [.. query.Schema.Fields.Select((_, i) => FormattableString.Invariant($"c{i}"))];
        IEnumerable<string> columns = query.Schema.Fields.Select((field, i) =>
            $"{(IsInterval(field.DataType) ? convert("r." + names[i], field.DataType) : "r." + names[i])} AS {DuckDbSql.Identifier(field.Name)}");
        return $"SELECT {string.Join(", ", columns)}\nFROM (\n  {Select.Indent(query.Sql)}\n) AS r({string.Join(", ", names)})";
    }

    private static string Number(string value, DataType type) => type is DayTimeIntervalType ? IntervalSql.Micros(value) : IntervalSql.Months(value);

    private static string Text(string value, DataType type) => IntervalSql.Text(value, type);
}
