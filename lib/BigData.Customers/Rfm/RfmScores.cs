using BigData.Spark.Sql;
using BigData.Spark.Sql.Expressions;
using static BigData.Spark.Sql.Functions;

namespace BigData.Customers;

/// <summary>Pushes the cut-offs back into the engine as expressions.</summary>
internal static class RfmScores
{
    internal static DataFrame Of(DataFrame customers, IReadOnlyList<RfmCutOffs> cutOffs, RfmOptions options)
    {
        DataFrame scored = options.Method == RfmMethod.Ntile ? Tiles(customers) : Cut(customers, cutOffs, options.Method);
        return scored.Select(
            Col(RfmColumns.Source),
            Col(RfmColumns.CustomerId),
            Lit(options.AsOf).As(RfmColumns.AsOf),
            Col(RfmColumns.RecencyDays),
            Col(RfmColumns.Frequency),
            Col(RfmColumns.Monetary),
            Col(RfmColumns.RScore),
            Col(RfmColumns.FScore),
            Col(RfmColumns.MScore),
            Concat(Digit(RfmColumns.RScore), Digit(RfmColumns.FScore), Digit(RfmColumns.MScore)).As(RfmColumns.RfmCode),
            options.SegmentMap.Segment(Col(RfmColumns.RScore), Col(RfmColumns.FScore), Col(RfmColumns.MScore)).As(RfmColumns.Segment));
    }

    private static Column Digit(string score) => Col(score).Cast("string");

    private static DataFrame Tiles(DataFrame customers)
    {
        static Column Tile(string metric) =>
            NTile(ScoreRange.Highest).Over(Window.PartitionBy(RfmColumns.Source).OrderBy(metric, RfmColumns.CustomerId));
        return customers
            .WithColumn(RfmColumns.RScore, Lit(ScoreRange.Highest + 1).Minus(Tile(RfmColumns.RecencyDays)))
            .WithColumn(RfmColumns.FScore, Tile(RfmColumns.Frequency))
            .WithColumn(RfmColumns.MScore, Tile(RfmColumns.Monetary));
    }

    private static DataFrame Cut(DataFrame customers, IReadOnlyList<RfmCutOffs> cutOffs, RfmMethod method)
    {
        string frequency = method == RfmMethod.Qcut ? RfmColumns.FrequencyRank : RfmColumns.Frequency;
        DataFrame ranked = customers;
        if (method == RfmMethod.Qcut)
        {
            WindowSpec order = Window.PartitionBy(RfmColumns.Source).OrderBy(RfmColumns.Frequency, RfmColumns.CustomerId);
            ranked = customers.WithColumn(RfmColumns.FrequencyRank, RowNumber().Over(order));
        }

        return ranked
            .WithColumn(RfmColumns.RScore, Lit(ScoreRange.Highest).Minus(EdgesBelow(cutOffs, RfmColumns.RecencyDays)))
            .WithColumn(RfmColumns.FScore, Lit(1).Plus(EdgesBelow(cutOffs, frequency)))
            .WithColumn(RfmColumns.MScore, Lit(1).Plus(EdgesBelow(cutOffs, RfmColumns.Monetary)));
    }

    // The number of edges below the value: strictly below where groups are right-closed, at or below where they are left-closed.
    private static Column EdgesBelow(IReadOnlyList<RfmCutOffs> cutOffs, string metric)
    {
        Column? chosen = null;
        foreach (RfmCutOffs cutOff in cutOffs.Where(cutOff => cutOff.Metric == metric))
        {
            Column isSource = Col(RfmColumns.Source).EqualTo(Lit(cutOff.Source));
            Column edges = EdgesBelow(Col(metric).Cast("double"), cutOff);
            chosen = chosen is null ? When(isSource, edges) : chosen.When(isSource, edges);
        }

        return chosen ?? Lit(0);
    }

    private static Column EdgesBelow(Column value, RfmCutOffs cutOff)
    {
        Column? number = null;
        for (int below = cutOff.Edges.Count; below > 0; below--)
        {
            Column edge = Lit(cutOff.Edges[below - 1]);
            Column reaches = cutOff.RightClosed ? value.Gt(edge) : value.Geq(edge);
            number = number is null ? When(reaches, Lit(below)) : number.When(reaches, Lit(below));
        }

        return number!.Otherwise(Lit(0));
    }
}
