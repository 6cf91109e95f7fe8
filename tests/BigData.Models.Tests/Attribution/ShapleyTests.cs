using System.Numerics;
using CsCheck;

namespace BigData.Models.Tests.Attribution;

public sealed class ShapleyTests
{
    private const int Players = 4;

    private static readonly Gen<double[]> Game = Gen.Double[-10, 10].Array[(1 << Players) - 1].Select(rest => (double[])[0, .. rest]);

    [Fact]
    public void The_published_toy_game_of_three_channels_is_solved()
    {
        // O = 1, F = 2, D = 4: the example of DP6's Marketing-Attribution-Models.
        double[] worth = [0, 7, 6, 15, 4, 7, 9, 19];
        TestPaths.AssertClose([46 / 6.0, 49 / 6.0, 19 / 6.0], Shapley.Values(worth), 1e-12);
    }

    [Fact]
    public void Efficiency_the_values_add_up_to_the_worth_of_all() =>
        Game.Sample(worth => Assert.Equal(worth[^1], Shapley.Values(worth).Sum(), 1e-9));

    [Fact]
    public void Symmetry_players_that_add_the_same_to_every_coalition_are_worth_the_same() => Game.Sample(worth =>
    {
        double[] symmetric = [.. worth.Select((value, coalition) => (value + worth[Swapped(coalition)]) / 2)];
        double[] values = Shapley.Values(symmetric);
        Assert.Equal(values[0], values[1], 1e-9);
    });

    [Fact]
    public void Dummy_a_player_that_adds_nothing_is_worth_nothing() => Game.Sample(worth =>
    {
        double[] ignoring = [.. worth.Select((_, coalition) => worth[coalition & ~1])];
        Assert.Equal(0, Shapley.Values(ignoring)[0], 1e-9);
    });

    [Fact]
    public void Additivity_the_values_of_two_games_add_up() => Gen.Select(Game, Game).Sample((left, right) =>
        TestPaths.AssertClose(
            Shapley.Values(left).Zip(Shapley.Values(right), (a, b) => a + b),
            Shapley.Values([.. left.Zip(right, (a, b) => a + b)])));

    [Fact]
    public void The_formula_is_the_mean_over_all_orders_in_which_players_may_come() => Game.Sample(worth =>
        TestPaths.AssertClose(MeanOverOrders(worth), Shapley.Values(worth)));

    [Fact]
    public void The_closed_form_splits_evenly_over_distinct_channels() =>
        TestPaths.AssertClose([13, 5, 2], Shapley.SetSplit(TestPaths.Of(("A", 10, 0, 0), ("ABA", 6, 0, 9), ("CB", 4, 0, 0))).Conversions);

    [Fact]
    public void The_closed_form_is_the_exact_value_of_the_conversions_that_a_coalition_can_walk() => TestPaths.Any.Sample(paths =>
        TestPaths.AssertClose(Shapley.Values(Shapley.WalkableConversions(paths)), Shapley.SetSplit(paths).Conversions));

    [Fact]
    public void Conversion_rates_as_worth_are_floored_and_scaled()
    {
        // v(A) = 1/2, v(B) = 0, v(AB) = 3/7: phi = (1/2 + 3/7) / 2 and (3/7 - 1/2) / 2 < 0.
        PathTable paths = TestPaths.Of(("A", 2, 20, 2), ("AB", 1, 8, 1), ("B", 0, 0, 1));
        TestPaths.AssertClose([3, 0], Shapley.ByRate(paths).Conversions);
        TestPaths.AssertClose([28, 0], Shapley.ByRate(paths).Value);
        TestPaths.Any.Sample(any => Assert.Equal(any.TotalConversions, Shapley.ByRate(any).Conversions.Sum(), 1e-9));
    }

    [Fact]
    public void The_order_counts_by_what_a_touch_adds_to_the_rate_of_its_path()
    {
        // A > B converts 3 of 4, B alone 1 of 2, A alone is unseen: A adds 1/4, B adds 3/4.
        PathTable paths = TestPaths.Of(("AB", 3, 30, 1), ("B", 1, 7, 1));
        TestPaths.AssertClose([0.75, 2.25 + 1], OrderedShapley.Credit(paths).Conversions);
        TestPaths.AssertClose([7.5, 22.5 + 7], OrderedShapley.Credit(paths).Value);
    }

    [Fact]
    public void Where_no_touch_adds_to_the_rate_the_last_one_takes_all() =>
        TestPaths.AssertClose([4, 1 + 4], OrderedShapley.Credit(TestPaths.Of(("AB", 1, 0, 1), ("A", 4, 0, 0), ("B", 4, 0, 0))).Conversions);

    [Fact]
    public void Fifteen_channels_with_all_their_sets_are_solved_exactly()
    {
        var builder = new PathTableBuilder(15);
        for (int set = 1; set < 1 << 15; set++)
        {
            builder.Add([.. Enumerable.Range(0, 15).Where(channel => (set & (1 << channel)) != 0)], set % 7, set % 11, set % 5);
        }

        PathTable paths = builder.Build();
        TestPaths.AssertClose(Shapley.SetSplit(paths).Conversions, Shapley.Values(Shapley.WalkableConversions(paths)), 1e-6);
    }

    [Fact]
    public void A_game_that_is_none_or_too_large_is_refused_with_a_remedy()
    {
        Assert.Contains("2^n", Assert.Throws<ArgumentException>(() => Shapley.Values([0, 1, 2])).Message, StringComparison.Ordinal);
        PathTable wide = new PathTableBuilder(Shapley.MaximumPlayers + 1).Build();
        Assert.Contains("group the rest", Assert.Throws<ArgumentException>(() => Shapley.ByRate(wide)).Message, StringComparison.Ordinal);
    }

    private static int Swapped(int coalition) => (coalition & ~3) | ((coalition & 1) << 1) | ((coalition >> 1) & 1);

    private static double[] MeanOverOrders(double[] worth)
    {
        int players = BitOperations.Log2((uint)worth.Length);
        double[] sums = new double[players];
        int orders = 0;
        void Walk(int coalition)
        {
            orders += coalition == worth.Length - 1 ? 1 : 0;
            for (int player = 0; player < players; player++)
            {
                if ((coalition & (1 << player)) == 0)
                {
                    int before = orders;
                    Walk(coalition | (1 << player));
                    sums[player] += (orders - before) * (worth[coalition | (1 << player)] - worth[coalition]);
                }
            }
        }

        Walk(0);
        return [.. sums.Select(sum => sum / orders)];
    }
}
