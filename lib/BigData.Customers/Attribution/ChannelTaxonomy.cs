namespace BigData.Customers;

/// <summary>
/// Which channel a touch belongs to: rules over the channel, campaign and kind that its source wrote. The first rule that fits names the
/// channel; a touch that none fits keeps the channel that it has. It is applied before paths are built.
/// </summary>
public sealed class ChannelTaxonomy
{
    /// <summary>Makes a taxonomy.</summary>
    /// <param name="rules">The rules in their order; none leaves all channels as they are.</param>
    /// <exception cref="ArgumentException">A rule has no name, one that tables use for something else, or no pattern; all problems are listed.</exception>
    public ChannelTaxonomy(IEnumerable<ChannelRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Rules = [.. rules];
        string[] problems = [.. Rules.SelectMany((rule, i) => Problems(rule).Select(problem => $"rule {i + 1} {problem}"))];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"The channel taxonomy cannot be used: {string.Join("; ", problems)}.", nameof(rules));
        }
    }

    /// <summary>Channels stay as they are.</summary>
    public static ChannelTaxonomy AsIs { get; } = new([]);

    /// <summary>
    /// The spellings of web analytics and advertising tools: <c>(direct)</c> and <c>(none)</c> become <c>direct</c>, <c>organic</c> becomes
    /// <c>organic_search</c>, <c>cpc</c> becomes <c>paid_search</c>, <c>cpm</c> and <c>banner</c> become <c>display</c>, <c>newsletter</c>
    /// becomes <c>email</c>, and so on.
    /// </summary>
    public static ChannelTaxonomy Standard { get; } = new(
    [
        new() { Name = "direct", Channel = "direct|(direct)|none|(none)|typed?in" },
        new() { Name = "paid_social", Channel = "paid?social|social?ads|cpc?social|facebook?ads|instagram?ads|tiktok?ads|linkedin?ads" },
        new() { Name = "paid_search", Channel = "paid?search|cpc|ppc|sem|search?ads|google?ads|adwords|bing?ads|shopping" },
        new() { Name = "organic_search", Channel = "organic?search|organic|seo" },
        new() { Name = "social", Channel = "social|organic?social|social?media|social?network" },
        new() { Name = "email", Channel = "email|e?mail|mail|mailing|newsletter" },
        new() { Name = "display", Channel = "display|display?ads|banner|banners|cpm|gdn" },
        new() { Name = "video", Channel = "video|video?ads|youtube?ads|cpv" },
        new() { Name = "affiliate", Channel = "affiliate|affiliates" },
        new() { Name = "referral", Channel = "referral|referrals" },
        new() { Name = "sms", Channel = "sms|text?message" },
        new() { Name = "push", Channel = "push|push?notification|app?push|web?push" },
    ]);

    /// <summary>The rules in their order.</summary>
    public IReadOnlyList<ChannelRule> Rules { get; }

    internal bool UsesKind => Rules.Any(rule => rule.Kind is not null);

    /// <summary>The channel of a touch.</summary>
    /// <param name="channel">The channel as received; null when missing.</param>
    /// <param name="campaign">The campaign; null when missing.</param>
    /// <param name="kind">The kind; null when missing.</param>
    /// <returns>The name of the first rule that fits, else the channel as received.</returns>
    public string? ChannelOf(string? channel, string? campaign, string? kind) =>
        Rules.FirstOrDefault(rule => rule.Fits(channel, campaign, kind))?.Name ?? channel;

    private static IEnumerable<string> Problems(ChannelRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name))
        {
            yield return "has no name; expected the name of the channel";
        }
        else if (AttributionColumns.Reserved.Contains(rule.Name))
        {
            yield return $"has the name {rule.Name}, which stands for something else in the tables; choose another";
        }

        if ((rule.Channel ?? rule.Campaign ?? rule.Kind) is null)
        {
            yield return $"({rule.Name}) has no pattern; expected one for channel, campaign or kind";
        }
    }
}
