using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>Contracts of the silver layer: typed, one row per natural key.</summary>
internal static class Silver
{
    internal static readonly TableContract OrderLines = new()
    {
        Name = "silver.order_lines",
        Grain = "one line of an order",
        Keys = ["source", "order_id", "line_no"],
        Owner = "data engineering",
        Freshness = TimeSpan.FromDays(1),
        EventTime = "ordered_at",
        Columns =
        [
            new("source", "string", "source system"),
            new("order_id", "string", "order number, unique in the source"),
            new("line_no", "int", "line of the order, from 1 in the order of the file"),
            new("customer_id", "string", "customer in the source; null when nobody was named", PiiClass.Pseudonym),
            new("product_id", "string", "product code, trimmed and upper-cased; null when empty"),
            new("product_name", "string", "product name as received, trimmed; null when empty"),
            new("quantity", "int", "pieces; negative for returns"),
            new("unit_price", "decimal(18,4)", "price of a piece in currency"),
            new("amount", "decimal(18,2)", "quantity x unit_price, rounded half up, in currency"),
            new("currency", "string", "ISO 4217 code"),
            new("country", "string", "ISO 3166-1 alpha-2 code; null when unknown"),
            new("ordered_at", "timestamp", "when the order was placed, UTC"),
            new("is_return", "boolean", "whether the order gives goods back"),
            new("flags", "array<string>", "what is odd about the line, in alphabetical order; empty when nothing is"),
            new("country_raw", "string", "country as received; null when empty"),
            new("_file", "string", "file that supplied the line"),
            new("_row", "bigint", "record number in that file"),
        ],
    };

    internal static readonly TableContract Events = new ShopEvents().Silver();

    internal static readonly TableContract Touchpoints = new ShopTouches().Silver();

    internal static readonly TableContract Products = new ShopProducts().Silver();

    internal static readonly TableContract Customers = new ShopCustomers().Silver();

    internal static readonly TableContract Consents = new ShopConsents().Silver();

    internal static readonly TableContract Suppressions = new ShopSuppressions().Silver();
}
