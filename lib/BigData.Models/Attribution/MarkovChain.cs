using System.Runtime.InteropServices;

namespace BigData.Models;

/// <summary>
/// The absorbing Markov chain of paths. A state is the tuple of the last <c>order</c> channels (fewer at the start); from the last state of a
/// path the chain goes to CONVERSION or to NULL. Probabilities are counts by row sums.
/// </summary>
public sealed class MarkovChain
{
    /// <summary>The longest memory of a chain.</summary>
    public const int MaximumOrder = 4;

    /// <summary>The most channels of a chain: four of them must fit into the key of a state.</summary>
    public const int MaximumChannels = ushort.MaxValue - 1;

    private const int Bits = 16;

    private readonly List<ulong> _states = [0];
    private readonly AbsorbingChain _chain;
    private readonly PathTable _paths;

    /// <summary>Counts the transitions of all paths.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="order">How many channels the chain remembers, 1 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 1 to 4.</exception>
    /// <exception cref="ArgumentException">There are more than <see cref="MaximumChannels"/> channels.</exception>
    public MarkovChain(PathTable paths, int order)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaximumOrder);
        if (paths.Channels > MaximumChannels)
        {
            throw new ArgumentException($"A Markov chain takes at most {MaximumChannels} channels, there are {paths.Channels}; group some.", nameof(paths));
        }

        _paths = paths;
        _chain = Count(order);
    }

    /// <summary>The number of states, START among them, without CONVERSION and NULL.</summary>
    public int States => _states.Count;

    /// <summary>Probability that a path ends in CONVERSION; 0 where there are no paths.</summary>
    public double ConversionProbability() => _paths.Count == 0 ? 0 : _chain.Absorption(new bool[States]);

    /// <summary>
    /// Credits by removal effects: with channel j removed every transition into a state that contains j goes to NULL (rows are not scaled
    /// again); RE_j = 1 - P_without_j / P; conversions and value are split in the proportion of the effects.
    /// </summary>
    public ChannelCredits Credit()
    {
        double[] effects = RemovalEffects();
        double sum = effects.Where(effect => !double.IsNaN(effect)).Sum();
        double[] Split(double total) => [.. effects.Select(effect => sum > 0 ? effect / sum * total : 0)];
        return new ChannelCredits(Split(_paths.TotalConversions), Split(_paths.TotalValue), effects);
    }

    // Each removal is a system of its own, so they are solved side by side; the result does not depend on it.
    private double[] RemovalEffects()
    {
        double[] effects = new double[_paths.Channels];
        double all = ConversionProbability();
        if (all == 0)
        {
            Array.Fill(effects, double.NaN);
            return effects;
        }

        bool[] occurs = new bool[_paths.Channels];
        foreach (ulong state in _states.Skip(1))
        {
            occurs[(int)(state & ushort.MaxValue) - 1] = true;
        }

        Parallel.For(0, effects.Length, channel =>
        {
            if (occurs[channel])
            {
                effects[channel] = Math.Max(0, 1 - (_chain.Absorption(Containing(channel)) / all));
            }
        });
        return effects;
    }

    private bool[] Containing(int channel)
    {
        bool[] removed = new bool[_states.Count];
        for (int i = 0; i < removed.Length; i++)
        {
            for (ulong rest = _states[i]; rest != 0; rest >>= Bits)
            {
                removed[i] |= (int)(rest & ushort.MaxValue) == channel + 1;
            }
        }

        return removed;
    }

    // A state's key is its channels + 1, 16 bits each, the newest lowest; START is 0.
    private AbsorbingChain Count(int order)
    {
        ulong mask = order == MaximumOrder ? ulong.MaxValue : (1UL << (order * Bits)) - 1;
        var numbers = new Dictionary<ulong, int> { [0] = 0 };
        var edges = new Dictionary<long, double>();
        var conversions = new List<double> { 0 };
        var nulls = new List<double> { 0 };
        for (int i = 0; i < _paths.Count; i++)
        {
            double people = _paths.Conversions(i) + _paths.Nulls(i);
            if (people == 0)
            {
                continue;
            }

            ulong key = 0;
            int state = 0;
            foreach (int channel in _paths.Path(i))
            {
                key = ((key << Bits) | (uint)(channel + 1)) & mask;
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out bool exists);
                if (!exists)
                {
                    number = _states.Count;
                    _states.Add(key);
                    conversions.Add(0);
                    nulls.Add(0);
                }

                CollectionsMarshal.GetValueRefOrAddDefault(edges, ((long)state << 32) | (uint)number, out _) += people;
                state = number;
            }

            conversions[state] += _paths.Conversions(i);
            nulls[state] += _paths.Nulls(i);
        }

        return new AbsorbingChain([.. edges.Select(edge => ((int)(edge.Key >> 32), (int)(edge.Key & uint.MaxValue), edge.Value))], [.. conversions], [.. nulls]);
    }
}
