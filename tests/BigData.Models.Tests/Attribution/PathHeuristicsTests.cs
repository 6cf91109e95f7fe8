using CsCheck;

namespace BigData.Models.Tests.Attribution;

public sealed class PathHeuristicsTests
{
    private static readonly PathTable Three = TestPaths.Of(("ABCA", 2, 10, 1), ("C", 1, 4, 0), ("BC", 3, -6, 0));

    [Fact]
    public void First_and_last_touch_take_all()
    {
        TestPaths.AssertClose([2, 3, 1], PathHeuristics.First(Three).Conversions);
        TestPaths.AssertClose([10, -6, 4], PathHeuristics.First(Three).Value);
        TestPaths.AssertClose([2, 0, 4], PathHeuristics.Last(Three).Conversions);
    }

    [Fact]
    public void Last_non_direct_passes_over_direct_channels_unless_there_is_nothing_else()
    {
        PathTable paths = TestPaths.Of(("AB", 1, 1, 0), ("BB", 1, 1, 0), ("ABAB", 1, 1, 0), ("CB", 1, 1, 0));
        TestPaths.AssertClose([2, 1, 1], PathHeuristics.LastNonDirect(paths, [false, true, false]).Conversions);
    }

    [Fact]
    public void Linear_counts_every_touch_and_a_repeated_channel_twice() =>
        TestPaths.AssertClose([2 * 2 / 4.0, (2 / 4.0) + (3 / 2.0), (2 / 4.0) + 1 + (3 / 2.0)], PathHeuristics.Linear(Three).Conversions);

    [Fact]
    public void Position_gives_two_fifths_to_each_end_and_halves_where_there_are_two()
    {
        TestPaths.AssertClose([2 * 0.8, (2 * 0.1) + 1.5, (2 * 0.1) + 1 + 1.5], PathHeuristics.PositionBased(Three, 0.4, 0.4).Conversions);
        TestPaths.AssertClose([0, 1], PathHeuristics.PositionBased(TestPaths.Of(("AB", 1, 1, 0)), 0, 0.5).Conversions);
        TestPaths.AssertClose([0.5, 0.5], PathHeuristics.PositionBased(TestPaths.Of(("AB", 1, 1, 0)), 0, 0).Conversions);
    }

    [Fact]
    public void Every_rule_hands_out_all_conversions_and_all_value() => TestPaths.Any.Sample(paths =>
    {
        ChannelCredits[] all =
        [
            PathHeuristics.First(paths), PathHeuristics.Last(paths), PathHeuristics.Linear(paths), PathHeuristics.PositionBased(paths, 0.3, 0.5),
            PathHeuristics.LastNonDirect(paths, [true, false, false, true, false]), Shapley.SetSplit(paths), OrderedShapley.Credit(paths),
        ];
        Assert.All(all, credits =>
        {
            Assert.Equal(paths.TotalConversions, credits.Conversions.Sum(), 1e-9);
            Assert.Equal(paths.TotalValue, credits.Value.Sum(), 1e-9);
        });
    });

    [Fact]
    public void Equal_paths_are_added_up_whatever_their_order()
    {
        PathTable paths = TestPaths.Of(("B", 1, 5, 0), ("AB", 1, 1, 2), ("B", 2, 7, 1));
        Assert.Equal(2, paths.Count);
        Assert.Equal([1], paths.Path(1).ToArray());
        Assert.Equal((3, 12, 1), (paths.Conversions(1), paths.Value(1), paths.Nulls(1)));
        Assert.Equal((4, 13, 3), (paths.TotalConversions, paths.TotalValue, paths.TotalNulls));
    }

    [Fact]
    public void A_path_that_cannot_be_is_refused_with_what_was_expected()
    {
        var builder = new PathTableBuilder(2);
        Assert.Contains("at least one touch", Assert.Throws<ArgumentException>(() => builder.Add([], 1, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("codes are 0 to 1", Assert.Throws<ArgumentException>(() => builder.Add([2], 1, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 0", Assert.Throws<ArgumentException>(() => builder.Add([0], -1, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => builder.Add([0], 1, double.NaN, 0)).Message, StringComparison.Ordinal);
    }
}
