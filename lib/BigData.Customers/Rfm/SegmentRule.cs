namespace BigData.Customers;

/// <summary>One rule of a <see cref="SegmentMap"/>: the scores that belong to a segment.</summary>
/// <param name="Segment">Name of the segment; several rules may name the same one.</param>
/// <param name="R">Recency scores.</param>
/// <param name="F">Frequency scores.</param>
/// <param name="M">Monetary scores.</param>
public sealed record SegmentRule(string Segment, ScoreRange R, ScoreRange F, ScoreRange M)
{
    /// <summary>Whether the three scores meet the rule.</summary>
    public bool Matches(int r, int f, int m) => R.Contains(r) && F.Contains(f) && M.Contains(m);

    /// <summary>The bands of the rule, such as <c>champions: r 5, f 4-5, m 1-5</c>.</summary>
    public override string ToString() => $"{Segment}: r {R}, f {F}, m {M}";
}
