using BigData.Spark.Sql;

namespace BigData.Customers;

/// <summary>
/// Names a segment for every combination of R, F and M scores (1 to 5, 5 is best). A map is data: either a complete grid, in
/// which every combination meets exactly one rule, or an ordered list, in which the first rule that matches wins and a mandatory
/// <see cref="Otherwise"/> takes the rest.
/// </summary>
public sealed class SegmentMap
{
    private readonly string[] _cells;

    private SegmentMap(string name, IReadOnlyList<SegmentRule> rules, string? otherwise)
    {
        Name = name;
        Rules = rules;
        Otherwise = otherwise;
        _cells = [.. SegmentMapCells.All.Select(cell => rules.FirstOrDefault(rule => rule.Matches(cell.R, cell.F, cell.M))?.Segment ?? otherwise!)];
    }

    /// <summary>Name of the map, the <c>segment_set</c> of <c>gold.customer_segments</c>.</summary>
    public string Name { get; }

    /// <summary>The rules in their order.</summary>
    public IReadOnlyList<SegmentRule> Rules { get; }

    /// <summary>The segment of every combination that no rule takes; null for a complete grid.</summary>
    public string? Otherwise { get; }

    /// <summary>The names of all segments, in the order of the rules, the catch-all last.</summary>
    public IReadOnlyList<string> Segments =>
        [.. Rules.Select(rule => rule.Segment).Concat(Otherwise is null ? [] : [Otherwise]).Distinct(StringComparer.Ordinal)];

    /// <summary>A complete grid.</summary>
    /// <exception cref="SegmentMapException">A combination of scores meets no rule, or more than one.</exception>
    public static SegmentMap Grid(string name, IReadOnlyList<SegmentRule> rules)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(rules);
        SegmentMapCells.CheckGrid(name, rules);
        return new SegmentMap(name, rules, otherwise: null);
    }

    /// <summary>An ordered list: the first rule that matches wins.</summary>
    /// <param name="name">Name of the map.</param>
    /// <param name="rules">The rules, most specific first.</param>
    /// <param name="otherwise">The segment of all combinations that no rule takes.</param>
    /// <exception cref="SegmentMapException">A rule, or the catch-all, can never be reached.</exception>
    public static SegmentMap Ordered(string name, IReadOnlyList<SegmentRule> rules, string otherwise)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(rules);
        SegmentMapCells.CheckOrdered(name, rules, otherwise);
        return new SegmentMap(name, rules, otherwise);
    }

    /// <summary>The segment of three scores.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A score is not 1 to 5.</exception>
    public string Segment(int r, int f, int m)
    {
        ThrowIfNoScore(r, nameof(r));
        ThrowIfNoScore(f, nameof(f));
        ThrowIfNoScore(m, nameof(m));
        return _cells[SegmentMapCells.Index(r, f, m)];
    }

    /// <summary>The segment as an expression over three score columns; null where a score is null.</summary>
    public Column Segment(Column r, Column f, Column m)
    {
        ArgumentNullException.ThrowIfNull(r);
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(m);
        Column? segment = null;
        foreach (SegmentRule rule in Rules)
        {
            Column condition = Within(r, rule.R).And(Within(f, rule.F)).And(Within(m, rule.M));
            segment = segment is null ? Functions.When(condition, rule.Segment) : segment.When(condition, rule.Segment);
        }

        if (Otherwise is null)
        {
            return segment!;
        }

        Column known = r.IsNotNull().And(f.IsNotNull()).And(m.IsNotNull());
        return segment is null ? Functions.When(known, Otherwise) : segment.When(known, Otherwise);
    }

    /// <summary>The bands of every segment, one line a rule.</summary>
    public override string ToString() =>
        string.Join('\n', Rules.Select(rule => rule.ToString()).Concat(Otherwise is null ? [] : [$"{Otherwise}: otherwise"]));

    private static void ThrowIfNoScore(int score, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(score, ScoreRange.Lowest, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(score, ScoreRange.Highest, name);
    }

    private static Column Within(Column score, ScoreRange range) => score.Between(range.Min, range.Max);
}
