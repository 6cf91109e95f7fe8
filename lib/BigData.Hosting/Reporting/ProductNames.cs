using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting;

/// <summary>
/// Names of products: from <c>silver.products</c>, else the name that most of a product's order lines bear. A product without either is
/// called by its code.
/// </summary>
internal sealed class ProductNames
{
    private readonly Dictionary<(string Source, string Product), string> _names = [];

    /// <summary>The name, with the code where the name is known.</summary>
    public string Of(string source, string product) =>
        _names.TryGetValue((source, product), out string? name) ? $"{name} ({product})" : product;

    /// <summary>Looks the names of products up; those that are known already are not asked for again.</summary>
    public async Task ReadAsync(ReportTables tables, IEnumerable<(string Source, string Product)> products, CancellationToken token)
    {
        HashSet<(string Source, string Product)> open = [.. products.Where(product => !_names.ContainsKey(product))];
        foreach (string table in new[] { "silver.products", "silver.order_lines" })
        {
            if (open.Count > 0 && tables.Has(table))
            {
                await ReadAsync(tables.Read(table), open, token).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadAsync(DataFrame table, HashSet<(string Source, string Product)> open, CancellationToken token)
    {
        object?[] ids = [.. open.Select(product => product.Product).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        IReadOnlyList<Row> rows = await table
            .Where(Col("product_id").IsIn(ids).And(Expr("product_name IS NOT NULL AND trim(product_name) <> ''")))
            .GroupBy("source", "product_id", "product_name").Agg(Expr("count(*) AS lines"))
            .CollectAsync(token).ConfigureAwait(false);
        foreach (Row row in rows.OrderByDescending(row => row.GetAs<long>("lines")).ThenBy(row => row.GetAs<string>("product_name"), StringComparer.Ordinal))
        {
            (string Source, string Product) product = (row.GetAs<string>("source"), row.GetAs<string>("product_id"));
            if (open.Contains(product) && _names.TryAdd(product, row.GetAs<string>("product_name").Trim()))
            {
                open.Remove(product);
            }
        }
    }
}
