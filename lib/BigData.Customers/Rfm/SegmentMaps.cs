namespace BigData.Customers;

/// <summary>The maps that come with the product.</summary>
public static class SegmentMaps
{
    /// <summary>
    /// <c>rfm_10</c>: ten segments on the digits R and F, a complete grid of 25 cells
    /// (the map that most public notebooks on RFM use).
    /// </summary>
    public static SegmentMap Rfm10 { get; } = SegmentMap.Grid(
        "rfm_10",
        [
            Rule("hibernating", "1-2", "1-2"),
            Rule("at_risk", "1-2", "3-4"),
            Rule("cant_lose", "1-2", "5"),
            Rule("about_to_sleep", "3", "1-2"),
            Rule("need_attention", "3", "3"),
            Rule("loyal", "3-4", "4-5"),
            Rule("promising", "4", "1"),
            Rule("new", "5", "1"),
            Rule("potential_loyal", "4-5", "2-3"),
            Rule("champions", "5", "4-5"),
        ]);

    /// <summary><c>tier_4</c>: high value, potential, dormant and churn warning; the rest is ordinary.</summary>
    public static SegmentMap Tier4 { get; } = SegmentMap.Ordered(
        "tier_4",
        [
            Rule("high_value", "4-5", "4-5", "4-5"),
            Rule("potential", "4-5", "2-5"),
            Rule("dormant", "1", "1-2", "1-2"),
            Rule("churn_warning", "1-2", "1-2", "1-2"),
        ],
        "ordinary");

    /// <summary><c>group_6</c>: six groups for people who plan campaigns.</summary>
    public static SegmentMap Group6 { get; } = SegmentMap.Ordered(
        "group_6",
        [
            Rule("high_value", "4-5", "4-5", "4-5"),
            Rule("new", "4-5", "1"),
            Rule("potential", "4-5", "1-5"),
            Rule("dormant", "1", "1-5"),
            Rule("churn_risk", "2", "1-5"),
        ],
        "regular");

    /// <summary>All built-in maps.</summary>
    public static IReadOnlyList<SegmentMap> BuiltIn { get; } = [Rfm10, Tier4, Group6];

    private static SegmentRule Rule(string segment, string r, string f, string m = "1-5") =>
        new(segment, ScoreRange.Parse(r), ScoreRange.Parse(f), ScoreRange.Parse(m));
}
