using BigData.DuckDb;

namespace BigData.Benchmarks.Attribution;

/// <summary>
/// 20 million touches and a million conversions of up to two million customers in 180 days, seed 1: twelve channels of uneven size, eight
/// campaigns each; some customers have far more touches than others. Equal on every machine: only hashes of numbers decide.
/// </summary>
internal static class GeneratedTouches
{
    private const string Touches = """
        COPY (
            SELECT 'shop' AS source, concat('t', i) AS touch_id,
                   concat('c', (2000000 * pow(hash(i, 'customer', 1) / 18446744073709551616.0, 1.5))::BIGINT) AS customer_id,
                   ['email', 'paid_search', 'organic_search', 'display', 'social', 'affiliate', 'referral', 'direct', 'video', 'sms', 'push', 'partner']
                       [1 + (12 * pow(hash(i, 'channel', 1) / 18446744073709551616.0, 1.5))::BIGINT % 12] AS channel,
                   concat('campaign-', hash(i, 'campaign', 1) % 8) AS campaign, 'click' AS kind,
                   ((hash(i, 'cost', 1) % 5000)::DECIMAL(18,4) / 10000)::DECIMAL(18,4) AS cost,
                   TIMESTAMPTZ '2011-06-01 00:00:00+00' + to_microseconds((hash(i, 'time', 1) % 15552000000000)::BIGINT) AS occurred_at
            FROM range(20000000) t(i)
        ) TO '{0}' (FORMAT parquet, COMPRESSION snappy)
        """;

    private const string Conversions = """
        COPY (
            SELECT 'shop' AS source, concat('o', i) AS conversion_id,
                   concat('c', (2000000 * pow(hash(i, 'buyer', 1) / 18446744073709551616.0, 1.5))::BIGINT) AS customer_id,
                   ((100 + hash(i, 'value', 1) % 20000)::DECIMAL(18,2) / 100)::DECIMAL(18,2) AS value,
                   TIMESTAMPTZ '2011-06-01 00:00:00+00' + to_microseconds((hash(i, 'sale', 1) % 15552000000000)::BIGINT) AS converted_at
            FROM range(1000000) t(i)
        ) TO '{0}' (FORMAT parquet, COMPRESSION snappy)
        """;

    public static async Task WriteAsync(string touches, string conversions)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        await session.ExecuteAsync(Touches.Replace("{0}", touches, StringComparison.Ordinal));
        await session.ExecuteAsync(Conversions.Replace("{0}", conversions, StringComparison.Ordinal));
    }
}
