namespace BigData.Models;

/// <summary>Collects paths in any order; equal paths are added up.</summary>
public sealed class PathTableBuilder
{
    private readonly int _channels;
    private readonly List<int> _starts = [0];
    private readonly List<int> _codes = [];
    private readonly List<(double Conversions, double Value, double Nulls)> _counts = [];

    /// <summary>Starts an empty table.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public PathTableBuilder(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channels);
        _channels = channels;
    }

    /// <summary>Adds a path.</summary>
    /// <param name="path">Codes of channels, first touch first.</param>
    /// <param name="conversions">Conversions that ended it, at least 0.</param>
    /// <param name="value">Their value; may be negative.</param>
    /// <param name="nulls">People who ended it without a conversion, at least 0.</param>
    /// <exception cref="ArgumentException">The path is empty, a code is not one of the channels, or a number cannot be a count.</exception>
    public void Add(ReadOnlySpan<int> path, double conversions, double value, double nulls)
    {
        if (path.IsEmpty)
        {
            throw new ArgumentException("A path needs at least one touch; a conversion without a touch belongs to no path.", nameof(path));
        }

        foreach (int code in path)
        {
            if ((uint)code >= (uint)_channels)
            {
                throw new ArgumentException($"The code {code} is not a channel; codes are 0 to {_channels - 1}.", nameof(path));
            }
        }

        if (!(conversions >= 0 && nulls >= 0) || !double.IsFinite(conversions + nulls) || !double.IsFinite(value))
        {
            throw new ArgumentException(
                $"A path has {conversions} conversions, {nulls} nulls and the value {value}; counts must be at least 0 and all must be finite.", nameof(conversions));
        }

        _codes.AddRange(path);
        _starts.Add(_codes.Count);
        _counts.Add((conversions, value, nulls));
    }

    /// <summary>The table of what was added.</summary>
    public PathTable Build()
    {
        int[] codes = [.. _codes];
        int[] order = [.. Enumerable.Range(0, _counts.Count)];
        Array.Sort(order, (left, right) => Compare(codes, left, right));
        var starts = new List<int>(order.Length + 1) { 0 };
        var sorted = new List<int>(codes.Length);
        var sums = new List<(double Conversions, double Value, double Nulls)>(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            (double conversions, double value, double nulls) = _counts[order[i]];
            if (i > 0 && Path(codes, order[i]).SequenceEqual(Path(codes, order[i - 1])))
            {
                (double c, double v, double n) = sums[^1];
                sums[^1] = (c + conversions, v + value, n + nulls);
                continue;
            }

            sorted.AddRange(Path(codes, order[i]));
            starts.Add(sorted.Count);
            sums.Add((conversions, value, nulls));
        }

        return new PathTable(
            _channels,
            [.. starts],
            [.. sorted],
            [.. sums.Select(sum => sum.Conversions)],
            [.. sums.Select(sum => sum.Value)],
            [.. sums.Select(sum => sum.Nulls)]);
    }

    private ReadOnlySpan<int> Path(int[] codes, int index) => codes.AsSpan(_starts[index].._starts[index + 1]);

    // Equal paths keep a fixed order too: by their numbers, so that their sums are the same whatever came first.
    private int Compare(int[] codes, int left, int right)
    {
        int byCodes = Path(codes, left).SequenceCompareTo(Path(codes, right));
        return byCodes != 0 ? byCodes : _counts[left].CompareTo(_counts[right]);
    }
}
