namespace BigData.Customers.Tests.Rfm;

public sealed class SegmentMapTests
{
    private static readonly (int R, int F, int M)[] Cells =
    [
        .. from r in Enumerable.Range(1, 5) from f in Enumerable.Range(1, 5) from m in Enumerable.Range(1, 5) select (r, f, m),
    ];

    [Theory]
    [InlineData(1, 1, "hibernating")]
    [InlineData(2, 4, "at_risk")]
    [InlineData(1, 5, "cant_lose")]
    [InlineData(3, 2, "about_to_sleep")]
    [InlineData(3, 3, "need_attention")]
    [InlineData(4, 4, "loyal")]
    [InlineData(4, 1, "promising")]
    [InlineData(5, 1, "new")]
    [InlineData(5, 3, "potential_loyal")]
    [InlineData(5, 5, "champions")]
    public void Rfm_10_reads_the_digits_of_recency_and_frequency(int r, int f, string segment)
    {
        Assert.All(Enumerable.Range(1, 5), m => Assert.Equal(segment, SegmentMaps.Rfm10.Segment(r, f, m)));
    }

    [Theory]
    [InlineData(4, 4, 4, "high_value")]
    [InlineData(5, 5, 3, "potential")]
    [InlineData(4, 2, 1, "potential")]
    [InlineData(1, 2, 2, "dormant")]
    [InlineData(2, 1, 2, "churn_warning")]
    [InlineData(1, 3, 2, "ordinary")]
    [InlineData(5, 1, 5, "ordinary")]
    public void Tier_4_takes_the_first_rule_that_matches(int r, int f, int m, string segment) =>
        Assert.Equal(segment, SegmentMaps.Tier4.Segment(r, f, m));

    [Theory]
    [InlineData(5, 4, 4, "high_value")]
    [InlineData(4, 1, 5, "new")]
    [InlineData(4, 2, 5, "potential")]
    [InlineData(1, 5, 5, "dormant")]
    [InlineData(2, 1, 1, "churn_risk")]
    [InlineData(3, 5, 5, "regular")]
    public void Group_6_takes_the_first_rule_that_matches(int r, int f, int m, string segment) =>
        Assert.Equal(segment, SegmentMaps.Group6.Segment(r, f, m));

    [Fact]
    public void Every_built_in_map_names_a_segment_for_all_125_cells_and_uses_every_name()
    {
        foreach (SegmentMap map in SegmentMaps.BuiltIn)
        {
            IEnumerable<string> used = Cells.Select(cell => map.Segment(cell.R, cell.F, cell.M)).Distinct();
            Assert.Equal(map.Segments.Order(), used.Order());
        }
    }

    [Fact]
    public void A_grid_with_a_hole_and_an_overlap_lists_both()
    {
        SegmentRule[] rules =
        [
            new("low", ScoreRange.Parse("1-3"), ScoreRange.Any, ScoreRange.Any),
            new("high", ScoreRange.Parse("5"), ScoreRange.Any, ScoreRange.Any),
            new("top", ScoreRange.Parse("5"), ScoreRange.Parse("5"), ScoreRange.Parse("5")),
        ];
        SegmentMapException error = Assert.Throws<SegmentMapException>(() => SegmentMap.Grid("mine", rules));
        Assert.Equal(26, error.Problems.Count);
        Assert.Contains(error.Problems, problem => problem.StartsWith("no rule for r=4 f=1 m=1", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.StartsWith("r=5 f=5 m=5 meets 'high' and 'top'", StringComparison.Ordinal));
    }

    [Fact]
    public void An_ordered_list_with_a_rule_that_nothing_reaches_is_refused()
    {
        SegmentRule[] rules =
        [
            new("wide", ScoreRange.Parse("4+"), ScoreRange.Any, ScoreRange.Any),
            new("narrow", ScoreRange.Parse("5"), ScoreRange.Parse("5"), ScoreRange.Any),
        ];
        SegmentMapException error = Assert.Throws<SegmentMapException>(() => SegmentMap.Ordered("mine", rules, "rest"));
        Assert.Equal(["rule 2 (narrow: r 5, f 5, m 1-5) is never reached: earlier rules take all its scores"], error.Problems);
    }

    [Fact]
    public void An_ordered_list_needs_a_catch_all_that_something_reaches()
    {
        SegmentRule all = new("all", ScoreRange.Any, ScoreRange.Any, ScoreRange.Any);
        Assert.Contains("needs 'otherwise'", Assert.Throws<SegmentMapException>(() => SegmentMap.Ordered("m", [], "")).Message, StringComparison.Ordinal);
        Assert.Contains("never reached", Assert.Throws<SegmentMapException>(() => SegmentMap.Ordered("m", [all], "rest")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_of_the_configuration_reports_every_range_that_cannot_be_read()
    {
        var options = new SegmentMapOptions
        {
            Rules = [new SegmentRuleOptions { Segment = "a", R = "0-2", F = "x" }],
            Otherwise = "b",
        };
        SegmentMapException error = Assert.Throws<SegmentMapException>(() => options.Build("mine"));
        Assert.Equal(2, error.Problems.Count);
    }

    [Fact]
    public void A_map_of_the_configuration_leaves_scores_open_that_it_does_not_name()
    {
        var options = new SegmentMapOptions { Rules = [new SegmentRuleOptions { Segment = "vip", M = "5" }], Otherwise = "rest" };
        SegmentMap map = options.Build("mine");
        Assert.Equal("vip", map.Segment(1, 1, 5));
        Assert.Equal("rest", map.Segment(5, 5, 4));
        Assert.Equal("vip: r 1-5, f 1-5, m 5\nrest: otherwise", map.ToString());
    }

    [Theory]
    [InlineData("3", 3, 3)]
    [InlineData("2-4", 2, 4)]
    [InlineData("4+", 4, 5)]
    [InlineData("2-", 1, 2)]
    [InlineData(" 1-5 ", 1, 5)]
    public void A_range_of_scores_is_read(string text, int min, int max) => Assert.Equal(new ScoreRange(min, max), ScoreRange.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("4-2")]
    [InlineData("1-2-3")]
    [InlineData("-1")]
    [InlineData("a")]
    public void A_text_that_is_no_range_of_scores_is_refused(string text) => Assert.Throws<FormatException>(() => ScoreRange.Parse(text));
}
