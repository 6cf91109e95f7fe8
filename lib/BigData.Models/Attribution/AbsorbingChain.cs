namespace BigData.Models;

/// <summary>
/// A chain as counts of transitions between states, into CONVERSION and into NULL. Small chains are solved by elimination without
/// subtractions (Grassmann, Taksar, Heyman 1985), large ones by sweeps that bound the answer from below and above until both meet.
/// </summary>
internal sealed class AbsorbingChain
{
    /// <summary>Up to this many states elimination is the faster of the two.</summary>
    internal const int EliminationLimit = 256;

    private const double Gap = 1e-13;
    private const int MaximumSweeps = 10_000_000;

    private readonly int[] _rowStarts;
    private readonly int[] _targets;
    private readonly double[] _counts;
    private readonly double[] _conversions;
    private readonly double[] _nulls;
    private readonly Lazy<int[]> _order;
    private readonly double _rate;

    internal AbsorbingChain((int From, int To, double Count)[] edges, double[] conversions, double[] nulls)
    {
        _conversions = conversions;
        _nulls = nulls;
        // A step from a state to itself does not move the probabilities of absorption.
        (int From, int To, double Count)[] moves = [.. edges.Where(edge => edge.From != edge.To).OrderBy(edge => edge.From).ThenBy(edge => edge.To)];
        _rowStarts = new int[conversions.Length + 1];
        foreach ((int from, int _, double _) in moves)
        {
            _rowStarts[from + 1]++;
        }

        for (int state = 0; state < conversions.Length; state++)
        {
            _rowStarts[state + 1] += _rowStarts[state];
        }

        _targets = [.. moves.Select(move => move.To)];
        _counts = [.. moves.Select(move => move.Count)];
        _order = new Lazy<int[]>(SuccessorsFirst);
        double converted = conversions.Sum();
        _rate = converted / Math.Max(converted + nulls.Sum(), double.Epsilon);
    }

    internal int States => _conversions.Length;

    /// <summary>Probability of CONVERSION from state 0 when every step into a removed state goes to NULL.</summary>
    internal double Absorption(bool[] removed) => States <= EliminationLimit ? Eliminate(removed) : Sweep(removed);

    internal double Eliminate(bool[] removed)
    {
        int[] kept = [.. Enumerable.Range(0, States).Where(state => !removed[state])];
        int n = kept.Length;
        double[,] flow = new double[n, n + 2];
        Dictionary<int, int> place = kept.Select((state, i) => (state, i)).ToDictionary(pair => pair.state, pair => pair.i);
        for (int i = 0; i < n; i++)
        {
            flow[i, n] = _conversions[kept[i]];
            flow[i, n + 1] = _nulls[kept[i]];
            for (int e = _rowStarts[kept[i]]; e < _rowStarts[kept[i] + 1]; e++)
            {
                flow[i, place.TryGetValue(_targets[e], out int to) ? to : n + 1] += _counts[e];
            }
        }

        for (int k = n - 1; k > 0; k--)
        {
            Censor(flow, k, n);
        }

        double ends = flow[0, n] + flow[0, n + 1];
        return ends == 0 ? 0 : flow[0, n] / ends;
    }

    // State k leaves: what flowed through it goes on to its successors. All terms are sums of positive numbers.
    private static void Censor(double[,] flow, int k, int n)
    {
        double exits = flow[k, n] + flow[k, n + 1];
        for (int j = 0; j < k; j++)
        {
            exits += flow[k, j];
        }

        for (int i = 0; i < k; i++)
        {
            double share = exits == 0 ? 0 : flow[i, k] / exits;
            if (share == 0)
            {
                continue;
            }

            for (int j = 0; j < k; j++)
            {
                flow[i, j] += j == i ? 0 : share * flow[k, j];
            }

            flow[i, n] += share * flow[k, n];
            flow[i, n + 1] += share * flow[k, n + 1];
        }
    }

    // Gauss-Seidel from 0 upwards and from 1 downwards: the answer lies between the two at all times. What is left between them is
    // measured against the rate of the whole chain, which is the share of its paths that convert.
    // Where nothing converts, that measure is 0 and rounding would keep the upper bound just above it for ever.
    internal double Sweep(bool[] removed)
    {
        if (_rate == 0)
        {
            return 0;
        }

        double[] low = new double[States];
        double[] high = new double[States];
        for (int state = 0; state < States; state++)
        {
            high[state] = removed[state] ? 0 : 1;
        }

        for (int sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            foreach (int state in _order.Value)
            {
                if (!removed[state])
                {
                    Improve(state, low, high);
                }
            }

            if (high[0] - low[0] <= Gap * _rate)
            {
                return (low[0] + high[0]) / 2;
            }
        }

        throw new InvalidOperationException(
            $"The Markov chain of {States} states did not settle in {MaximumSweeps} sweeps (between {low[0]} and {high[0]}): its paths are too long; "
            + "trim them or take a lower order.");
    }

    private void Improve(int state, double[] low, double[] high)
    {
        double exits = _conversions[state] + _nulls[state];
        double lower = _conversions[state];
        double upper = lower;
        for (int e = _rowStarts[state]; e < _rowStarts[state + 1]; e++)
        {
            exits += _counts[e];
            lower += _counts[e] * low[_targets[e]];
            upper += _counts[e] * high[_targets[e]];
        }

        low[state] = exits == 0 ? 0 : lower / exits;
        high[state] = exits == 0 ? 0 : upper / exits;
    }

    // Depth first from START, each state after all that it leads to: where paths do not return, one sweep is the answer.
    private int[] SuccessorsFirst()
    {
        var order = new List<int>(States);
        bool[] seen = new bool[States];
        var open = new Stack<(int State, int Edge)>();
        open.Push((0, _rowStarts[0]));
        seen[0] = true;
        while (open.TryPop(out (int State, int Edge) top))
        {
            int edge = top.Edge;
            while (edge < _rowStarts[top.State + 1] && seen[_targets[edge]])
            {
                edge++;
            }

            if (edge == _rowStarts[top.State + 1])
            {
                order.Add(top.State);
                continue;
            }

            open.Push((top.State, edge + 1));
            seen[_targets[edge]] = true;
            open.Push((_targets[edge], _rowStarts[_targets[edge]]));
        }

        return [.. order];
    }
}
