using BigData.Benchmarks.Harness;
using BigData.Customers;
using BigData.DuckDb;
using BigData.Spark.Sql;

namespace BigData.Benchmarks.Neighbours;

/// <summary>Item–item neighbours by cosine, from a Parquet file of interactions to one of neighbours, against SQL by hand over whole numbers.</summary>
internal sealed class NeighboursBenchmark : Benchmark
{
    private const string Query = """
        CREATE TEMP TABLE liked AS
        SELECT customer_id, product_id FROM '{0}' WHERE weight > 0
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY weight DESC, product_id) <= 50;
        CREATE TEMP TABLE items AS
        SELECT product_id, row_number() OVER (ORDER BY product_id)::INTEGER AS item, count(*) AS customers FROM liked GROUP BY product_id;
        CREATE TEMP TABLE coded AS SELECT customer_id, item FROM liked JOIN items USING (product_id);
        COPY (
            WITH pairs AS (
                SELECT a.item, b.item AS other, count(*) AS support FROM coded a JOIN coded b ON a.customer_id = b.customer_id AND a.item < b.item
                GROUP BY a.item, b.item HAVING count(*) >= 3),
            alike AS (
                SELECT p.item, p.other, support, support / sqrt(i.customers::DOUBLE * j.customers::DOUBLE) AS similarity
                FROM pairs p JOIN items i ON i.item = p.item JOIN items j ON j.item = p.other),
            best AS (
                SELECT *, row_number() OVER (PARTITION BY item ORDER BY similarity DESC, other)::INTEGER AS rank
                FROM (SELECT item, other, similarity, support FROM alike UNION ALL SELECT other, item, similarity, support FROM alike)
                QUALIFY rank <= 20)
            SELECT 'shop' AS source, i.product_id, rank, j.product_id AS neighbour_id, similarity, support
            FROM best JOIN items i ON i.item = best.item JOIN items j ON j.item = best.other
        ) TO '{1}' (FORMAT parquet, COMPRESSION snappy)
        """;

    private const string Facts = """
        SELECT concat(count(*), ' neighbours, support ', sum(support), ', similarity ', round(sum(similarity), 6), ', rows ',
                      bit_xor(hash(source, product_id, rank::INTEGER, neighbour_id, similarity, support::BIGINT)))
        FROM '{0}'
        """;

    public override string Name => "neighbours";

    public override string Title => "Item–item neighbours from 5 million interactions of 200,000 customers with 10,000 products, 50 a customer at most";

    public override double TimeLimit => 1.2;

    public override async Task PrepareAsync(string folder)
    {
        if (!File.Exists(Interactions(folder)))
        {
            await GeneratedInteractions.WriteAsync(Interactions(folder) + ".unfinished");
            File.Move(Interactions(folder) + ".unfinished", Interactions(folder));
        }
    }

    public override async Task BaselineAsync(string folder)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        string file = Path.Combine(Directory.CreateDirectory(Fresh(ByHand(folder))).FullName, "neighbours.parquet");
        await session.ExecuteAsync(Query.Replace("{0}", Interactions(folder), StringComparison.Ordinal).Replace("{1}", file, StringComparison.Ordinal));
    }

    public override Task OursAsync(string folder)
    {
        using SparkSession spark = SparkSession.Builder().Embedded(Fresh(Path.Combine(folder, "neighbours-lakehouse"))).GetOrCreate();
        using ItemSimilarityModel model = ItemSimilarity.Fit(spark.Read().Parquet(Interactions(folder)), new SimilarityOptions { MaximumItemsPerCustomer = 50 });
        model.Neighbours.Write().Mode("overwrite").Parquet(Ours(folder));
        return Task.CompletedTask;
    }

    public override Task<string> BaselineFactsAsync(string folder) => FactsAsync(ByHand(folder));

    public override Task<string> OursFactsAsync(string folder) => FactsAsync(Ours(folder));

    private static async Task<string> FactsAsync(string folder)
    {
        using DuckDbInstance instance = DuckDbInstance.Open();
        using DuckDbSession session = instance.Connect();
        return (await session.ScalarAsync<string>(Facts.Replace("{0}", Path.Combine(folder, "*.parquet"), StringComparison.Ordinal)))!;
    }

    private static string Interactions(string folder) => Path.Combine(folder, "neighbours-interactions.parquet");

    private static string ByHand(string folder) => Path.Combine(folder, "neighbours-by-hand");

    private static string Ours(string folder) => Path.Combine(folder, "neighbours-ours");
}
