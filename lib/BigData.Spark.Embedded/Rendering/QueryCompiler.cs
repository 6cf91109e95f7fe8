using BigData.Spark.Embedded.Lowering;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;

namespace BigData.Spark.Embedded.Rendering;

/// <summary>All stages of a query, for running and for Explain.</summary>
/// <param name="Plan">What came from the client.</param>
/// <param name="Resolved">With types.</param>
/// <param name="Lowered">In the terms of DuckDB.</param>
/// <param name="Query">The statement.</param>
/// <param name="Observed">A one-row query for each set of observed metrics.</param>
internal sealed record CompiledQuery(
    Relation Plan, ResolvedRelation Resolved, ResolvedRelation Lowered, RenderedQuery Query, ValueArray<ObservedQuery> Observed)
{
    /// <summary>The stages as text.</summary>
    /// <param name="isExtended">All stages; else only the statement.</param>
    public string Explain(bool isExtended) => isExtended
        ? $"== Parsed Logical Plan ==\n{Plan}\n\n== Analyzed Logical Plan ==\n{Header}\n{Resolved}\n\n== Optimized Logical Plan ==\n{Lowered}\n\n== Physical Plan ==\n{Query.Sql}\n"
        : $"== Physical Plan ==\n{Query.Sql}\n";

    private string Header => string.Join(", ", Query.Schema.Fields.Select(f => $"{f.Name}: {f.DataType.SimpleString}"));
}

/// <summary>Metrics that a query observes.</summary>
internal sealed record ObservedQuery(string Name, RenderedQuery Query);

/// <summary>Runs the stages from an unresolved plan to a statement.</summary>
internal static class QueryCompiler
{
    /// <summary>The stages of a plan.</summary>
    /// <exception cref="Sql.AnalysisException">A name, a type or a combination is wrong.</exception>
    /// <exception cref="Sql.SparkUnsupportedOperationException">The embedded engine does not do something that is asked.</exception>
    public static async Task<CompiledQuery> CompileAsync(Relation plan, ISourceResolver sources, ResolveOptions options, CancellationToken token = default)
    {
        ResolvedRelation resolved = await new PlanResolver(sources, options).ResolveAsync(plan, token).ConfigureAwait(false);
        return Compile(plan, resolved, options);
    }

    /// <summary>The later stages of a resolved plan.</summary>
    public static CompiledQuery Compile(Relation plan, ResolvedRelation resolved, ResolveOptions options)
    {
        ResolvedRelation lowered = PlanLowering.Apply(resolved, options);
        IEnumerable<ObservedQuery> observed = PlanFacts.DescendantsAndSelf(resolved).OfType<ResolvedObserve>().Select(o => new ObservedQuery(
            o.Name, Renderer.Render(PlanLowering.Apply(new ResolvedAggregate(o.Input, default, o.Metrics), options))));
        return new CompiledQuery(plan, resolved, lowered, Renderer.Render(lowered), observed.ToValueArray());
    }
}
