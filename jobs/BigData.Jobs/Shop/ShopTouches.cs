using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_touches</c> and <c>silver.touchpoints</c>: contacts of customers with marketing channels, with their cost.</summary>
internal sealed class ShopTouches : ShopFiles
{
    public override string Name => "shop_touches";

    public override string Folder => "touches";

    public override string SilverName => "touchpoints";

    public override string Grain => "one contact of a customer with a channel";

    public override IReadOnlyList<string> Keys => ["touch_id"];

    public override string EventTime => "occurred_at";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("touch_id", "touch_id", "string", "contact, unique in the source"),
        new("customer_id", "customer_id", "string", "customer in the source; null when unknown", PiiClass.Pseudonym) { Normalize = Upper },
        new("channel", "channel", "string", "marketing channel") { IsRequired = true, Normalize = Lower },
        new("campaign", "campaign", "string", "campaign of the channel; null where there is none") { Normalize = Lower },
        new("kind", "kind", "string", "impression, click or visit") { IsRequired = true, Normalize = Lower, Accepts = ["impression", "click", "visit"] },
        new("cost", "cost", "decimal(18,4)", "what the contact cost, in the shop's currency; null when unknown"),
        new("occurred_at", "occurred_at", "timestamp", "when it happened, UTC") { IsRequired = true },
    ];
}
