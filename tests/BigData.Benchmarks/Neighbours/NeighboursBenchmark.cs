using BigData.Benchmarks.Harness;
using BigData.Customers;
using BigData.Spark.Sql;

namespace BigData.Benchmarks.Neighbours;

/// <summary>Item–item neighbours by cosine, from a Parquet file of interactions to one of neighbours, against SQL by hand over whole numbers.</summary>
internal sealed class NeighboursBenchmark : SqlBenchmark
{
    protected override string Query => """
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

    protected override string Facts => """
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

    protected override string[] Data(string folder) => [Interactions(folder)];

    protected override void Compute(SparkSession spark, string[] data, string target)
    {
        using ItemSimilarityModel model = ItemSimilarity.Fit(spark.Read().Parquet(data[0]), new SimilarityOptions { MaximumItemsPerCustomer = 50 });
        model.Neighbours.Write().Mode("overwrite").Parquet(target);
    }

    private static string Interactions(string folder) => Path.Combine(folder, "neighbours-interactions.parquet");
}
