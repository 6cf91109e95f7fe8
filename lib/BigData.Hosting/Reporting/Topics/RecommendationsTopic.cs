using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>What the placements of a shop would show, summed over its customers.</summary>
internal sealed class RecommendationsTopic(ProductNames names) : ReportTopic
{
    private const string Table = "gold.recommendation_feeds";
    private const int ProductsShown = 5;

    private ILookup<string, Placement> _placements = Enumerable.Empty<Placement>().ToLookup(placement => placement.Source);
    private ILookup<string, Method> _methods = Enumerable.Empty<Method>().ToLookup(method => method.Source);
    private ILookup<(string Source, string Placement), Product> _products = Enumerable.Empty<Product>().ToLookup(product => (product.Source, product.Placement));

    public override string Id => "recommendations";

    public override string Title => "Recommendations";

    public override IReadOnlyList<string> Tables => [Table];

    public override string? GuideName => "recommendations";

    public override IEnumerable<string> Sources => _placements.Select(group => group.Key);

    public override async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        DataFrame feeds = tables.Read(Table);
        IReadOnlyList<Row> placements = await feeds.GroupBy("source", "placement")
            .Agg(Expr("count(DISTINCT context_id) AS lists"), Expr("count(*) AS items"), Expr("count(DISTINCT product_id) AS products"))
            .CollectAsync(token).ConfigureAwait(false);
        _placements = placements.Select(row => new Placement(
            row.GetAs<string>("source"), row.GetAs<string>("placement"), row.GetAs<long>("lists"), row.GetAs<long>("items"), row.GetAs<long>("products")))
            .OrderBy(placement => Place(placement.Name)).ThenBy(placement => placement.Name, StringComparer.Ordinal).ToLookup(placement => placement.Source);
        IReadOnlyList<Row> methods = await feeds.GroupBy("source", "placement", "method").Agg(Expr("count(*) AS items")).CollectAsync(token).ConfigureAwait(false);
        _methods = methods.Select(row => new Method(
            row.GetAs<string>("source"), row.GetAs<string>("placement"), row.GetAs<string>("method"), row.GetAs<long>("items"))).ToLookup(method => method.Source);
        IReadOnlyList<Row> products = await feeds.GroupBy("source", "placement", "product_id")
            .Agg(Expr("count(DISTINCT context_id) AS lists"), Expr("sum(rank) AS ranks"), Expr("count(*) AS items"))
            .SelectExpr("*", "row_number() OVER (PARTITION BY source, placement ORDER BY lists DESC, ranks, product_id) AS place")
            .Where($"place <= {ProductsShown}").CollectAsync(token).ConfigureAwait(false);
        _products = products.Select(row => new Product(
            row.GetAs<string>("source"), row.GetAs<string>("placement"), row.GetAs<int>("place"), row.GetAs<string>("product_id"),
            row.GetAs<long>("lists"), (double)row.GetAs<long>("ranks") / row.GetAs<long>("items")))
            .OrderBy(product => product.Place).ToLookup(product => (product.Source, product.Placement));
        await names.ReadAsync(tables, _products.SelectMany(group => group).Select(product => (product.Source, product.Id)), token).ConfigureAwait(false);
    }

    protected override string Lead(string source) =>
        "The lists that a shop can show in three places: on its home page and under “guess you like” (one list for each customer), and as related items beside a product "
        + "(one list for each product). Shown are the products that stand in most lists, not the lists of single customers.";

    protected override IEnumerable<ReportBlock> Blocks(string source)
    {
        Placement[] placements = [.. _placements[source]];
        if (placements.Length == 0)
        {
            yield return new Remark("Not measurable: this source has too few orders and events for recommendations.");
            yield break;
        }

        yield return new DataTable(
            "placements",
            "Lists by placement",
            [
                new("placement", "Placement"), new("lists", "Lists", ValueKind.Count), new("length", "Products in a list", ValueKind.Decimal),
                new("products", "Different products", ValueKind.Count), new("methods", "Method, share of items"),
            ],
            [.. placements.Select(placement => new List<object?>
            {
                Name(placement.Name), placement.Lists, (double)placement.Items / placement.Lists, placement.Products, Methods(source, placement),
            })]);
        foreach (Placement placement in placements)
        {
            yield return new DataTable(
                $"most_shown_{placement.Name}",
                $"{Name(placement.Name)}: products in most lists",
                [new("product", "Product"), new("lists", "Lists", ValueKind.Count), new("share", "Share of lists", ValueKind.Share), new("rank", "Rank, on average", ValueKind.Decimal)],
                [.. _products[(source, placement.Name)].Select(product => new List<object?>
                {
                    names.Of(source, product.Id), product.Lists, (double)product.Lists / placement.Lists, product.Rank,
                })]);
        }
    }

    private string Methods(string source, Placement placement) => string.Join(", ", _methods[source]
        .Where(method => method.Placement == placement.Name)
        .OrderByDescending(method => method.Items).ThenBy(method => method.Name, StringComparer.Ordinal)
        .Select(method => $"{RecommenderNames.Title(method.Name)} {ReaderText.Share((double)method.Items / placement.Items)}"));

    private static int Place(string placement) => placement switch
    {
        "home" => 0,
        "guess_you_like" => 1,
        "related" => 2,
        _ => 3,
    };

    private static string Name(string placement) => placement switch
    {
        "home" => "Home page",
        "guess_you_like" => "Guess you like",
        "related" => "Related items",
        _ => ReaderText.Words(placement),
    };

    private sealed record Placement(string Source, string Name, long Lists, long Items, long Products);

    private sealed record Method(string Source, string Placement, string Name, long Items);

    private sealed record Product(string Source, string Placement, int Place, string Id, long Lists, double Rank);
}

/// <summary>Methods of recommendation in words.</summary>
internal static class RecommenderNames
{
    /// <summary>The name for a reader.</summary>
    public static string Title(string method) => method switch
    {
        "als" => "Taste model (ALS)",
        "item_item" => "Similar customers’ products",
        "popular" => "Most popular",
        "content" => "Similar descriptions",
        "hybrid" => "Blend of all methods",
        _ => ReaderText.Words(method),
    };
}
