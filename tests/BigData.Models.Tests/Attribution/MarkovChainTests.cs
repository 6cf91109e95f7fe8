using CsCheck;

namespace BigData.Models.Tests.Attribution;

public sealed class MarkovChainTests
{
    // G = A, M = B: the toy example of puzyrov.com.
    private static readonly PathTable Toy = TestPaths.Of(("A", 2, 20, 1), ("B", 1, 5, 0), ("AB", 1, 15, 0));

    [Fact]
    public void The_published_toy_chain_is_solved()
    {
        var chain = new MarkovChain(Toy, 1);
        Assert.Equal(0.8, chain.ConversionProbability(), 1e-12);
        ChannelCredits credits = chain.Credit();
        TestPaths.AssertClose([0.75, 0.5], credits.RemovalEffects!, 1e-12);
        TestPaths.AssertClose([2.4, 1.6], credits.Conversions, 1e-12);
        TestPaths.AssertClose([24, 16], credits.Value, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_chain_of_any_order_converts_as_often_as_its_paths_and_hands_out_all(int order) => TestPaths.Any.Sample(paths =>
    {
        var chain = new MarkovChain(paths, order);
        double people = paths.TotalConversions + paths.TotalNulls;
        Assert.Equal(people == 0 ? 0 : paths.TotalConversions / people, chain.ConversionProbability(), 1e-9);
        ChannelCredits credits = chain.Credit();
        Assert.Equal(paths.TotalConversions, credits.Conversions.Sum(), 1e-9);
        Assert.Equal(paths.TotalConversions == 0 ? 0 : paths.TotalValue, credits.Value.Sum(), 1e-9);
        Assert.All(credits.RemovalEffects!, effect => Assert.True(double.IsNaN(effect) || effect is >= 0 and <= 1));
    });

    [Fact]
    public void A_chain_that_remembers_whole_paths_loses_the_share_of_conversions_with_the_channel() => TestPaths.Any.Sample(paths =>
    {
        PathTable start = Starts(paths, MarkovChain.MaximumOrder);
        double[] touched = new double[start.Channels];
        for (int i = 0; i < start.Count; i++)
        {
            foreach (int channel in start.Path(i).ToArray().Distinct())
            {
                touched[channel] += start.Conversions(i);
            }
        }

        if (start.TotalConversions > 0)
        {
            TestPaths.AssertClose(touched.Select(count => count / start.TotalConversions), new MarkovChain(start, 4).Credit().RemovalEffects!);
        }
    });

    [Fact]
    public void Repeats_change_nothing_in_the_chain_of_order_one()
    {
        PathTable repeated = TestPaths.Of(("AAA", 2, 20, 1), ("BB", 1, 5, 0), ("AAB", 1, 15, 0));
        TestPaths.AssertClose(new MarkovChain(Toy, 1).Credit().RemovalEffects!, new MarkovChain(repeated, 1).Credit().RemovalEffects!, 1e-12);
    }

    [Fact]
    public void Exchangeable_channels_are_credited_the_same() => TestPaths.Any.Sample(paths =>
    {
        var builder = new PathTableBuilder(paths.Channels);
        int[] swap = [1, 0, 2, 3, 4];
        for (int i = 0; i < paths.Count; i++)
        {
            builder.Add(paths.Path(i), paths.Conversions(i), paths.Value(i), paths.Nulls(i));
            builder.Add([.. paths.Path(i).ToArray().Select(channel => swap[channel])], paths.Conversions(i), paths.Value(i), paths.Nulls(i));
        }

        ChannelCredits credits = new MarkovChain(builder.Build(), 2).Credit();
        Assert.Equal(credits.Conversions[0], credits.Conversions[1], 1e-9);
    });

    [Fact]
    public void A_channel_that_no_path_has_gets_nothing_and_chains_without_conversions_tell_no_effect()
    {
        var absent = new PathTableBuilder(3);
        absent.Add([0, 2], 1, 1, 1);
        Assert.Equal([0.5, 0, 0.5], new MarkovChain(absent.Build(), 1).Credit().Conversions);
        ChannelCredits barren = new MarkovChain(TestPaths.Of(("AB", 0, 0, 3)), 1).Credit();
        Assert.Equal([0, 0], barren.Conversions);
        Assert.All(barren.RemovalEffects!, effect => Assert.True(double.IsNaN(effect)));
        Assert.Equal(0, new MarkovChain(new PathTableBuilder(0).Build(), 4).ConversionProbability());
    }

    [Fact]
    public void Elimination_and_sweeps_agree() => TestPaths.Any.Sample(paths =>
    {
        AbsorbingChain chain = Chain(paths);
        for (int removed = 0; removed <= paths.Channels; removed++)
        {
            bool[] without = new bool[chain.States];
            without[removed] = removed > 0;
            Assert.Equal(chain.Eliminate(without), chain.Sweep(without), 1e-11);
        }
    });

    [Fact]
    public void Sweeps_over_channels_that_never_convert_end_at_nothing()
    {
        var builder = new PathTableBuilder(3);
        builder.Add([0, 1, 2, 0, 1, 2, 1, 0, 2], 0, 0, 3);
        builder.Add([2, 2, 1, 1, 0, 0], 0, 0, 5);
        AbsorbingChain chain = Chain(builder.Build());

        Assert.Equal(0, chain.Sweep(new bool[chain.States]));
        Assert.Equal(0, chain.Eliminate(new bool[chain.States]));
    }

    [Fact]
    public void Fifteen_channels_at_order_four_are_solved_and_conserve()
    {
        var random = new Random(7);
        var builder = new PathTableBuilder(15);
        for (int i = 0; i < 20_000; i++)
        {
            builder.Add([.. Enumerable.Range(0, 1 + random.Next(9)).Select(_ => random.Next(15))], random.Next(2), 1, 1);
        }

        PathTable paths = builder.Build();
        var chain = new MarkovChain(paths, 4);
        Assert.True(chain.States > 10_000);
        Assert.Equal(paths.TotalConversions / (paths.TotalConversions + paths.TotalNulls), chain.ConversionProbability(), 1e-11);
        ChannelCredits credits = chain.Credit();
        Assert.Equal(paths.TotalConversions, credits.Conversions.Sum(), 1e-6);
    }

    [Fact]
    public void A_hundred_thousand_touches_that_go_to_and_fro_end_exactly()
    {
        var builder = new PathTableBuilder(2);
        builder.Add([.. Enumerable.Range(0, 100_000).Select(i => i % 2)], 1, 1, 0);
        builder.Add([0], 0, 0, 1);
        Assert.Equal(0.5, new MarkovChain(builder.Build(), 4).ConversionProbability(), 1e-9);
    }

    [Fact]
    public void Transitions_are_counted_for_conversions_and_nulls()
    {
        var steps = new PathTransitions(TestPaths.Of(("ABB", 2, 0, 1), ("B", 0, 0, 4)));
        Assert.Equal((3, 4), (steps.Count(steps.Start, 0), steps.Count(steps.Start, 1)));
        Assert.Equal((3, 3), (steps.Count(0, 1), steps.Count(1, 1)));
        Assert.Equal((2, 5), (steps.Count(1, steps.Conversion), steps.Count(1, steps.Null)));
        TestPaths.Any.Sample(paths =>
        {
            var any = new PathTransitions(paths);
            double left = Enumerable.Range(0, paths.Channels).Sum(to => any.Count(any.Start, to));
            double ended = Enumerable.Range(0, paths.Channels).Sum(from => any.Count(from, any.Conversion) + any.Count(from, any.Null));
            Assert.Equal(left, ended);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void A_memory_that_is_not_one_to_four_is_refused(int order) => Assert.Throws<ArgumentOutOfRangeException>(() => new MarkovChain(Toy, order));

    private static AbsorbingChain Chain(PathTable paths)
    {
        var steps = new PathTransitions(paths);
        IEnumerable<(int, int, double)> edges =
            from state in Enumerable.Range(0, paths.Channels + 1)
            from to in Enumerable.Range(0, paths.Channels)
            let count = steps.Count(state == 0 ? steps.Start : state - 1, to)
            where count > 0
            select (state, to + 1, count);
        double[] Ends(int end) => [0, .. Enumerable.Range(0, paths.Channels).Select(from => steps.Count(from, end))];
        return new AbsorbingChain([.. edges], Ends(steps.Conversion), Ends(steps.Null));
    }

    private static PathTable Starts(PathTable paths, int touches)
    {
        var builder = new PathTableBuilder(paths.Channels);
        for (int i = 0; i < paths.Count; i++)
        {
            ReadOnlySpan<int> path = paths.Path(i);
            builder.Add(path[..Math.Min(touches, path.Length)], paths.Conversions(i), paths.Value(i), paths.Nulls(i));
        }

        return builder.Build();
    }
}
