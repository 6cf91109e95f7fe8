using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_events</c> and <c>silver.events</c>: what visitors do on the site and in the app.</summary>
internal sealed class ShopEvents : ShopFiles
{
    public override string Name => "shop_events";

    public override string Folder => "events";

    public override string SilverName => "events";

    public override string Grain => "one thing that a visitor did";

    public override IReadOnlyList<string> Keys => ["event_id"];

    public override string EventTime => "occurred_at";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("event_id", "event_id", "string", "event, unique in the source"),
        new("customer_id", "customer_id", "string", "customer in the source; null when nobody was logged in", PiiClass.Pseudonym) { Normalize = Upper },
        new("session_id", "session_id", "string", "visit that the event is part of; null when unknown"),
        new("event_type", "event_type", "string", "view, add_to_cart or purchase") { IsRequired = true, Normalize = Lower, Accepts = ["view", "add_to_cart", "purchase"] },
        new("product_id", "product_id", "string", "product that the event is about; null where it is about none") { Normalize = Upper },
        new("channel", "channel", "string", "channel that brought the visit; null when unknown") { Normalize = Lower },
        new("platform", "platform", "string", "web, ios or android; null when unknown") { Normalize = Lower },
        new("occurred_at", "occurred_at", "timestamp", "when it happened, UTC") { IsRequired = true },
        new("visitor_id", "visitor_id", "string", "identifier of the device; null when unknown", PiiClass.Pseudonym),
    ];
}
