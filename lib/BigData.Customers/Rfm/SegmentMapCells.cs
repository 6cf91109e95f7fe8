using System.Globalization;

namespace BigData.Customers;

/// <summary>The 125 combinations of scores, and the checks that a map is a function of them.</summary>
internal static class SegmentMapCells
{
    private const int Levels = ScoreRange.Highest;

    internal static readonly IReadOnlyList<(int R, int F, int M)> All =
    [
        .. from r in Enumerable.Range(1, Levels)
           from f in Enumerable.Range(1, Levels)
           from m in Enumerable.Range(1, Levels)
           select (r, f, m),
    ];

    internal static int Index(int r, int f, int m) => ((r - 1) * Levels * Levels) + ((f - 1) * Levels) + (m - 1);

    internal static void CheckGrid(string name, IReadOnlyList<SegmentRule> rules)
    {
        List<string> problems = NameProblems(rules);
        foreach ((int r, int f, int m) in All)
        {
            SegmentRule[] matching = [.. rules.Where(rule => rule.Matches(r, f, m))];
            string cell = string.Create(CultureInfo.InvariantCulture, $"r={r} f={f} m={m}");
            if (matching.Length == 0)
            {
                problems.Add($"no rule for {cell}; add one, or use an ordered list with 'otherwise'");
            }
            else if (matching.Length > 1)
            {
                problems.Add($"{cell} meets {string.Join(" and ", matching.Select(rule => $"'{rule.Segment}'"))}; use an ordered list if the first is meant");
            }
        }

        Throw(name, problems);
    }

    internal static void CheckOrdered(string name, IReadOnlyList<SegmentRule> rules, string? otherwise)
    {
        List<string> problems = NameProblems(rules);
        var reached = new bool[All.Count];
        for (int i = 0; i < rules.Count; i++)
        {
            bool any = false;
            foreach ((int r, int f, int m) in All)
            {
                ref bool taken = ref reached[Index(r, f, m)];
                if (!taken && rules[i].Matches(r, f, m))
                {
                    taken = true;
                    any = true;
                }
            }

            if (!any)
            {
                problems.Add(string.Create(
                    CultureInfo.InvariantCulture, $"rule {i + 1} ({rules[i]}) is never reached: earlier rules take all its scores"));
            }
        }

        if (string.IsNullOrWhiteSpace(otherwise))
        {
            problems.Add("an ordered list needs 'otherwise', the segment of all scores that no rule takes");
        }
        else if (Array.TrueForAll(reached, taken => taken))
        {
            problems.Add($"'otherwise' ({otherwise}) is never reached: the rules take every combination; use a grid");
        }

        Throw(name, problems);
    }

    private static List<string> NameProblems(IReadOnlyList<SegmentRule> rules) =>
    [
        .. rules.Select((rule, i) => (rule, i)).Where(entry => string.IsNullOrWhiteSpace(entry.rule.Segment))
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"rule {entry.i + 1} names no segment")),
    ];

    private static void Throw(string name, List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new SegmentMapException(name, problems);
        }
    }
}
