using BigData.Customers;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Jobs;

/// <summary><c>gold.customer_rfm</c>: recency, frequency and monetary value of customers, scored and named.</summary>
internal sealed class GoldCustomerRfm : TableJob
{
    public override TableContract Table => Gold.CustomerRfm;

    public override IReadOnlyList<Input> Inputs => [Silver.OrderLines.Full()];

    public override IReadOnlyList<Expectation> Expectations =>
    [
        Expect.Unique("source", "customer_id"),
        Expect.NotNull("source", "customer_id", "segment"),
        Expect.Between("r_score", 1, 5),
        Expect.Between("f_score", 1, 5),
        Expect.Between("m_score", 1, 5),
    ];

    public override DataFrame Build(JobContext job)
    {
        var options = new RfmOptions { AsOf = job.AsOf, TimeZones = job.TimeZones, OnTies = RfmTies.Merge };
        RfmModel model = job.Own(Rfm.Fit(job.Read(Silver.OrderLines), options));
        job.Fact("cut_offs", model.CutOffs.Select(cut => new { source = cut.Source, metric = cut.Metric, edges = cut.Edges }));
        foreach (string warning in model.Warnings)
        {
            job.Warn(warning);
        }

        return model.Scores.WithColumn("monetary", Functions.Col("monetary").Cast("decimal(18,2)"));
    }
}
