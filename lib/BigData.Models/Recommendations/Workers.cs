namespace BigData.Models.Recommendations;

/// <summary>Work in pieces whose bounds do not depend on the number of threads.</summary>
internal static class Workers
{
    /// <summary>Runs every piece once, in any order, with scratch memory for each worker.</summary>
    /// <param name="pieces">How many pieces.</param>
    /// <param name="maxThreads">0 for one thread each processor.</param>
    /// <param name="scratch">Makes the memory of a worker.</param>
    /// <param name="work">Does a piece; pieces must not touch each other's results.</param>
    /// <param name="token">Gives up between pieces.</param>
    public static void Run<T>(int pieces, int maxThreads, Func<T> scratch, Action<int, T> work, CancellationToken token)
    {
        if (maxThreads == 1 || pieces <= 1)
        {
            T memory = scratch();
            for (int piece = 0; piece < pieces; piece++)
            {
                token.ThrowIfCancellationRequested();
                work(piece, memory);
            }

            return;
        }

        ParallelOptions options = new() { CancellationToken = token, MaxDegreeOfParallelism = maxThreads == 0 ? Environment.ProcessorCount : maxThreads };
        Parallel.For(
            0,
            pieces,
            options,
            scratch,
            (piece, _, memory) =>
            {
                work(piece, memory);
                return memory;
            },
            static _ => { });
    }

    /// <summary>Cuts rows into pieces of about equal cost.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowCost">What a row costs beside its cells, in cells.</param>
    /// <returns>Where pieces begin, and the number of rows at the end.</returns>
    public static int[] Cut(SparseRows rows, int rowCost)
    {
        const long Cost = 1 << 15;
        List<int> bounds = [0];
        long sum = 0;
        for (int row = 0; row < rows.RowCount; row++)
        {
            sum += rows.Length(row) + rowCost;
            if (sum >= Cost || row == rows.RowCount - 1)
            {
                bounds.Add(row + 1);
                sum = 0;
            }
        }

        return [.. bounds];
    }
}
