using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Aggregated paths of the caller as arrays of names: source, window_days, path, conversions, value, nulls, cut.</summary>
internal static class GivenPaths
{
    private const string AllSources = "all";

    internal static DataFrame Of(DataFrame paths, AttributionOptions options)
    {
        Column path = Col(AttributionColumns.Path);
        DataFrame given = Select(paths)
            .WithColumn(AttributionColumns.Cut, When(Size(path).Gt(Lit(options.MaximumPathLength)), Lit(1L)).Otherwise(Lit(0L)))
            .WithColumn(AttributionColumns.Path, PathTransform.Last(path, options.MaximumPathLength));
        foreach (PathTransform transform in options.Transforms)
        {
            given = transform.Apply(given, AttributionColumns.Path, touch => touch, name => Lit(name));
        }

        if (options.CountsTouches)
        {
            given = given.WithColumn(AttributionColumns.Path, Transform(path, (name, i) => PathLabels.Of(name, Get(Col(PathTransform.Counts), i))));
        }

        return given
            .GroupBy(AttributionColumns.Source, AttributionColumns.WindowDays, AttributionColumns.Path)
            .Agg(
                Sum(Col(AttributionColumns.Conversions)).As(AttributionColumns.Conversions),
                Sum(Col(AttributionColumns.Value)).Cast("decimal(28,6)").As(AttributionColumns.Value),
                Sum(Col(AttributionColumns.Nulls)).As(AttributionColumns.Nulls),
                Sum(Col(AttributionColumns.Cut)).As(AttributionColumns.Cut));
    }

    /// <summary>What the elements of the paths of every source are called.</summary>
    /// <param name="paths">Frame with source and path.</param>
    /// <param name="nameOf">The name of an element.</param>
    internal static Dictionary<string, SourceChannels> Labels(DataFrame paths, Func<object, string> nameOf) =>
        paths.Select(Col(AttributionColumns.Source), Explode(AttributionColumns.Path).As(AttributionColumns.Channel))
            .Distinct()
            .Collect()
            .GroupBy(row => row.GetAs<string>(0), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new SourceChannels(group.Select(row => nameOf(row.Get(1)!))), StringComparer.Ordinal);

    /// <summary>The frame of gold.conversion_paths.</summary>
    internal static DataFrame Named(DataFrame given, DateOnly asOf) =>
        given.Filter(Size(AttributionColumns.Path).Gt(Lit(0))).Select(
            Col(AttributionColumns.Source),
            Lit(asOf).As(AttributionColumns.AsOf),
            Col(AttributionColumns.WindowDays),
            Col(AttributionColumns.Path),
            Col(AttributionColumns.Conversions),
            Col(AttributionColumns.Value).Cast("decimal(18,2)").As(AttributionColumns.Value),
            Col(AttributionColumns.Nulls));

    private static DataFrame Select(DataFrame paths)
    {
        IReadOnlyList<string> columns = paths.Columns();
        string[] missing =
        [
            .. new[] { AttributionColumns.Path, AttributionColumns.Conversions, AttributionColumns.Value, AttributionColumns.Nulls }.Except(columns, StringComparer.Ordinal),
        ];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"The frame of paths has no column {string.Join(", ", missing)}; expected path array<string>, conversions, value and nulls, it has {string.Join(", ", columns)}.",
                nameof(paths));
        }

        Column Given(string column, string type, object otherwise) =>
            (columns.Contains(column) ? Coalesce(Col(column).Cast(type), Lit(otherwise).Cast(type)) : Lit(otherwise).Cast(type)).As(column);
        return paths.Select(
            Given(AttributionColumns.Source, "string", AllSources),
            Given(AttributionColumns.WindowDays, "int", 0),
            Transform(Coalesce(Col(AttributionColumns.Path), Array().Cast("array<string>")), name => Coalesce(name, Lit(AttributionColumns.Unknown))).As(AttributionColumns.Path),
            Given(AttributionColumns.Conversions, "bigint", 0L),
            Given(AttributionColumns.Value, "decimal(28,6)", 0),
            Given(AttributionColumns.Nulls, "bigint", 0L));
    }
}
