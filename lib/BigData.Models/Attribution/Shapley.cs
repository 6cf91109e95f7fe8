using System.Numerics;

namespace BigData.Models;

/// <summary>Shapley values of channels as players of a game.</summary>
public static class Shapley
{
    /// <summary>The most players that <see cref="Values"/> takes: the worth of 2^n coalitions must fit in memory.</summary>
    public const int MaximumPlayers = 20;

    /// <summary>
    /// The exact value of every player: phi_j = sum over coalitions S without j of |S|! (n-|S|-1)! / n! * (v(S and j) - v(S)).
    /// </summary>
    /// <param name="worth">Worth of every coalition; bit j of the index says that player j is in it; 2^n numbers, the first is v of nobody.</param>
    /// <returns>One value a player; they add up to the worth of all less that of nobody.</returns>
    /// <exception cref="ArgumentException">The length is not a power of two or there are more than <see cref="MaximumPlayers"/> players.</exception>
    public static double[] Values(ReadOnlySpan<double> worth)
    {
        if (!BitOperations.IsPow2(worth.Length) || BitOperations.Log2((uint)worth.Length) > MaximumPlayers)
        {
            throw new ArgumentException(
                $"The worth of {worth.Length} coalitions is no game; expected 2^n numbers for n players, n at most {MaximumPlayers}.", nameof(worth));
        }

        int players = BitOperations.Log2((uint)worth.Length);
        double[] weights = Weights(players);
        double[] values = new double[players];
        for (int coalition = 0; coalition < worth.Length; coalition++)
        {
            double weight = weights[BitOperations.PopCount((uint)coalition)];
            for (int absent = ~coalition & (worth.Length - 1); absent != 0; absent &= absent - 1)
            {
                int player = BitOperations.TrailingZeroCount(absent);
                values[player] += weight * (worth[coalition | (1 << player)] - worth[coalition]);
            }
        }

        return values;
    }

    /// <summary>
    /// The game in which a coalition is worth the conversions of all paths that it can walk alone. It is a sum of unanimity games, so the
    /// exact value has a closed form for any number of channels: the conversions of a path go evenly to its <em>distinct</em> channels.
    /// </summary>
    /// <param name="paths">The paths.</param>
    public static ChannelCredits SetSplit(PathTable paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var credits = new ChannelCredits(paths.Channels);
        int[] seenIn = new int[paths.Channels];
        for (int i = 0; i < paths.Count; i++)
        {
            if (paths.Conversions(i) == 0)
            {
                continue;
            }

            int distinct = 0;
            foreach (int channel in paths.Path(i))
            {
                distinct += seenIn[channel] == i + 1 ? 0 : 1;
                seenIn[channel] = i + 1;
            }

            foreach (int channel in paths.Path(i))
            {
                if (seenIn[channel] == i + 1)
                {
                    credits.Add(channel, 1.0 / distinct, paths.Conversions(i), paths.Value(i));
                    seenIn[channel] = 0;
                }
            }
        }

        return credits;
    }

    /// <summary>
    /// The game in which a coalition is worth the conversion rate (conversions by conversions and nulls) of all paths that it can walk
    /// alone, solved exactly. The rate is not monotone: negative values are floored at 0, and what is left is scaled to the conversions and,
    /// by the same shares, to the value.
    /// </summary>
    /// <param name="paths">The paths.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaximumPlayers"/> channels.</exception>
    public static ChannelCredits ByRate(PathTable paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        double[] shares = [.. Values(Rates(paths)).Select(value => Math.Max(0, value))];
        double sum = shares.Sum();
        if (!(sum > 0))
        {
            return SetSplit(paths);
        }

        return new ChannelCredits(
            [.. shares.Select(share => share / sum * paths.TotalConversions)],
            [.. shares.Select(share => share / sum * paths.TotalValue)],
            removalEffects: null);
    }

    /// <summary>Worth of every coalition of channels: the conversions of all paths whose channels are all in it.</summary>
    /// <param name="paths">The paths.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaximumPlayers"/> channels.</exception>
    public static double[] WalkableConversions(PathTable paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Walkable(paths, paths.Conversions);
    }

    private static double[] Rates(PathTable paths)
    {
        double[] conversions = Walkable(paths, paths.Conversions);
        double[] people = Walkable(paths, i => paths.Conversions(i) + paths.Nulls(i));
        for (int coalition = 0; coalition < conversions.Length; coalition++)
        {
            conversions[coalition] = people[coalition] == 0 ? 0 : conversions[coalition] / people[coalition];
        }

        return conversions;
    }

    // Exact sets first, then the sum over all subsets, one channel at a time.
    private static double[] Walkable(PathTable paths, Func<int, double> count)
    {
        if (paths.Channels > MaximumPlayers)
        {
            throw new ArgumentException(
                $"The exact Shapley value takes at most {MaximumPlayers} channels, there are {paths.Channels}; group the rest into one channel, or use the closed form.",
                nameof(paths));
        }

        double[] worth = new double[1 << paths.Channels];
        for (int i = 0; i < paths.Count; i++)
        {
            int set = 0;
            foreach (int channel in paths.Path(i))
            {
                set |= 1 << channel;
            }

            worth[set] += count(i);
        }

        for (int bit = 1; bit < worth.Length; bit <<= 1)
        {
            for (int coalition = 0; coalition < worth.Length; coalition++)
            {
                worth[coalition] += (coalition & bit) != 0 ? worth[coalition ^ bit] : 0;
            }
        }

        return worth;
    }

    private static double[] Weights(int players)
    {
        double[] weights = new double[players + 1];
        double weight = players == 0 ? 0 : 1.0 / players;
        for (int size = 0; size < players; size++)
        {
            weights[size] = weight;
            weight *= (size + 1.0) / Math.Max(1, players - size - 1);
        }

        return weights;
    }
}
