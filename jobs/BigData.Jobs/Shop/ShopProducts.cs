using BigData.Pipelines.Csv;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_products</c> and <c>silver.products</c>: what can be bought, as the newest record says.</summary>
internal sealed class ShopProducts : ShopFiles
{
    public override string Name => "shop_products";

    public override string Folder => "products";

    public override string SilverName => "products";

    public override string Grain => "one product of a source";

    public override IReadOnlyList<string> Keys => ["product_id"];

    public override string Version => "updated_at";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("product_id", "product_id", "string", "product code, upper-cased") { Normalize = Upper },
        new("product_name", "product_name", "string", "name; null when empty"),
        new("category", "category", "string", "category; null when none is given") { Normalize = Lower },
        new("in_stock", "in_stock", "boolean", "whether it can be bought now") { IsRequired = true },
        new("price", "price", "decimal(18,4)", "price of a piece, in the shop's currency; null when not told"),
        new("updated_at", "updated_at", "timestamp", "when the record was made, UTC") { IsRequired = true },
    ];
}
