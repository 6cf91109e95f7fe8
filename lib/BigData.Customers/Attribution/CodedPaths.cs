using BigData.Models;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Distinct paths as arrays of codes: source, window_days, path array&lt;int&gt;, conversions, value, nulls, cut.</summary>
internal static class CodedPaths
{
    /// <summary>Counts equal paths of windowed journeys.</summary>
    internal static DataFrame Of(DataFrame windows, TouchCatalogue catalogue, PathLabels labels)
    {
        Column codes = Transform(Col(AttributionColumns.Touches), (touch, i) => labels.Code(catalogue.ChannelOf(touch), i));
        Column value = Col(AttributionColumns.Value);
        return windows
            .Select(Col(AttributionColumns.Source), Col(AttributionColumns.WindowDays), codes.As(AttributionColumns.Path), value, Col(AttributionColumns.Cut))
            .GroupBy(AttributionColumns.Source, AttributionColumns.WindowDays, AttributionColumns.Path)
            .Agg(
                Functions.Count(value).As(AttributionColumns.Conversions),
                Coalesce(Sum(value), Lit(0)).Cast("decimal(28,2)").As(AttributionColumns.Value),
                Functions.Count(When(value.IsNull(), Lit(1))).As(AttributionColumns.Nulls),
                Sum(Col(AttributionColumns.Cut)).As(AttributionColumns.Cut));
    }

    /// <summary>The frame of gold.conversion_paths: codes become names again.</summary>
    internal static DataFrame Named(DataFrame paths, PathLabels labels, DateOnly asOf)
    {
        Column path = labels.Names(Col(AttributionColumns.Path));
        return paths.Select(
            Col(AttributionColumns.Source),
            Lit(asOf).As(AttributionColumns.AsOf),
            Col(AttributionColumns.WindowDays),
            path.As(AttributionColumns.Path),
            Col(AttributionColumns.Conversions),
            Col(AttributionColumns.Value).Cast("decimal(18,2)").As(AttributionColumns.Value),
            Col(AttributionColumns.Nulls));
    }

    /// <summary>What the elements of the paths of every source are called.</summary>
    internal static Dictionary<string, SourceChannels> Labels(DataFrame paths, PathLabels labels) =>
        GivenPaths.Labels(paths, element => labels.Name((int)element));

    /// <summary>Reads the paths, one tally a source and window.</summary>
    /// <param name="paths">Frame with source, window_days, path, conversions, value, nulls and cut.</param>
    /// <param name="channelsOf">How many different elements the paths of a source may have.</param>
    /// <param name="codeOf">The code, within the source, of an element of a path.</param>
    internal static Dictionary<PathGroup, PathTally> Read(DataFrame paths, Func<string, int> channelsOf, Func<string, object, int> codeOf)
    {
        var tallies = new Dictionary<PathGroup, PathTally>();
        int[] path = [];
        DataFrame rows = paths.Select(
            Col(AttributionColumns.Source), Col(AttributionColumns.WindowDays), Col(AttributionColumns.Path), Col(AttributionColumns.Conversions),
            Col(AttributionColumns.Value).Cast("double"), Col(AttributionColumns.Nulls), Col(AttributionColumns.Cut));
        foreach (Row row in rows.ToLocalIterator())
        {
            var group = new PathGroup(row.GetAs<string>(0), row.GetAs<int>(1));
            if (!tallies.TryGetValue(group, out PathTally? tally))
            {
                tallies[group] = tally = new PathTally(new PathTableBuilder(channelsOf(group.Source)));
            }

            var elements = (IReadOnlyList<object?>)row.Get(2)!;
            path = path.Length < elements.Count ? new int[elements.Count] : path;
            for (int i = 0; i < elements.Count; i++)
            {
                path[i] = codeOf(group.Source, elements[i]!);
            }

            if (row.GetAs<long>(3) < 0 || row.GetAs<long>(5) < 0)
            {
                throw new ArgumentException(
                    $"The path [{string.Join(", ", elements)}] of source '{group.Source}' has {row.Get(3)} conversions and {row.Get(5)} nulls; "
                    + "expected counts of at least 0. Take cancelled conversions out of the paths that they came from.",
                    nameof(paths));
            }

            tally.Add(path.AsSpan(0, elements.Count), row.GetAs<long>(3), row.GetAs<double>(4), row.GetAs<long>(5), row.GetAs<long>(6));
        }

        return tallies;
    }
}
