namespace BigData.Spark.Embedded.MachineLearning;

/// <summary>Ids of the user as rows from 0, in the order of the ids.</summary>
internal static class IdIndex
{
    private const long SmallTable = 1 << 20;

    /// <summary>Puts in place of each id its row.</summary>
    /// <param name="ids">The ids, in any order, repeated or not; they become rows.</param>
    /// <returns>The distinct ids, rising.</returns>
    internal static int[] Replace(Span<int> ids)
    {
        if (ids.IsEmpty)
        {
            return [];
        }

        (int least, int most) = Range(ids);
        long span = (long)most - least + 1;
        return span <= Math.Max(SmallTable, 8L * ids.Length) ? ByTable(ids, least, (int)span) : BySorting(ids);
    }

    private static (int Least, int Most) Range(ReadOnlySpan<int> ids)
    {
        int least = int.MaxValue;
        int most = int.MinValue;
        foreach (int id in ids)
        {
            least = Math.Min(least, id);
            most = Math.Max(most, id);
        }

        return (least, most);
    }

    private static int[] ByTable(Span<int> ids, int least, int span)
    {
        int[] rows = new int[span];
        foreach (int id in ids)
        {
            rows[id - least] = 1;
        }

        List<int> distinct = [];
        for (int i = 0; i < span; i++)
        {
            if (rows[i] == 1)
            {
                rows[i] = distinct.Count;
                distinct.Add(least + i);
            }
        }

        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = rows[ids[i] - least];
        }

        return [.. distinct];
    }

    private static int[] BySorting(Span<int> ids)
    {
        int[] sorted = ids.ToArray();
        Array.Sort(sorted);
        int count = 0;
        foreach (int id in sorted)
        {
            if (count == 0 || sorted[count - 1] != id)
            {
                sorted[count++] = id;
            }
        }

        int[] distinct = sorted[..count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = Array.BinarySearch(distinct, ids[i]);
        }

        return distinct;
    }
}
