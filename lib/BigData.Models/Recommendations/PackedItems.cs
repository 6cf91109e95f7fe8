namespace BigData.Models.Recommendations;

/// <summary>Items by falling length of their factors, in panels of 16: the first numbers of 16 items, then their second numbers, and so on.</summary>
internal sealed class PackedItems
{
    /// <summary>Items of a panel.</summary>
    public const int Width = TopNTile.Items;

    private const int BytesOfBlock = 256 * 1024;

    private readonly float[] _panels;
    private readonly int[] _numbers;
    private readonly float[] _lengths;

    public PackedItems(FactorMatrix items)
    {
        Count = items.Rows;
        Rank = items.Rank;
        Panels = (items.Rows + Width - 1) / Width;
        PanelsOfBlock = Math.Max(1, BytesOfBlock / (sizeof(float) * Width * Rank));
        _panels = new float[checked(Panels * Width * Rank)];
        _numbers = new int[Panels * Width];
        _lengths = new float[Panels];
        float[] keys = new float[items.Rows];
        for (int item = 0; item < keys.Length; item++)
        {
            keys[item] = -RowKernels.Dot(items.Whole(item), items.Whole(item));
        }

        int[] order = [.. Enumerable.Range(0, items.Rows)];
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        Array.Fill(_numbers, -1);
        for (int place = 0; place < order.Length; place++)
        {
            Put(place, order[place], items.Row(order[place]));
        }

        for (int panel = 0; panel < Panels; panel++)
        {
            _lengths[panel] = MathF.Sqrt(-keys[order[panel * Width]]);
        }
    }

    public int Count { get; }

    public int Rank { get; }

    public int Panels { get; }

    /// <summary>Panels that fit the second-level cache beside some queries.</summary>
    public int PanelsOfBlock { get; }

    /// <summary>Rank × 16 numbers.</summary>
    public ReadOnlySpan<float> Panel(int panel) => _panels.AsSpan(panel * Width * Rank, Width * Rank);

    /// <summary>The 16 item numbers of a panel; -1 where there is none.</summary>
    public ReadOnlySpan<int> Numbers(int panel) => _numbers.AsSpan(panel * Width, Width);

    /// <summary>The length of the longest factors in a panel; those of later panels are not longer.</summary>
    public float Length(int panel) => _lengths[panel];

    private void Put(int place, int item, ReadOnlySpan<float> factors)
    {
        int panel = place / Width;
        int column = place % Width;
        Span<float> target = _panels.AsSpan(panel * Width * Rank, Width * Rank);
        for (int k = 0; k < Rank; k++)
        {
            target[(k * Width) + column] = factors[k];
        }

        _numbers[place] = item;
    }
}
