using BigData.DuckDb;

namespace BigData.Benchmarks.Rfm;

/// <summary>
/// 20 million order lines of 4 million invoices of 1 million customers, seed 1: every customer has an invoice, the other three million go
/// to few customers more often; two in a hundred invoices are returns. Equal on every machine: only hashes of numbers decide.
/// </summary>
internal static class GeneratedLines
{
    private const string Write = """
        COPY (
            WITH invoices AS (
                SELECT i, i % 50 = 49 AS is_return,
                       CASE WHEN i < 1000000 THEN i ELSE (1000000 * pow(hash(i, 'customer', 1) / 18446744073709551616.0, 2))::BIGINT END AS customer,
                       1 + hash(i, 'lines', 1) % 9 AS lines,
                       TIMESTAMPTZ '2010-01-01 00:00:00+00' + to_seconds((hash(i, 'time', 1) % 63072000)::BIGINT) AS ordered_at
                FROM range(4000000) t(i)
            ),
            lines AS (SELECT *, unnest(range(lines::BIGINT)) AS line FROM invoices)
            SELECT 'shop' AS source, concat(CASE WHEN is_return THEN 'C' ELSE '' END, 500000 + i) AS order_id, concat('c', customer) AS customer_id,
                   (((50 + hash(i, line, 1) % 20000) * CASE WHEN is_return THEN -1 ELSE 1 END)::DECIMAL(18,2) / 100)::DECIMAL(18,2) AS amount,
                   ordered_at, is_return
            FROM lines
            LIMIT 20000000
        ) TO '{0}' (FORMAT parquet, COMPRESSION snappy)
        """;

    public static async Task WriteAsync(string file)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        await session.ExecuteAsync(Write.Replace("{0}", file, StringComparison.Ordinal));
    }
}
