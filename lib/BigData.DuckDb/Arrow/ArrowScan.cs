namespace BigData.DuckDb.Arrow;

/// <summary>One scan of a source: its columns, and which partition comes next.</summary>
internal sealed class ArrowScan(BoundSource bound, int[] columns, SessionState? state)
{
    private int _next = -1;

    public BoundSource Bound { get; } = bound;

    /// <summary>The columns that are read, by index into the source's schema, in the order of the output. May hold columns twice; never empty columns of the source.</summary>
    public int[] Columns { get; } = columns;

    public SessionState? State { get; } = state;

    public ArrowScanRequest Request { get; } = new(columns.Where(c => c < bound.Columns.Count).Distinct().ToArray(), state?.Token ?? CancellationToken.None);

    /// <summary>Gives the next partition to a thread; null when all are given.</summary>
    public ArrowPartition? NextPartition()
    {
        var index = Interlocked.Increment(ref _next);
        return index < Bound.Source.Partitions.Count ? Bound.Source.Partitions[index] : null;
    }
}
