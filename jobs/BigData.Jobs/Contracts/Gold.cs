using BigData.Pipelines;

namespace BigData.Jobs;

/// <summary>Contracts of the gold layer: what analysts and tools read.</summary>
internal static partial class Gold
{
    internal static readonly TableContract CustomerRfm = new()
    {
        Name = "gold.customer_rfm",
        Grain = "one customer of one source with an order, at the newest as-of date",
        Keys = ["source", "customer_id"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system; sources are scored apart"),
            new("customer_id", "string", "customer in the source", PiiClass.Pseudonym),
            new("as_of", "date", "the day whose start ends the window"),
            new("recency_days", "int", "days from the date of the last order to as_of"),
            new("frequency", "bigint", "number of distinct orders, returns not counted"),
            new("monetary", "decimal(18,2)", "sum of amounts without returns, in the source's currency"),
            new("r_score", "int", "recency score, 1 to 5, 5 is most recent"),
            new("f_score", "int", "frequency score, 1 to 5, 5 is most frequent"),
            new("m_score", "int", "monetary score, 1 to 5, 5 is most spent"),
            new("rfm_code", "string", "the digits R, F and M"),
            new("segment", "string", "segment of the map rfm_10"),
        ],
    };

    internal static readonly TableContract CustomerSegments = new()
    {
        Name = "gold.customer_segments",
        Grain = "one stay of a customer in a segment of a segment set",
        Keys = ["source", "customer_id", "segment_set", "valid_from"],
        Owner = "customer analytics",
        Freshness = TimeSpan.FromDays(1),
        Columns =
        [
            new("source", "string", "source system"),
            new("customer_id", "string", "customer in the source", PiiClass.Pseudonym),
            new("segment_set", "string", "segment map: rfm_10, tier_4, group_6 or one of the configuration"),
            new("segment", "string", "segment of the set"),
            new("valid_from", "date", "first as-of date of the stay"),
            new("valid_to", "date", "first as-of date after the stay; null while current"),
            new("is_current", "boolean", "whether the stay goes on"),
        ],
    };
}
