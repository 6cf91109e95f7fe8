using System.Globalization;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>Rules for relations that choose rows.</summary>
internal static class RowRules
{
    // Ids of columns that lowering makes lie far above those of the resolver.
    private const long FirstId = 1_000_000_000;

    public static ResolvedRelation DropObserve(ResolvedRelation plan)
        => PlanFacts.TransformUp(plan, node => node is ResolvedObserve observe ? observe.Input : node);

    public static ResolvedRelation NumberTail(ResolvedRelation plan)
    {
        long next = FirstId;
        return PlanFacts.TransformUp(plan, node => node is ResolvedTail tail ? Tail(tail, ref next) : node);
    }

    public static ResolvedRelation HashSample(ResolvedRelation plan)
    {
        long next = FirstId * 2;
        return PlanFacts.TransformUp(plan, node => node is ResolvedSample sample ? Sample(sample, ref next) : node);
    }

    private static ResolvedProject Tail(ResolvedTail tail, ref long next)
    {
        OutputColumn fromEnd = new(next++, "from_end", DataTypes.Long, false);
        SqlExpression number = new("(count(*) OVER () - row_number() OVER ())", default, DataTypes.Long, false);
        SqlExpression isLast = new(
            string.Create(CultureInfo.InvariantCulture, $"({{0}} < {tail.Count})"), [new ColumnReference(fromEnd)], DataTypes.Boolean, false);
        return Filtered(tail.Input, new NamedExpression(number, fromEnd), isLast);
    }

    private static ResolvedProject Sample(ResolvedSample sample, ref long next)
    {
        OutputColumn draw = new(next++, "draw", DataTypes.Double, false);
        SqlExpression hash = new(
            string.Create(CultureInfo.InvariantCulture, $"(hash(row_number() OVER (), {sample.Seed}) / 18446744073709551616.0)"), default, DataTypes.Double, false);
        SqlExpression isDrawn = new(
            string.Create(CultureInfo.InvariantCulture, $"({{0}} >= {sample.LowerBound:R}::DOUBLE AND {{0}} < {sample.UpperBound:R}::DOUBLE)"),
            [new ColumnReference(draw)],
            DataTypes.Boolean,
            false);
        return Filtered(sample.Input, new NamedExpression(hash, draw), isDrawn);
    }

    private static ResolvedProject Filtered(ResolvedRelation input, NamedExpression added, TypedExpression condition)
    {
        ResolvedProject numbered = new(input, new([.. input.Columns.Items.Select(NamedExpression.PassThrough), added]));
        return new ResolvedProject(new ResolvedFilter(numbered, condition), input.Columns.Map(NamedExpression.PassThrough));
    }
}
