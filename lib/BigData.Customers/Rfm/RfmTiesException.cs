namespace BigData.Customers;

/// <summary>Quintiles are impossible: too many customers of a source share one value of a metric.</summary>
public sealed class RfmTiesException : Exception
{
    internal RfmTiesException(string source, string metric, IReadOnlyList<double> edges)
        : base($"RFM of source '{source}': the quintiles of {metric} are not distinct ({RfmCutOffs.Text(edges)}), so its customers cannot be "
            + $"cut into five groups. Set OnTies = RfmTies.Merge (equal values share a score), or use RfmMethod.Ntile or RfmMethod.Bands")
    {
        Source = source;
        Metric = metric;
    }

    /// <summary>The source whose customers were scored.</summary>
    public new string Source { get; }

    /// <summary>The metric: <c>recency_days</c>, <c>frequency</c> or <c>monetary</c>.</summary>
    public string Metric { get; }
}
