namespace BigData.Customers.Tests.Attribution;

public sealed class ChannelTaxonomyTests
{
    [Theory]
    [InlineData("CPC", "spring", "click", "paid")]
    [InlineData(" paid-search ", null, "visit", "paid")]
    [InlineData("cpc", "Brand-uk", "click", "brand")]
    [InlineData("cpcs", "spring", "click", "cpcs")]
    [InlineData(null, null, "click", "nobody")]
    [InlineData("  ", null, null, "nobody")]
    [InlineData("tv", null, "impression", "seen")]
    [InlineData("tv", null, "visit", "tv")]
    public void The_first_rule_that_fits_names_the_channel_and_others_stay(string? channel, string? campaign, string? kind, string expected)
    {
        var taxonomy = new ChannelTaxonomy(
        [
            new() { Name = "brand", Channel = "cpc", Campaign = "brand*" },
            new() { Name = "paid", Channel = "cpc | paid?search" },
            new() { Name = "nobody", Channel = "" },
            new() { Name = "seen", Kind = "impression" },
        ]);
        Assert.Equal(expected, taxonomy.ChannelOf(channel, campaign, kind));
    }

    [Fact]
    public void The_standard_one_knows_usual_spellings_and_each_of_its_own_names()
    {
        Assert.Equal(
            ["direct", "direct", "paid_search", "paid_social", "organic_search", "email", "display", "billboard"],
            new[] { "(direct)", "(none)", "Google Ads", "paid-social", "organic", "E-Mail", "cpm", "billboard" }.Select(name => ChannelTaxonomy.Standard.ChannelOf(name, null, null)));
        Assert.All(ChannelTaxonomy.Standard.Rules, rule => Assert.Equal(rule.Name, ChannelTaxonomy.Standard.ChannelOf(rule.Name, null, null)));
        Assert.Equal("anything", ChannelTaxonomy.AsIs.ChannelOf("anything", null, null));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ChannelTaxonomy([new() { Channel = "x" }, new() { Name = "(none)", Channel = "x" }, new() { Name = "y" }]));
        Assert.All(["rule 1 has no name", "rule 2 has the name (none)", "rule 3 (y) has no pattern"], problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
    }
}
