using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.channel_transitions</c>: how often customers went from one channel to the next, by window; the links of a Sankey picture.</summary>
internal sealed class GoldChannelTransitions : AttributionJob
{
    public override TableContract Table => Gold.ChannelTransitions;

    protected override DataFrame Rows(AttributionResult result) => result.Transitions;
}
