using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_suppressions</c> and <c>silver.suppressions</c>: customers who must not be contacted, whatever they have consented to.</summary>
internal sealed class ShopSuppressions : ShopFiles
{
    public override string Name => "shop_suppressions";

    public override string Folder => "suppressions";

    public override string SilverName => "suppressions";

    public override string Grain => "one reason not to contact a customer";

    public override IReadOnlyList<string> Keys => ["customer_id", "reason"];

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("customer_id", "customer_id", "string", "customer in the source", PiiClass.Pseudonym) { Normalize = Upper },
        new("reason", "reason", "string", "why: complaint, hard_bounce, do_not_contact …") { Normalize = Lower },
        new("since", "since", "timestamp", "from when on, UTC") { IsRequired = true },
    ];
}
