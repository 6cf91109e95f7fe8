namespace BigData.Models.Recommendations;

/// <summary>The best items of each query, best first.</summary>
public sealed class TopNResult
{
    private readonly int[] _counts;
    private readonly int[] _items;
    private readonly float[] _scores;

    internal TopNResult(int rows, int width)
    {
        Rows = rows;
        Width = width;
        _counts = new int[rows];
        _items = new int[checked(rows * width)];
        _scores = new float[_items.Length];
    }

    /// <summary>How many queries there are.</summary>
    public int Rows { get; }

    /// <summary>How many items a query has at most: what was asked for, or all items when there are fewer.</summary>
    internal int Width { get; }

    /// <summary>The items of a query, best first; fewer than asked for only where no more are left.</summary>
    /// <param name="row">The query, by its place in the call.</param>
    /// <returns>Item numbers.</returns>
    public ReadOnlySpan<int> Items(int row) => _items.AsSpan(row * Width, _counts[row]);

    /// <summary>Their scores.</summary>
    /// <param name="row">The query, by its place in the call.</param>
    /// <returns>Scores, not rising.</returns>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(row * Width, _counts[row]);

    internal void Set(int row, ReadOnlySpan<int> items, ReadOnlySpan<float> scores)
    {
        items.CopyTo(_items.AsSpan(row * Width, Width));
        scores.CopyTo(_scores.AsSpan(row * Width, Width));
        _counts[row] = items.Length;
    }
}
