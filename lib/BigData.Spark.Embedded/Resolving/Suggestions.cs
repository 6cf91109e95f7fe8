using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Orders names by their likeness to one that was not found, as Spark does.</summary>
internal static class Suggestions
{
    /// <summary>The names, most alike first.</summary>
    /// <param name="quotedBase">The name that was not found, quoted.</param>
    /// <param name="baseParts">How many parts it has.</param>
    /// <param name="candidates">The parts of each name that exists; equal distances keep this order.</param>
    public static IEnumerable<string> Order(string quotedBase, int baseParts, IReadOnlyList<ValueArray<string>> candidates)
    {
        int keep = baseParts == 1 && SamePrefix(candidates, 1) ? 1
            : baseParts <= 2 && SamePrefix(candidates, 2) ? 2
            : int.MaxValue;
        return candidates
            .Select(c => string.Join('.', c.Items.Skip(Math.Max(0, c.Count - keep)).Select(SqlNames.Quote)))
            .OrderBy(name => Distance(name, quotedBase));
    }

    /// <summary>How many characters must be put in, left out or replaced.</summary>
    public static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    private static bool SamePrefix(IReadOnlyList<ValueArray<string>> candidates, int suffix)
        => candidates.Select(c => string.Join('\0', c.Items.Take(Math.Max(0, c.Count - suffix)))).Distinct(StringComparer.Ordinal).Count() == 1;
}
