using System.Globalization;

namespace BigData.Customers;

/// <summary>The cut-offs that were used for one metric of one source.</summary>
/// <param name="Source">The source whose customers were scored.</param>
/// <param name="Metric"><c>recency_days</c>, <c>frequency</c>, <c>frequency_rank</c> (the rank that <see cref="RfmMethod.Qcut"/> cuts) or <c>monetary</c>.</param>
/// <param name="Edges">Four inner edges in rising order (equal ones where ties were merged), in days, orders, ranks or money.</param>
/// <param name="RightClosed">True: a value on an edge belongs to the group below it. False: to the group above it.</param>
public sealed record RfmCutOffs(string Source, string Metric, IReadOnlyList<double> Edges, bool RightClosed)
{
    /// <summary>A line for people.</summary>
    public override string ToString() => $"{Source} {Metric}: {Text(Edges)}";

    internal static string Text(IReadOnlyList<double> edges) =>
        string.Join(", ", edges.Select(edge => edge.ToString("0.####", CultureInfo.InvariantCulture)));
}
