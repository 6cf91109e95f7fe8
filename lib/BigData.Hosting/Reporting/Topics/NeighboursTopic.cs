using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>Products that the same customers are interested in.</summary>
internal sealed class NeighboursTopic(ProductNames names) : ReportTopic
{
    private const int Products = 10;
    private const int NeighboursShown = 3;

    private ILookup<string, Neighbour> _neighbours = Enumerable.Empty<Neighbour>().ToLookup(neighbour => neighbour.Source);

    public override string Id => "neighbours";

    public override string Title => "Products that go together";

    public override IReadOnlyList<string> Tables => ["gold.product_neighbours"];

    public override string? GuideName => "recommendations";

    public override IEnumerable<string> Sources => _neighbours.Select(group => group.Key);

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        DataFrame all = tables.Read("gold.product_neighbours");
        DataFrame products = all.GroupBy("source", "product_id").Agg(Expr("max(support) AS weight"))
            .WithColumn("place", Expr("row_number() OVER (PARTITION BY source ORDER BY weight DESC, product_id)"))
            .Where($"place <= {Products}");
        IReadOnlyList<Row> rows = await all.Where($"rank <= {NeighboursShown}")
            .Join(products, ["source", "product_id"])
            .Select("source", "place", "product_id", "rank", "neighbour_id", "similarity", "support")
            .CollectAsync(token).ConfigureAwait(false);
        _neighbours = rows.Select(row => new Neighbour(
            row.GetAs<string>("source"),
            row.GetAs<int>("place"),
            row.GetAs<string>("product_id"),
            row.GetAs<int>("rank"),
            row.GetAs<string>("neighbour_id"),
            row.GetAs<double>("similarity"),
            row.GetAs<long>("support"))).OrderBy(neighbour => neighbour.Place).ThenBy(neighbour => neighbour.Rank).ToLookup(neighbour => neighbour.Source);
        await names.ReadAsync(
            tables,
            _neighbours.SelectMany(group => group).SelectMany(one => new[] { (one.Source, one.Product), (one.Source, one.Other) }),
            token).ConfigureAwait(false);
    }

    protected override string Lead(string source) =>
        $"For the {Products} products that share the most customers with another one: their {NeighboursShown} closest neighbours. Similarity compares who showed interest in both with who "
        + "showed interest in either (the cosine, from 0 to 1, unless another measure is configured); support is the number of customers who showed interest in both.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        Neighbour[] neighbours = [.. _neighbours[source]];
        if (neighbours.Length == 0)
        {
            yield return new Remark("Not measurable: no two products of this source have enough customers in common.");
            yield break;
        }

        yield return new DataTable(
            "neighbours",
            "Closest neighbours of the products with the most shared customers",
            [
                new("product", "Product"), new("rank", "Rank", ValueKind.Count), new("neighbour", "Neighbour"),
                new("similarity", "Similarity", ValueKind.Precise), new("support", "Support", ValueKind.Count),
            ],
            [.. neighbours.Select(one => new List<object?>
            {
                names.Of(source, one.Product), one.Rank, names.Of(source, one.Other), one.Similarity, one.Support,
            })],
            IsGrouped: true);
    }

    private sealed record Neighbour(string Source, int Place, string Product, int Rank, string Other, double Similarity, long Support);
}
