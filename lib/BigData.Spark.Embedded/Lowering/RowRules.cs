using System.Globalization;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>Rules for relations that choose rows.</summary>
internal static class RowRules
{
    // Ids of columns that lowering makes lie far above those of the resolver.
    private const long FirstId = 1_000_000_000;

    // So many copies beyond twice the mean are never drawn.
    private const int MostCopies = 20;

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

    /// <summary>A condition that draws numbers or looks at other rows is computed in a column, because no filter can.</summary>
    public static ResolvedRelation ColumnForVolatileConditions(ResolvedRelation plan)
    {
        long next = FirstId * 3;
        return PlanFacts.TransformUp(plan, node => node is ResolvedFilter filter && ExpressionFacts.IsVolatile(filter.Condition) ? Drawn(filter, ref next) : node);
    }

    private static ResolvedProject Drawn(ResolvedFilter filter, ref long next)
    {
        OutputColumn holds = new(next++, "holds", DataTypes.Boolean, filter.Condition.IsNullable);
        return Filtered(filter.Input, new NamedExpression(filter.Condition, holds), new ColumnReference(holds));
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
        if (sample.WithReplacement)
        {
            return Repeated(sample, draw, new OutputColumn(next++, "copy", DataTypes.Long, false));
        }

        SqlExpression isDrawn = new(
            string.Create(CultureInfo.InvariantCulture, $"({{0}} >= {sample.LowerBound:R}::DOUBLE AND {{0}} < {sample.UpperBound:R}::DOUBLE)"),
            [new ColumnReference(draw)],
            DataTypes.Boolean,
            false);
        return Filtered(sample.Input, new NamedExpression(Draw(sample.Seed), draw), isDrawn);
    }

    // A number from 0 to 1 for each row, the same for the same seed and order.
    private static SqlExpression Draw(long seed) => new(
        string.Create(CultureInfo.InvariantCulture, $"(hash(row_number() OVER (), {seed}) / 18446744073709551616.0)"), default, DataTypes.Double, false);

    // The draw is turned into a count by the steps of Poisson's distribution function.
    private static ResolvedProject Repeated(ResolvedSample sample, OutputColumn draw, OutputColumn copy)
    {
        double mean = sample.UpperBound - sample.LowerBound;
        double probability = Math.Exp(-mean);
        double below = probability;
        List<string> steps = [];
        for (int copies = 0; copies < (2 * mean) + MostCopies && below < 1; copies++)
        {
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"WHEN {{0}} < {below:R}::DOUBLE THEN {copies}"));
            probability *= mean / (copies + 1);
            below += probability;
        }

        SqlExpression copied = new(
            string.Create(CultureInfo.InvariantCulture, $"unnest(range(CASE {string.Join(' ', steps)} ELSE {steps.Count} END))"),
            [new ColumnReference(draw)],
            DataTypes.Long,
            false);
        IEnumerable<NamedExpression> columns = sample.Input.Columns.Items.Select(NamedExpression.PassThrough);
        ResolvedProject drawn = new(sample.Input, new([.. columns, new NamedExpression(Draw(sample.Seed), draw)]));
        ResolvedProject repeated = new(drawn, new([.. columns, new NamedExpression(copied, copy)]));
        return new ResolvedProject(repeated, sample.Input.Columns.Map(NamedExpression.PassThrough));
    }

    private static ResolvedProject Filtered(ResolvedRelation input, NamedExpression added, TypedExpression condition)
    {
        ResolvedProject numbered = new(input, new([.. input.Columns.Items.Select(NamedExpression.PassThrough), added]));
        return new ResolvedProject(new ResolvedFilter(numbered, condition), input.Columns.Map(NamedExpression.PassThrough));
    }
}
