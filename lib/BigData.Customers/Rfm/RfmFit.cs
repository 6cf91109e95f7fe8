using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Finds the cut-offs: the engine reduces the customers to histograms and order statistics, the edges come from those.</summary>
internal static class RfmFit
{
    private const string Count = "count";
    private const string Rank = "rank";

    internal static IReadOnlyList<RfmCutOffs> CutOffs(DataFrame customers, RfmOptions options, List<string> warnings)
    {
        if (options.Method == RfmMethod.Ntile)
        {
            return [];
        }

        Dictionary<string, List<(double Value, long Count)>> recency = Histogram(customers, RfmColumns.RecencyDays);
        if (options.Method == RfmMethod.Bands)
        {
            return [.. recency.Keys.Order(StringComparer.Ordinal).SelectMany(source => Fixed(source, options.Bands!))];
        }

        Dictionary<string, long> counts = recency.ToDictionary(pair => pair.Key, pair => pair.Value.Sum(bin => bin.Count), StringComparer.Ordinal);
        Dictionary<string, Dictionary<long, double>> spend = OrderStatistics(customers, counts);
        Dictionary<string, List<(double Value, long Count)>>? frequency =
            options.Method == RfmMethod.QuantilePlusOne ? Histogram(customers, RfmColumns.Frequency) : null;
        var cutOffs = new List<RfmCutOffs>();
        foreach (string source in counts.Keys.Order(StringComparer.Ordinal))
        {
            double[] monetary = Quintiles.Edges(counts[source], rank => spend[source][rank]);
            cutOffs.AddRange(frequency is null
                ? Quantiles(source, recency[source], counts[source], monetary, options.OnTies, warnings)
                : QuantilesPlusOne(source, recency[source], frequency[source], monetary));
        }

        return cutOffs;
    }

    private static IEnumerable<RfmCutOffs> Fixed(string source, RfmBands bands) =>
    [
        new(source, RfmColumns.RecencyDays, bands.RecencyUpTo, RightClosed: true),
        new(source, RfmColumns.Frequency, bands.FrequencyFrom, RightClosed: false),
        new(source, RfmColumns.Monetary, bands.MonetaryFrom, RightClosed: false),
    ];

    private static RfmCutOffs[] Quantiles(
        string source,
        List<(double Value, long Count)> recency,
        long count,
        double[] monetary,
        RfmTies onTies,
        List<string> warnings)
    {
        RfmCutOffs[] cutOffs =
        [
            new(source, RfmColumns.RecencyDays, Quintiles.Edges(recency), RightClosed: true),
            new(source, RfmColumns.FrequencyRank, Quintiles.Edges(count, rank => rank + 1), RightClosed: true),
            new(source, RfmColumns.Monetary, monetary, RightClosed: true),
        ];
        foreach (RfmCutOffs cutOff in cutOffs.Where(HasTies))
        {
            string metric = cutOff.Metric == RfmColumns.FrequencyRank ? RfmColumns.Frequency : cutOff.Metric;
            if (onTies == RfmTies.Error)
            {
                throw new RfmTiesException(source, metric, cutOff.Edges);
            }

            warnings.Add(
                $"{source}: the quintiles of {metric} are not distinct ({RfmCutOffs.Text(cutOff.Edges)}); "
                + "customers with equal values share a score and some scores stay unused");
        }

        return cutOffs;
    }

    private static RfmCutOffs[] QuantilesPlusOne(
        string source,
        List<(double Value, long Count)> recency,
        List<(double Value, long Count)> frequency,
        double[] monetary)
    {
        static double[] PlusOne(double[] edges) => [.. edges.Select(edge => edge + 1)];
        return
        [
            new(source, RfmColumns.RecencyDays, PlusOne(Quintiles.Edges(recency)), RightClosed: false),
            new(source, RfmColumns.Frequency, PlusOne(Quintiles.Edges(frequency)), RightClosed: false),
            new(source, RfmColumns.Monetary, PlusOne(monetary), RightClosed: false),
        ];
    }

    private static bool HasTies(RfmCutOffs cutOff) => cutOff.Edges.Zip(cutOff.Edges.Skip(1)).Any(pair => pair.First.Equals(pair.Second));

    private static Dictionary<string, List<(double Value, long Count)>> Histogram(DataFrame customers, string metric) =>
        customers.GroupBy(RfmColumns.Source, metric).Count()
            .OrderBy(RfmColumns.Source, metric)
            .Collect()
            .GroupBy(row => row.GetAs<string>(RfmColumns.Source), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(row => (Convert.ToDouble(row.Get(metric), null), row.GetAs<long>(Count))).ToList(),
                StringComparer.Ordinal);

    // The totals that the quintiles are interpolated from: at most eight ranks of each source.
    private static Dictionary<string, Dictionary<long, double>> OrderStatistics(DataFrame customers, Dictionary<string, long> counts)
    {
        if (counts.Count == 0)
        {
            return [];
        }

        WindowSpec bySpend = Window.PartitionBy(RfmColumns.Source).OrderBy(RfmColumns.Monetary);
        Column wanted = counts
            .Select(pair => Col(RfmColumns.Source).EqualTo(Lit(pair.Key))
                .And(Col(Rank).IsIn([.. Quintiles.Ranks(pair.Value).Select(rank => (object)(rank + 1))])))
            .Aggregate((left, right) => left.Or(right));
        return customers
            .Select(Col(RfmColumns.Source), Col(RfmColumns.Monetary), RowNumber().Over(bySpend).Cast("bigint").As(Rank))
            .Filter(wanted)
            .Select(Col(RfmColumns.Source), Col(Rank), Col(RfmColumns.Monetary).Cast("double").As(RfmColumns.Monetary))
            .Collect()
            .GroupBy(row => row.GetAs<string>(RfmColumns.Source), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.ToDictionary(row => row.GetAs<long>(Rank) - 1, row => row.GetAs<double>(RfmColumns.Monetary)),
                StringComparer.Ordinal);
    }
}
