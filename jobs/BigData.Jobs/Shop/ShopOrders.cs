using BigData.Pipelines;
using BigData.Pipelines.Csv;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_orders</c>, and the shop's part of <c>silver.order_lines</c>.</summary>
internal sealed class ShopOrders : ShopFiles
{
    public override string Name => "shop_orders";

    public override string Folder => "orders";

    public override string? SilverName => null;

    public override string Grain => "one line of an order";

    public override IReadOnlyList<string> Keys => ["order_id", "line_no"];

    public override IReadOnlyList<string> ReplacedBy => ["order_id"];

    public override string EventTime => "ordered_at";

    // A price below a million: its product with any quantity fits the amount.
    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("order_id", "order_id", "string", "order, unique in the source; a return is an order of its own"),
        new("line_no", "line_no", "int", "line of the order, from 1"),
        new("kind", "kind", "string", "order or return") { IsRequired = true, Normalize = Lower, Accepts = ["order", "return"] },
        new("customer_id", "customer_id", "string", "customer in the source; null when nobody was named", PiiClass.Pseudonym) { Normalize = Upper },
        new("product_id", "product_id", "string", "product code, upper-cased; null when empty") { Normalize = Upper },
        new("product_name", "product_name", "string", "product name; null when empty"),
        new("quantity", "quantity", "int", "pieces; negative for returns") { IsRequired = true },
        new("unit_price", "unit_price", "decimal(10,4)", "price of a piece in currency") { IsRequired = true },
        new("currency", "currency", "string", "ISO 4217 code") { IsRequired = true, Normalize = Upper },
        new("country", "country_raw", "string", "country as received; null when empty"),
        new("ordered_at", "ordered_at", "timestamp", "when the order was placed, UTC") { IsRequired = true },
    ];

    /// <summary>The shop's rows of <c>silver.order_lines</c> that a build adds or replaces.</summary>
    public DataFrame OrderLines(JobContext job)
    {
        Column price = Col("unit_price");
        return Rows(job)
            .WithColumn("amount", Round(Col("quantity").Multiply(price), 2))
            .WithColumn("is_return", Col("kind").EqualTo(Lit("return")))
            .WithColumn("country", Country(Col("country_raw")))
            .WithColumn("flags", ArrayCompact(Array(
                When(Col("country_raw").IsNotNull().And(Col("country").IsNull()), Lit("country_unmapped")),
                When(price.Lt(Lit(0)), Lit("negative_price")),
                When(Col("quantity").Lt(Lit(0)).And(!Col("is_return")), Lit("negative_quantity")),
                When(Col("customer_id").IsNull(), Lit("no_customer")),
                When(Col("product_id").IsNull(), Lit("not_a_product")),
                When(price.EqualTo(Lit(0)), Lit("zero_price")))))
            .Select([.. BigData.Jobs.Silver.OrderLines.Columns.Select(column => Col(column.Name).Cast(column.Type).As(column.Name))]);
    }
}
