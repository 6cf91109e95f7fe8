using System.Globalization;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>Describe and summary: a row for each statistic, all values as text.</summary>
internal static class SummaryPlans
{
    private const string Label = "summary";
    private static readonly string[] Described = ["count", "mean", "stddev", "min", "max"];
    private static readonly string[] Summarised = ["count", "mean", "stddev", "min", "25%", "50%", "75%", "max"];

    public static Task<Relation> DescribeAsync(Describe describe, IPlanProbe probe, CancellationToken token)
    {
        Relation input = describe.Columns.IsEmpty ? describe.Input : new Project(describe.Input, describe.Columns.Map(Build.Parsed));
        return TableAsync(input, Described, probe, token);
    }

    public static Task<Relation> SummaryAsync(Summary summary, IPlanProbe probe, CancellationToken token)
        => TableAsync(summary.Input, summary.Statistics.IsEmpty ? Summarised : [.. summary.Statistics], probe, token);

    private static async Task<Relation> TableAsync(Relation input, string[] statistics, IPlanProbe probe, CancellationToken token)
    {
        StructType schema = await probe.SchemaAsync(input, token).ConfigureAwait(false);
        int[] columns = [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].DataType is StringType || TypeRules.IsNumeric(schema[i].DataType))];
        List<Expression> aggregates = [];
        List<IReadOnlyList<Expression>> rows = [];
        foreach (string statistic in statistics)
        {
            List<Expression> cells = [Build.Text(statistic)];
            foreach (int column in columns)
            {
                string name = FormattableString.Invariant($"a{aggregates.Count}");
                Expression value = Statistic(statistic, Build.Column(Build.Name(column)), schema[column].DataType);
                aggregates.Add(Build.Named(Build.Cast(value, DataTypes.String), name));
                cells.Add(Build.Column(name));
            }

            rows.Add(cells);
        }

        Relation total = aggregates.Count == 0 ? new Project(null, default) : Build.Total(Build.Plain(input, schema.Count), [.. aggregates]);
        return Build.Rows(total, [Label, .. columns.Select(i => schema[i].Name)], rows);
    }

    private static Expression Statistic(string statistic, Expression column, DataType type)
    {
        Expression number = type is StringType ? Build.Double(column, type) : column;
        return statistic.ToLowerInvariant() switch
        {
            "count" => Build.Call("count", column),
            "count_distinct" => new FunctionCall("count", column) { IsDistinct = true },
            "approx_count_distinct" => Build.Call("approx_count_distinct", column),
            "mean" => Build.Call("avg", number),
            "stddev" => Build.Call("stddev", number),
            "min" => Build.Call("min", column),
            "max" => Build.Call("max", column),
            _ when statistic.EndsWith('%') => Build.Call("percentile_approx", number, Build.Number(Percentile(statistic))),
            _ => throw new SparkIllegalArgumentException($"{statistic} is not a recognised statistic"),
        };
    }

    private static double Percentile(string statistic)
    {
        if (!double.TryParse(statistic.AsSpan(0, statistic.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent))
        {
            throw new SparkIllegalArgumentException($"Unable to parse {statistic} as a percentile");
        }

        return percent is >= 0 and <= 100
            ? percent / 100
            : throw new SparkIllegalArgumentException("requirement failed: Percentiles must be in the range [0, 1]");
    }
}
