using BigData.Benchmarks.Harness;
using BigData.Customers;
using BigData.Spark.Sql;

namespace BigData.Benchmarks.Attribution;

/// <summary>
/// Paths, their credits by all twelve models, campaigns and transitions in three windows, from two Parquet files to four; the baseline is SQL
/// that only builds the same paths.
/// </summary>
internal sealed class AttributionBenchmark : SqlBenchmark
{
    // Sorting an unordered list is the faster of the two ways that SQL has: list(… ORDER BY …) takes about twice as long.
    protected override string Query => """
        COPY (
            WITH touches AS (SELECT * FROM '{0}' WHERE occurred_at < TIMESTAMPTZ '2011-12-01 00:00:00+00'),
            conversions AS (
                SELECT *, lag(converted_at) OVER (PARTITION BY source, customer_id ORDER BY converted_at, conversion_id) AS previous
                FROM '{1}' WHERE converted_at < TIMESTAMPTZ '2011-12-01 00:00:00+00'),
            journeys AS (
                SELECT c.source, c.converted_at AS ends, c.value, list_sort(list({t: t.occurred_at, id: t.touch_id, channel: t.channel})) AS touches
                FROM touches t JOIN conversions c USING (source, customer_id)
                WHERE t.occurred_at <= c.converted_at AND t.occurred_at >= c.converted_at - INTERVAL 90 DAY AND (previous IS NULL OR t.occurred_at > previous)
                GROUP BY c.source, c.conversion_id, c.converted_at, c.value
                UNION ALL
                SELECT source, max(occurred_at), NULL, list_sort(list({t: occurred_at, id: touch_id, channel: channel}))
                FROM touches ANTI JOIN conversions USING (source, customer_id) GROUP BY source, customer_id),
            windows AS (
                SELECT source, window_days, value,
                       list_transform(list_filter(touches, lambda x: x.t >= ends - to_days(window_days)), lambda x: x.channel)[-100:] AS path
                FROM journeys, (VALUES (7), (30), (90)) w(window_days)),
            paths AS (SELECT source, window_days, value, list_filter(path, lambda x, i: i = 1 OR x <> path[i - 1]) AS path FROM windows WHERE len(path) > 0)
            SELECT source, DATE '2011-12-01' AS as_of, window_days, path, count(value) AS conversions, coalesce(sum(value), 0)::DECIMAL(18,2) AS value,
                   count(*) - count(value) AS nulls
            FROM paths GROUP BY source, window_days, path
        ) TO '{2}' (FORMAT parquet, COMPRESSION snappy)
        """;

    protected override string Facts => """
        SELECT concat(count(*), ' paths, conversions ', sum(conversions), ', value ', sum(value), ', nulls ', sum(nulls), ', rows ',
                      bit_xor(hash(source, as_of, window_days::INTEGER, path, conversions::BIGINT, value::DECIMAL(18,2), nulls::BIGINT)))
        FROM '{0}'
        """;

    public override string Name => "attribution";

    public override string Title => "Attribution of a million conversions to 20 million touches: three windows, twelve models, against SQL that only builds the paths";

    public override double TimeLimit => 1.2;

    public override async Task PrepareAsync(string folder)
    {
        if (!File.Exists(Conversions(folder)))
        {
            await GeneratedTouches.WriteAsync(Touches(folder), Conversions(folder) + ".unfinished");
            File.Move(Conversions(folder) + ".unfinished", Conversions(folder));
        }
    }

    protected override string[] Data(string folder) => [Touches(folder), Conversions(folder)];

    protected override string Compared(string target) => Path.Combine(target, "paths");

    protected override void Compute(SparkSession spark, string[] data, string target)
    {
        using AttributionResult result = Customers.Attribution.Credit(
            spark.Read().Parquet(data[0]), spark.Read().Parquet(data[1]), new AttributionOptions { AsOf = new DateOnly(2011, 12, 1) });
        result.Paths.Write().Mode("overwrite").Parquet(Compared(target));
        result.Channels.Write().Mode("overwrite").Parquet(Path.Combine(target, "channels"));
        result.Campaigns.Write().Mode("overwrite").Parquet(Path.Combine(target, "campaigns"));
        result.Transitions.Write().Mode("overwrite").Parquet(Path.Combine(target, "transitions"));
    }

    private static string Touches(string folder) => Path.Combine(folder, "attribution-touches.parquet");

    private static string Conversions(string folder) => Path.Combine(folder, "attribution-conversions.parquet");
}
