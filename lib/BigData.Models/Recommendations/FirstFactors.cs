namespace BigData.Models.Recommendations;

/// <summary>Where the iterations begin.</summary>
internal static class FirstFactors
{
    /// <summary>Random directions of length 1 (in the positive corner when factors must not be negative); zero for rows without cells.</summary>
    public static FactorMatrix Random(SparseRows rows, AlsOptions options)
    {
        FactorMatrix factors = new(rows.RowCount, options.Rank);
        for (int row = 0; row < factors.Rows; row++)
        {
            if (rows.Length(row) > 0)
            {
                Fill(factors.Row(row), options.Seed, row, options.Nonnegative);
            }
        }

        return factors;
    }

    /// <summary>A copy of factors that must have a shape.</summary>
    public static FactorMatrix Copy(FactorMatrix from, int rows, int rank, string kind)
    {
        if (from.Rows != rows || from.Rank != rank)
        {
            throw new ArgumentException($"A warm start needs factors of {rows} {kind} with rank {rank}; got {from.Rows} with rank {from.Rank}.", nameof(from));
        }

        FactorMatrix copy = new(rows, rank);
        from.Data.CopyTo(copy.Data.AsSpan());
        return copy;
    }

    // Each row has a stream of its own, so that it does not matter which thread fills which.
    private static void Fill(Span<float> row, long seed, int number, bool nonnegative)
    {
        ulong state = Mix((ulong)seed) ^ Mix((ulong)number + 0x9E3779B97F4A7C15);
        double square = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - Next(ref state)));
            double value = radius * Math.Cos(2 * Math.PI * Next(ref state));
            row[i] = (float)(nonnegative ? Math.Abs(value) : value);
            square += value * value;
        }

        float scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (int i = 0; i < row.Length; i++)
        {
            row[i] *= scale;
        }
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private static double Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        return (Mix(state) >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
