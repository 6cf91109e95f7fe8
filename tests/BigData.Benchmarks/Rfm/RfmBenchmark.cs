using BigData.Benchmarks.Harness;
using BigData.Customers;
using BigData.Spark.Sql;

namespace BigData.Benchmarks.Rfm;

/// <summary>RFM alone, from a Parquet file of order lines to a Parquet file of scored customers.</summary>
internal sealed class RfmBenchmark : SqlBenchmark
{
    protected override string Query => """
        CREATE TEMP TABLE customers AS
        SELECT source, customer_id, datediff('day', max(ordered_at)::DATE, DATE '2012-01-01')::INTEGER AS recency_days,
               count(DISTINCT order_id) AS frequency, sum(amount) AS monetary
        FROM '{0}'
        WHERE customer_id IS NOT NULL AND NOT is_return AND ordered_at < TIMESTAMPTZ '2012-01-01 00:00:00+00'
        GROUP BY ALL HAVING sum(amount) > 0;
        COPY (
            WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY source ORDER BY frequency, customer_id) AS rank FROM customers),
            edges AS (SELECT source, quantile_cont(recency_days, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(rank, [0.2, 0.4, 0.6, 0.8]) AS f,
                             quantile_cont(monetary::DOUBLE, [0.2, 0.4, 0.6, 0.8]) AS m FROM ranked GROUP BY source),
            scored AS (
                SELECT source, customer_id, DATE '2012-01-01' AS as_of, recency_days, frequency, monetary,
                       5 - ((recency_days > r[1])::INT + (recency_days > r[2])::INT + (recency_days > r[3])::INT + (recency_days > r[4])::INT) AS r_score,
                       1 + (rank > f[1])::INT + (rank > f[2])::INT + (rank > f[3])::INT + (rank > f[4])::INT AS f_score,
                       1 + (monetary > m[1])::INT + (monetary > m[2])::INT + (monetary > m[3])::INT + (monetary > m[4])::INT AS m_score
                FROM ranked JOIN edges USING (source))
            SELECT *, concat(r_score, f_score, m_score) AS rfm_code,
                   CASE WHEN r_score <= 2 AND f_score <= 2 THEN 'hibernating' WHEN r_score <= 2 AND f_score <= 4 THEN 'at_risk'
                        WHEN r_score <= 2 THEN 'cant_lose' WHEN r_score = 3 AND f_score <= 2 THEN 'about_to_sleep'
                        WHEN r_score = 3 AND f_score = 3 THEN 'need_attention' WHEN r_score <= 4 AND f_score >= 4 THEN 'loyal'
                        WHEN r_score = 4 AND f_score = 1 THEN 'promising' WHEN f_score = 1 THEN 'new' WHEN f_score <= 3 THEN 'potential_loyal'
                        ELSE 'champions' END AS segment
            FROM scored
        ) TO '{1}' (FORMAT parquet, COMPRESSION snappy)
        """;

    protected override string Facts => """
        SELECT concat(count(*), ' customers, recency ', sum(recency_days), ', frequency ', sum(frequency), ', monetary ', sum(monetary),
                      ', scores ', sum(r_score), ' ', sum(f_score), ' ', sum(m_score), ', rows ',
                      bit_xor(hash(source, customer_id, as_of, recency_days::INTEGER, frequency::BIGINT, monetary::DECIMAL(28,2), rfm_code, segment)))
        FROM '{0}'
        """;

    public override string Name => "rfm";

    public override string Title => "RFM on 20 million order lines, 4 million invoices, 1 million customers";

    public override double TimeLimit => 1.15;

    public override double? MemoryLimit => 1.3;

    public override async Task PrepareAsync(string folder)
    {
        if (!File.Exists(Lines(folder)))
        {
            await GeneratedLines.WriteAsync(Lines(folder) + ".unfinished");
            File.Move(Lines(folder) + ".unfinished", Lines(folder));
        }
    }

    protected override string[] Data(string folder) => [Lines(folder)];

    protected override void Compute(SparkSession spark, string[] data, string target)
    {
        using RfmModel model = Customers.Rfm.Fit(spark.Read().Parquet(data[0]), new RfmOptions { AsOf = new DateOnly(2012, 1, 1) });
        model.Scores.Write().Mode("overwrite").Parquet(target);
    }

    private static string Lines(string folder) => Path.Combine(folder, "rfm-lines.parquet");
}
