using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;
using Columns = BigData.Customers.RecommendationColumns;

namespace BigData.Customers;

/// <summary>All products of which something is known: those of a product table, and those that only order lines name.</summary>
public static class ProductCatalogue
{
    /// <summary>Puts both together.</summary>
    /// <param name="orderLines">Frame with source, product_id, product_name, customer_id and ordered_at; lines without a customer name no product.</param>
    /// <param name="products">Frame with source, product_id, product_name, category and in_stock, one row a product.</param>
    /// <returns>
    /// One row a source and product: source, product_id, product_name (of the product table, else of the newest line that has one; of lines of the same
    /// instant the greatest in binary order), category and in_stock (null where the product table does not have the product).
    /// </returns>
    public static DataFrame Of(DataFrame orderLines, DataFrame products)
    {
        const string Named = "named";
        const string LineName = "line_name";
        ArgumentNullException.ThrowIfNull(orderLines);
        ArgumentNullException.ThrowIfNull(products);
        string[] key = [Columns.Source, Columns.ProductId];
        DataFrame sold = orderLines.Filter(Col(Columns.ProductId).IsNotNull() & Col(Columns.CustomerId).IsNotNull())
            .Select(
                Col(Columns.Source), Col(Columns.ProductId),
                When(Col(Columns.ProductName).IsNotNull(), Struct(Columns.OrderedAt, Columns.ProductName)).As(Named))
            .GroupBy([.. key.Select(Col)])
            .Agg(Max(Named).GetField(Columns.ProductName).As(LineName));
        return products.Select(Columns.Source, Columns.ProductId, Columns.ProductName, Columns.Category, Columns.InStock)
            .Join(sold, key, "full_outer")
            .Select(
                Col(Columns.Source), Col(Columns.ProductId),
                Coalesce(Columns.ProductName, LineName).As(Columns.ProductName),
                Col(Columns.Category), Col(Columns.InStock));
    }
}
