using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>Contracts of the bronze layer: records as received.</summary>
internal static class Bronze
{
    internal static readonly TableContract OnlineRetail = new()
    {
        Name = "bronze.online_retail",
        Grain = "one record of a daily invoice file, as received",
        Keys = [],
        Owner = "data engineering",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("InvoiceNo", "string", "invoice number; C… is a cancellation, A… an adjustment"),
            new("StockCode", "string", "product code"),
            new("Description", "string", "product name"),
            new("Quantity", "string", "pieces; negative for returns"),
            new("InvoiceDate", "string", "yyyy-MM-dd HH:mm:ss on the shop's clock"),
            new("UnitPrice", "string", "price of a piece in GBP"),
            new("CustomerID", "string", "customer number; empty when unknown", PiiClass.Pseudonym),
            new("Country", "string", "country name as the shop writes it"),
            .. FileColumns.All,
        ],
    };
}
