namespace BigData.Hosting.Reporting.Topics;

/// <summary>The segments of the set <c>rfm_10</c> in words; they say what its grid of recency and frequency says.</summary>
internal static class SegmentMeanings
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["champions"] = "bought very recently, and buy often",
        ["loyal"] = "buy often, the last time not long ago",
        ["potential_loyal"] = "bought recently, with a middling number of orders",
        ["new"] = "bought very recently, with the fewest orders",
        ["promising"] = "bought recently, with the fewest orders",
        ["need_attention"] = "in the middle by recency and by number of orders",
        ["about_to_sleep"] = "some time since the last order, and few orders",
        ["at_risk"] = "used to buy fairly often, but not for long",
        ["cant_lose"] = "used to buy most often, but not for long",
        ["hibernating"] = "few orders, and long ago",
    };

    /// <summary>The words; null for a segment that is not of the set.</summary>
    public static string? Of(string segment) => Meanings.GetValueOrDefault(segment);
}
