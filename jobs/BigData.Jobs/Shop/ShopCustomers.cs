using BigData.Pipelines;
using BigData.Pipelines.Csv;
using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Jobs;

/// <summary><c>bronze.shop_customers</c> and <c>silver.customers</c> (restricted): accounts with the identifiers of their people, as the newest record says.</summary>
internal sealed class ShopCustomers : ShopFiles
{
    public override string Name => "shop_customers";

    public override string Folder => "customers";

    public override string SilverName => "customers";

    public override string Grain => "one customer account of a source; a person may have several";

    public override IReadOnlyList<string> Keys => ["customer_id"];

    public override string Version => "last_seen";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("customer_id", "customer_id", "string", "customer in the source", PiiClass.Pseudonym) { Normalize = Upper },
        new("email", "email", "string", "email address in lower case; null when unknown", PiiClass.Direct) { Normalize = Lower },
        new("phone", "phone_e164", "string", "telephone number as + and up to 15 digits; null when unknown or without a country code", PiiClass.Direct) { Normalize = E164 },
        new("country", "country", "string", "ISO 3166-1 alpha-2 code; null when unknown") { Normalize = Country },
        new("registered_at", "first_seen", "timestamp", "when the account was opened, UTC") { IsRequired = true },
        new("last_seen_at", "last_seen", "timestamp", "when the customer was seen last, as of the newest record, UTC") { IsRequired = true },
        new("first_name", "first_name", "string", "given name; null when unknown", PiiClass.Direct),
        new("last_name", "last_name", "string", "family name; null when unknown", PiiClass.Direct),
        new("loyalty_card", "loyalty_card", "string", "number of the loyalty card; null without one", PiiClass.Pseudonym),
        new("visitor_id", "visitor_id", "string", "identifier of the device of the registration; null when unknown", PiiClass.Pseudonym),
    ];

    // + or 00, then digits with anything between them.
    private static Column E164(Column text)
    {
        Column bare = RegexpReplace(RegexpReplace(text, "[^0-9+]", ""), "^00", "+");
        return When(bare.RLike("^\\+[1-9][0-9]{6,14}$"), bare);
    }
}
