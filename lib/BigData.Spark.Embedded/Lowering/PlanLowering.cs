using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>A small rewrite of a plan that keeps its rows.</summary>
/// <param name="Name">What it does, for Explain and tests.</param>
/// <param name="Apply">Gives the plan that takes the place of its argument.</param>
internal sealed record LoweringRule(string Name, Func<ResolvedRelation, ResolveOptions, ResolvedRelation> Apply);

/// <summary>Brings a typed plan to the few nodes and DuckDB expressions that rendering knows.</summary>
internal static class PlanLowering
{
    /// <summary>The rules, in the order in which they run.</summary>
    public static IReadOnlyList<LoweringRule> Rules { get; } =
    [
        new("observed metrics are left out", (plan, _) => RowRules.DropObserve(plan)),
        new("generators become unnested lists", (plan, _) => GenerateRule.Apply(plan)),
        new("the last rows are found by number", (plan, _) => RowRules.NumberTail(plan)),
        new("samples are drawn by a hash of the row's number", (plan, _) => RowRules.HashSample(plan)),
        new("ids of rows come from scans that have them", (plan, _) => ScanRowIds.Apply(plan)),
        new("conditions that draw numbers become columns", (plan, _) => RowRules.ColumnForVolatileConditions(plan)),
        new("filters are shown to scans", (plan, _) => ScanFilters.Apply(plan)),
        new("columns that nobody reads are left out", (plan, _) => ColumnPruning.Apply(plan)),
        new("Spark's expressions become DuckDB's", ExpressionLowering.Apply),
    ];

    /// <summary>The lowered plan.</summary>
    public static ResolvedRelation Apply(ResolvedRelation plan, ResolveOptions options)
    {
        foreach (LoweringRule rule in Rules)
        {
            plan = rule.Apply(plan, options);
        }

        return plan;
    }
}
