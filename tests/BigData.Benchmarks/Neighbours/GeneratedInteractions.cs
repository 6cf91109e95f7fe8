using BigData.DuckDb;

namespace BigData.Benchmarks.Neighbours;

/// <summary>
/// About 5 million interactions of up to 200,000 customers with 10,000 products, seed 1: some customers have far more than others, some products are far
/// more popular, and half of what a customer has is of one of 50 tastes. Equal on every machine: only hashes of numbers decide.
/// </summary>
internal static class GeneratedInteractions
{
    private const string Query = """
        COPY (
            WITH drawn AS (
                SELECT (200000 * pow(hash(i, 'customer', 1) / 18446744073709551616.0, 1.5))::BIGINT AS customer,
                       (10000 * pow(hash(i, 'product', 1) / 18446744073709551616.0, 2))::BIGINT AS product,
                       hash(i, 'taste', 1) % 2 = 0 AS is_own, 1 + hash(i, 'weight', 1) % 5 AS weight
                FROM range(6200000) t(i)),
            placed AS (
                SELECT customer, CASE WHEN is_own THEN product - product % 50 + hash(customer, 'own', 1) % 50 ELSE product END AS product, weight FROM drawn)
            SELECT 'shop' AS source, concat('c', customer) AS customer_id, concat('p', product) AS product_id, sum(weight)::DOUBLE AS weight
            FROM placed GROUP BY customer, product
        ) TO '{0}' (FORMAT parquet, COMPRESSION snappy)
        """;

    public static async Task WriteAsync(string file)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        await session.ExecuteAsync(Query.Replace("{0}", file, StringComparison.Ordinal));
    }
}
