namespace BigData.Models.Recommendations;

/// <summary>
/// Latent factors: one vector of <see cref="Rank"/> numbers for each row. Rows are padded with zeros to whole vectors of the processor, so that
/// kernels need no remainder.
/// </summary>
public sealed class FactorMatrix
{
    /// <summary>Makes factors that are all zero.</summary>
    /// <param name="rows">How many vectors, 0 or more.</param>
    /// <param name="rank">Their length, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the matrix would have more than 2 billion cells.</exception>
    public FactorMatrix(int rows, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        Rows = rows;
        Rank = rank;
        Stride = RowKernels.Padded(rank);
        long cells = (long)rows * Stride;
        if (cells > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"Factors of {rows} rows by {rank} have {cells} cells; at most {Array.MaxLength} fit. Use a smaller rank or fewer rows.");
        }

        Data = new float[cells];
    }

    /// <summary>How many vectors there are.</summary>
    public int Rows { get; }

    /// <summary>The length of each vector.</summary>
    public int Rank { get; }

    /// <summary>The distance of rows in <see cref="Data"/>.</summary>
    internal int Stride { get; }

    internal float[] Data { get; }

    /// <summary>The vector of a row, to read or to write.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>Its <see cref="Rank"/> numbers.</returns>
    public Span<float> Row(int row) => Data.AsSpan(Start(row), Rank);

    /// <summary>The vector with its padding, whose numbers are zero.</summary>
    internal Span<float> Whole(int row) => Data.AsSpan(Start(row), Stride);

    private int Start(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return row * Stride;
    }
}
