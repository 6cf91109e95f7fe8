using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace MyShop;

/// <summary>The shop's order files: bronze.orders as received, silver.orders typed, silver.orders_quarantine for the rest.</summary>
public sealed class Orders : CsvSource
{
    public override string Name => "orders";

    public override string Grain => "one order";

    public override IReadOnlyList<string> Keys => ["order_id"];

    public override string? EventTime => "ordered_at";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("OrderID", "order_id", "string", "number of the order"),
        new("Customer", "customer_id", "string", "customer; null when unknown", PiiClass.Pseudonym),
        new("OrderedAt", "ordered_at", "timestamp", "when it was placed") { IsRequired = true },
        new("Amount", "amount", "decimal(18,2)", "what was paid, in EUR") { IsRequired = true },
    ];

    public override IReadOnlyList<Expectation> Expectations => [Expect.Between("amount", 0, 100_000)];
}
