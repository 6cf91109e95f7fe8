using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

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
        string[] key = [RecommendationColumns.Source, RecommendationColumns.ProductId];
        DataFrame sold = orderLines.Filter(Col(RecommendationColumns.ProductId).IsNotNull() & Col(RecommendationColumns.CustomerId).IsNotNull())
            .Select(
                Col(RecommendationColumns.Source), Col(RecommendationColumns.ProductId),
                When(Col(RecommendationColumns.ProductName).IsNotNull(), Struct(RecommendationColumns.OrderedAt, RecommendationColumns.ProductName)).As(Named))
            .GroupBy([.. key.Select(Col)])
            .Agg(Max(Named).GetField(RecommendationColumns.ProductName).As(LineName));
        return products.Select(RecommendationColumns.Source, RecommendationColumns.ProductId, RecommendationColumns.ProductName, RecommendationColumns.Category, RecommendationColumns.InStock)
            .Join(sold, key, "full_outer")
            .Select(
                Col(RecommendationColumns.Source), Col(RecommendationColumns.ProductId),
                Coalesce(RecommendationColumns.ProductName, LineName).As(RecommendationColumns.ProductName),
                Col(RecommendationColumns.Category), Col(RecommendationColumns.InStock));
    }
}
