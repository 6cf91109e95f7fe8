using BigData.Pipelines;
using BigData.Pipelines.Csv;

namespace BigData.Hosting.TestHost;

/// <summary>Daily files of a small shop.</summary>
internal sealed class Sales : CsvSource
{
    public override string Name => "sales";

    public override string Grain => "one sale";

    public override IReadOnlyList<string> Keys => ["sale_id"];

    public override string? EventTime => "sold_at";

    public override IReadOnlyList<CsvColumn> Columns =>
    [
        new("sale_id", "sale_id", "string", "number of the sale"),
        new("customer", "customer", "string", "who bought", PiiClass.Pseudonym) { IsRequired = true },
        new("pieces", "pieces", "int", "pieces sold") { IsRequired = true },
        new("sold_at", "sold_at", "timestamp", "when") { IsRequired = true },
    ];
}
