namespace BigData.Models.Recommendations;

/// <summary>Where the iterations begin.</summary>
internal static class FirstFactors
{
    private const int RowsOfPiece = 4096;

    /// <summary>Random directions of length 1 (in the positive corner when factors must not be negative); zero for rows without cells.</summary>
    public static FactorMatrix Random(SparseRows rows, AlsOptions options, CancellationToken token)
    {
        FactorMatrix factors = new(rows.RowCount, options.Rank);
        Workers.Run(
            (factors.Rows + RowsOfPiece - 1) / RowsOfPiece,
            options.MaxThreads,
            () => options.Seed,
            (piece, seed) =>
            {
                for (int row = piece * RowsOfPiece; row < Math.Min(factors.Rows, (piece + 1) * RowsOfPiece); row++)
                {
                    if (rows.Length(row) > 0)
                    {
                        Fill(factors.Row(row), seed, row, options.Nonnegative);
                    }
                }
            },
            token);
        return factors;
    }

    /// <summary>A copy of factors that must have a shape.</summary>
    public static FactorMatrix Copy(FactorMatrix from, int rows, int rank, string kind)
    {
        if (from.Rows != rows || from.Rank != rank)
        {
            throw new ArgumentException($"A warm start needs factors of {rows} {kind} with rank {rank}; got {from.Rows} with rank {from.Rank}.", nameof(from));
        }

        int bad = from.Data.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (bad >= 0)
        {
            throw new ArgumentException($"A warm start needs finite factors; row {bad / from.Stride} of the {kind} has {from.Data[bad]}.", nameof(from));
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
        for (int i = 0; i < row.Length; i += 2)
        {
            // Two normal numbers at a time (Box, Muller 1958).
            double radius = Math.Sqrt(-2 * Math.Log(1 - Next(ref state)));
            (double sin, double cos) = Math.SinCos(2 * Math.PI * Next(ref state));
            row[i] = Value(radius * cos, nonnegative, ref square);
            if (i + 1 < row.Length)
            {
                row[i + 1] = Value(radius * sin, nonnegative, ref square);
            }
        }

        float scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (int i = 0; i < row.Length; i++)
        {
            row[i] *= scale;
        }
    }

    private static float Value(double value, bool nonnegative, ref double square)
    {
        square += value * value;
        return (float)(nonnegative ? Math.Abs(value) : value);
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
