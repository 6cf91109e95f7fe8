namespace BigData.Customers;

/// <summary>
/// Type-7 quantiles (Hyndman and Fan 1996) at 0.2, 0.4, 0.6 and 0.8, with the arithmetic of numpy: position (n - 1) p in double,
/// interpolated from the nearer neighbour. The neighbours come from the engine as exact values, so both engines give the same
/// edges to the last bit.
/// </summary>
internal static class Quintiles
{
    private static readonly double[] Probabilities = [0.2, 0.4, 0.6, 0.8];

    /// <summary>The ranks (from 0) whose values <see cref="Edges(long, Func{long, double})"/> asks for.</summary>
    internal static IReadOnlyList<long> Ranks(long count) =>
    [
        .. Probabilities.Select(p => Position(count, p)).SelectMany(position => new[] { position.Lower, position.Upper })
            .Distinct().Order(),
    ];

    /// <summary>The four inner edges of <paramref name="count"/> values.</summary>
    /// <param name="count">Number of values, at least 1.</param>
    /// <param name="valueAt">The value with a rank from 0 in rising order.</param>
    internal static double[] Edges(long count, Func<long, double> valueAt)
    {
        var edges = new double[Probabilities.Length];
        for (int i = 0; i < edges.Length; i++)
        {
            (long lower, long upper, double weight) = Position(count, Probabilities[i]);
            edges[i] = Interpolate(valueAt(lower), valueAt(upper), weight);
        }

        return edges;
    }

    /// <summary>The edges of values given as a histogram in rising order.</summary>
    internal static double[] Edges(IReadOnlyList<(double Value, long Count)> histogram)
    {
        long count = histogram.Sum(bin => bin.Count);
        return Edges(count, rank => ValueAt(histogram, rank));
    }

    private static double ValueAt(IReadOnlyList<(double Value, long Count)> histogram, long rank)
    {
        long seen = 0;
        foreach ((double value, long count) in histogram)
        {
            seen += count;
            if (rank < seen)
            {
                return value;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The histogram holds {seen} values");
    }

    private static (long Lower, long Upper, double Weight) Position(long count, double probability)
    {
        double position = (count - 1) * probability;
        double floor = Math.Floor(position);
        long lower = (long)floor;
        return (lower, Math.Min(lower + 1, count - 1), position - floor);
    }

    private static double Interpolate(double lower, double upper, double weight)
    {
        double difference = upper - lower;
        return weight < 0.5 ? lower + (difference * weight) : upper - (difference * (1 - weight));
    }
}
