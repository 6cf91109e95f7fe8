using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_consents</c> and <c>silver.consents</c>: statements of customers about what may be done with their data; the newest one counts.</summary>
internal sealed class ShopConsents : ShopFiles
{
    public override string Name => "shop_consents";

    public override string Folder => "consents";

    public override string SilverName => "consents";

    public override string Grain => "one statement of a customer about a purpose, a channel and a destination";

    public override IReadOnlyList<string> Keys => ["customer_id", "purpose", "channel", "destination", "status_at"];

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("customer_id", "customer_id", "string", "customer in the source", PiiClass.Pseudonym) { Normalize = Upper },
        new("purpose", "purpose", "string", "what the data may be used for") { Normalize = Lower },
        new("channel", "channel", "string", "channel that the statement is about") { Normalize = Lower },
        new("destination", "destination", "string", "tool that receives the data") { Normalize = Lower },
        new("status", "status", "string", "granted, denied or withdrawn") { IsRequired = true, Normalize = Lower, Accepts = ["granted", "denied", "withdrawn"] },
        new("status_at", "status_at", "timestamp", "when it was stated, UTC"),
        new("text_version", "text_version", "string", "version of the text that the customer saw; null when unknown"),
    ];
}
