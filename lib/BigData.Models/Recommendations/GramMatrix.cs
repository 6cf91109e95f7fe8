namespace BigData.Models.Recommendations;

/// <summary>The product of all factors with themselves, Y'Y, padded like a row. Sums of 256 rows are in single precision, their sum is in double.</summary>
internal static class GramMatrix
{
    private const int RowsOfSum = 256;
    private const int MaxPieces = 64;

    /// <summary>Y'Y as stride × stride numbers.</summary>
    public static double[] Of(FactorMatrix factors, int maxThreads, CancellationToken token)
    {
        int stride = factors.Stride;
        int sums = (factors.Rows + RowsOfSum - 1) / RowsOfSum;
        int sumsOfPiece = Math.Max(1, (sums + MaxPieces - 1) / MaxPieces);
        double[][] parts = new double[(sums + sumsOfPiece - 1) / sumsOfPiece][];
        Workers.Run(parts.Length, maxThreads, () => new float[stride * stride], (piece, block) => parts[piece] = Piece(factors, piece * sumsOfPiece, sumsOfPiece, block), token);
        double[] total = new double[stride * stride];
        foreach (double[] part in parts)
        {
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += part[i];
            }
        }

        return total;
    }

    /// <summary>The same in single precision.</summary>
    public static float[] ToSingle(ReadOnlySpan<double> gram)
    {
        float[] single = new float[gram.Length];
        for (int i = 0; i < single.Length; i++)
        {
            single[i] = (float)gram[i];
        }

        return single;
    }

    private static double[] Piece(FactorMatrix factors, int firstSum, int sums, Span<float> block)
    {
        int stride = factors.Stride;
        double[] total = new double[stride * stride];
        int end = Math.Min(factors.Rows, (firstSum + sums) * RowsOfSum);
        for (int start = firstSum * RowsOfSum; start < end; start += RowsOfSum)
        {
            block.Clear();
            for (int row = start; row < Math.Min(end, start + RowsOfSum); row++)
            {
                Span<float> y = factors.Whole(row);
                for (int i = 0; i < factors.Rank; i++)
                {
                    RowKernels.Add(y[i], y, block.Slice(i * stride, stride));
                }
            }

            for (int i = 0; i < total.Length; i++)
            {
                total[i] += block[i];
            }
        }

        return total;
    }
}
