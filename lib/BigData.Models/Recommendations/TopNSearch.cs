namespace BigData.Models.Recommendations;

/// <summary>
/// Finds for each query the items of the highest scores, exactly: a blocked product of both matrices whose results are compared with the worst score that
/// still counts while they are in registers. Items lie by falling length of their factors, so that a query ends where no longer item can win.
/// </summary>
public sealed class TopNSearch
{
    // Queries that are worked on together: their factors and a block of items fit the second-level cache.
    private const int QueriesOfPiece = 16 * TopNTile.Queries;

    private readonly PackedItems _items;
    private readonly int _rank;

    /// <summary>Prepares the items; the search may then be used by several threads.</summary>
    /// <param name="items">Factors of the items; later changes of them are not seen.</param>
    public TopNSearch(FactorMatrix items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _rank = items.Rank;
        _items = new PackedItems(items);
    }

    /// <summary>Finds the best items of queries.</summary>
    /// <param name="queries">Factors of the queries, such as users.</param>
    /// <param name="rows">Which rows of them, in which order; rows may repeat.</param>
    /// <param name="count">How many items each query gets at most, at least 1.</param>
    /// <param name="excluded">Items that a query must not get: a row for each row of <paramref name="queries"/>, a column for each item; null for none.</param>
    /// <param name="maxThreads">How many threads work; 0 for one each processor. It does not change the result.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>For each of <paramref name="rows"/> its items, best first; of equal scores the lower item number first.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or a row is out of range.</exception>
    public TopNResult Find(
        FactorMatrix queries, ReadOnlyMemory<int> rows, int count, SparseRows? excluded = null, int maxThreads = 0, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxThreads);
        Check(queries, rows.Span, excluded);
        TopNResult result = new(rows.Length, Math.Min(count, _items.Count));
        int pieces = (rows.Length + QueriesOfPiece - 1) / QueriesOfPiece;
        Workers.Run(
            pieces,
            maxThreads,
            () => new TopNPiece(_items, result.Width),
            (piece, work) =>
            {
                int start = piece * QueriesOfPiece;
                int length = Math.Min(QueriesOfPiece, rows.Length - start);
                work.Run(queries, rows.Span.Slice(start, length), excluded, result, start);
            },
            token);
        return result;
    }

    private void Check(FactorMatrix queries, ReadOnlySpan<int> rows, SparseRows? excluded)
    {
        if (queries.Rank != _rank)
        {
            throw new ArgumentException($"Queries have rank {queries.Rank} but items have rank {_rank}; both must come from one fit.", nameof(queries));
        }

        if (excluded is not null && (excluded.RowCount != queries.Rows || excluded.ColumnCount != _items.Count))
        {
            throw new ArgumentException(
                $"Exclusions are of {excluded.RowCount} queries and {excluded.ColumnCount} items; expected {queries.Rows} and {_items.Count}.", nameof(excluded));
        }

        foreach (int row in rows)
        {
            if ((uint)row >= (uint)queries.Rows)
            {
                throw new ArgumentException($"Row {row} is not among the {queries.Rows} queries.", nameof(rows));
            }
        }
    }
}
