using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Turns an unresolved plan into a typed one: looks up sources, then names, functions and types.</summary>
internal sealed class PlanResolver(ISourceResolver sources, ResolveOptions options)
{
    /// <summary>The typed plan.</summary>
    /// <param name="plan">The plan as it came from the client.</param>
    /// <param name="token">Cancels the look-up of sources.</param>
    /// <exception cref="Sql.AnalysisException">A name, a type or a combination is wrong.</exception>
    public async Task<ResolvedRelation> ResolveAsync(Relation plan, CancellationToken token = default)
    {
        BoundSources bound = await BoundSources.BindAsync(plan, sources, token).ConfigureAwait(false);
        return new RelationResolver(bound, options, new ColumnIds()).Resolve(plan, outer: null).Relation;
    }

    /// <summary>An expression over the columns of a plan, such as the condition of a delete.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="plan">Gives the columns.</param>
    /// <param name="token">Cancels the look-up of sources.</param>
    /// <returns>The plan and the typed expression over its columns.</returns>
    public async Task<(ResolvedRelation Plan, TypedExpression Expression)> ResolveAsync(Expression expression, Relation plan, CancellationToken token = default)
    {
        BoundSources bound = await BoundSources.BindAsync(plan, sources, token).ConfigureAwait(false);
        RelationResolver resolver = new(bound, options, new ColumnIds());
        Scope scope = resolver.Resolve(plan, outer: null);
        return (scope.Relation, resolver.Expressions(scope).Resolve(expression));
    }
}

/// <summary>The sources of a plan, looked up before names are resolved.</summary>
internal sealed class BoundSources
{
    private readonly Dictionary<Relation, Source> _sources = new(ReferenceEqualityComparer.Instance);

    /// <summary>What stands behind a relation; null when it is no leaf.</summary>
    public Source? Find(Relation relation) => _sources.GetValueOrDefault(relation);

    public static async Task<BoundSources> BindAsync(Relation plan, ISourceResolver sources, CancellationToken token)
    {
        BoundSources bound = new();
        Stack<PlanNode> pending = new([plan]);
        while (pending.TryPop(out PlanNode? node))
        {
            Source? source = node is Relation relation && !bound._sources.ContainsKey(relation)
                ? await sources.FindAsync(relation, token).ConfigureAwait(false)
                : null;
            if (source is not null)
            {
                bound._sources[(Relation)node] = source;
                if (source is PlanSource view)
                {
                    pending.Push(view.Plan);
                }

                if (source is not StoredSource)
                {
                    continue;
                }
            }

            // The first table of the text is looked up first, so that its mistake is the one that shows.
            foreach (PlanNode child in node.Children.Items.Reverse())
            {
                pending.Push(child);
            }
        }

        return bound;
    }
}
