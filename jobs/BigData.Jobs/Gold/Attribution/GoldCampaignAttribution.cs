using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.campaign_attribution</c>: what each campaign is credited with, by model and window.</summary>
internal sealed class GoldCampaignAttribution : AttributionJob
{
    public override TableContract Table => Gold.CampaignAttribution;

    public override IReadOnlyList<Expectation> Expectations => [.. base.Expectations, Expect.NotNull("conversions", "value"), Expect.Between("removal_effect", 0, 1)];

    protected override DataFrame Rows(AttributionResult result) => Rounded(result.Campaigns);
}
