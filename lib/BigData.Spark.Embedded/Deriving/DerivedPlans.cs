using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Deriving;

/// <summary>
/// Relations that stand for a plan of others, which depends on the columns or the rows of their input: statistics, pivots whose values are not given, and
/// transposed rows. Spark's planner makes them out of others too, and runs queries for it.
/// </summary>
internal sealed class DerivedPlans(IPlanProbe probe)
{
    /// <summary>The plan that takes the place of the relation; null when it stands for itself.</summary>
    /// <param name="relation">Any relation.</param>
    /// <param name="token">Cancels the queries.</param>
    /// <exception cref="Sql.SparkException">A column is not there or has the wrong type, or a query fails.</exception>
    public async ValueTask<Relation?> FindAsync(Relation relation, CancellationToken token) => relation switch
    {
        Aggregate { Pivot.Values.IsEmpty: true } pivot => await PivotPlans.WithValuesAsync(pivot, probe, token).ConfigureAwait(false),
        Describe describe => await SummaryPlans.DescribeAsync(describe, probe, token).ConfigureAwait(false),
        Summary summary => await SummaryPlans.SummaryAsync(summary, probe, token).ConfigureAwait(false),
        Crosstab crosstab => FrequencyPlans.Crosstab(crosstab),
        FrequentItems items => FrequencyPlans.Items(items),
        SampleBy sample => FrequencyPlans.Sample(sample),
        Correlation correlation => await CorrelationPlans.PairAsync(correlation, probe, token).ConfigureAwait(false),
        ApproxQuantile quantile => await CorrelationPlans.QuantilesAsync(quantile, probe, token).ConfigureAwait(false),
        Transpose transpose => await PivotPlans.TransposeAsync(transpose, probe, token).ConfigureAwait(false),
        _ => null,
    };
}
