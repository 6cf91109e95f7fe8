using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.channel_attribution</c>: what each channel is credited with, by model and window.</summary>
internal sealed class GoldChannelAttribution : AttributionJob
{
    public override TableContract Table => Gold.ChannelAttribution;

    public override IReadOnlyList<Expectation> Expectations => [.. base.Expectations, Expect.NotNull("conversions", "value"), Expect.Between("removal_effect", 0, 1)];

    protected override DataFrame Rows(AttributionResult result) => Rounded(result.Channels);
}
