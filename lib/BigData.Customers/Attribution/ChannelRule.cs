namespace BigData.Customers;

/// <summary>
/// One rule of a <see cref="ChannelTaxonomy"/>. A pattern is a list of alternatives with <c>|</c> between; in each <c>*</c> stands for any text
/// and <c>?</c> for one character; letters compare without case, outer blanks do not count; an empty alternative fits a value that is
/// missing. A pattern that is null fits anything; at least one is needed.
/// </summary>
public sealed record ChannelRule
{
    /// <summary>Name of the channel of touches that fit.</summary>
    public string Name { get; init; } = "";

    /// <summary>Pattern for the channel as received, for example <c>cpc|paid?search</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>Pattern for the campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>Pattern for the kind: impression, click or visit.</summary>
    public string? Kind { get; init; }

    internal bool Fits(string? channel, string? campaign, string? kind) =>
        Fits(Channel, channel) && Fits(Campaign, campaign) && Fits(Kind, kind);

    private static bool Fits(string? pattern, string? value)
    {
        if (pattern is null)
        {
            return true;
        }

        string text = value?.Trim() ?? "";
        foreach (string alternative in pattern.Split('|', StringSplitOptions.TrimEntries))
        {
            if (alternative.Length == 0 ? text.Length == 0 : System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(alternative, text))
            {
                return true;
            }
        }

        return false;
    }
}
