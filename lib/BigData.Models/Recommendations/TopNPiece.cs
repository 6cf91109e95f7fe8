namespace BigData.Models.Recommendations;

/// <summary>Works on some queries at a time; the memory of a worker.</summary>
/// <param name="items">The items.</param>
/// <param name="width">How many items a query gets at most.</param>
internal sealed class TopNPiece(PackedItems items, int width)
{
    // Rounding may make a product a little larger than the product of the lengths.
    private const float Slack = 1.0001f;

    private readonly float[] _scores = new float[TopNTile.Queries * TopNTile.Items];
    private float[] _packed = [];
    private float[] _thresholds = [];
    private float[] _lengths = [];
    private BestItems[] _best = [];

    /// <summary>Finds the items of some queries and puts them into the result, from a row of it on.</summary>
    public void Run(FactorMatrix queries, ReadOnlySpan<int> rows, SparseRows? excluded, TopNResult result, int firstRow)
    {
        int tiles = (rows.Length + TopNTile.Queries - 1) / TopNTile.Queries;
        Pack(queries, rows, tiles);
        for (int block = 0; block < items.Panels; block += items.PanelsOfBlock)
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                RunTile(tile, rows, excluded, block, Math.Min(items.Panels, block + items.PanelsOfBlock));
            }
        }

        for (int i = 0; i < rows.Length; i++)
        {
            _best[i].Sort();
            result.Set(firstRow + i, _best[i].Items, _best[i].Scores);
        }
    }

    private void RunTile(int tile, ReadOnlySpan<int> rows, SparseRows? excluded, int start, int end)
    {
        int first = tile * TopNTile.Queries;
        ReadOnlySpan<float> packed = _packed.AsSpan(first * items.Rank, TopNTile.Queries * items.Rank);
        Span<float> thresholds = _thresholds.AsSpan(first, TopNTile.Queries);
        float needed = Needed(first);
        for (int panel = start; panel < end && items.Length(panel) >= needed; panel++)
        {
            if (TopNTile.Multiply(packed, items.Panel(panel), thresholds, _scores))
            {
                Offer(first, rows, excluded, items.Numbers(panel));
                needed = Needed(first);
            }
        }
    }

    // The shortest item that could still win for one of the queries.
    private float Needed(int first)
    {
        float needed = float.PositiveInfinity;
        for (int i = first; i < first + TopNTile.Queries; i++)
        {
            float threshold = _thresholds[i];
            needed = Math.Min(needed, threshold > 0 ? threshold / (_lengths[i] * Slack) : 0);
        }

        return needed;
    }

    private void Offer(int first, ReadOnlySpan<int> rows, SparseRows? excluded, ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < TopNTile.Queries && first + i < rows.Length; i++)
        {
            BestItems best = _best[first + i];
            ReadOnlySpan<float> scores = _scores.AsSpan(i * TopNTile.Items, TopNTile.Items);
            ReadOnlySpan<int> own = excluded is null ? default : excluded.Columns(rows[first + i]);
            for (int k = 0; k < numbers.Length; k++)
            {
                if (numbers[k] >= 0 && best.Wants(scores[k], numbers[k]) && own.BinarySearch(numbers[k]) < 0)
                {
                    best.Add(scores[k], numbers[k]);
                }
            }

            _thresholds[first + i] = best.Threshold;
        }
    }

    private void Pack(FactorMatrix queries, ReadOnlySpan<int> rows, int tiles)
    {
        int padded = tiles * TopNTile.Queries;
        if (_thresholds.Length < padded)
        {
            _packed = new float[padded * items.Rank];
            _thresholds = new float[padded];
            _lengths = new float[padded];
            _best = [.. Enumerable.Range(0, padded).Select(_ => new BestItems(width))];
        }

        // Queries that fill up the last tile want nothing.
        Array.Fill(_thresholds, float.PositiveInfinity);
        Array.Fill(_lengths, 1);
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> factors = queries.Row(rows[i]);
            Span<float> tile = _packed.AsSpan(i / TopNTile.Queries * TopNTile.Queries * items.Rank, TopNTile.Queries * items.Rank);
            for (int k = 0; k < factors.Length; k++)
            {
                tile[(k * TopNTile.Queries) + (i % TopNTile.Queries)] = factors[k];
            }

            _lengths[i] = MathF.Sqrt(RowKernels.Dot(queries.Whole(rows[i]), queries.Whole(rows[i])));
            _thresholds[i] = float.NegativeInfinity;
            _best[i].Clear();
        }
    }
}
