namespace BigData.Spark.Embedded.Resolved;

/// <summary>Walks and rewrites resolved relations.</summary>
internal static class PlanFacts
{
    /// <summary>The relation and all below it, parents first.</summary>
    public static IEnumerable<ResolvedRelation> DescendantsAndSelf(ResolvedRelation root)
    {
        Stack<ResolvedRelation> pending = new([root]);
        while (pending.TryPop(out ResolvedRelation? node))
        {
            yield return node;
            foreach (ResolvedRelation input in node.Inputs)
            {
                pending.Push(input);
            }
        }
    }

    /// <summary>The relation with the rule applied to every node, inputs first.</summary>
    public static ResolvedRelation TransformUp(ResolvedRelation root, Func<ResolvedRelation, ResolvedRelation> rule)
        => rule(root.WithInputs(root.Inputs.Map(i => TransformUp(i, rule))));

    /// <summary>The expressions of one relation.</summary>
    public static IReadOnlyList<TypedExpression> Expressions(ResolvedRelation node)
    {
        List<TypedExpression> all = [];
        node.MapExpressions(e =>
        {
            all.Add(e);
            return e;
        });
        return all;
    }

    /// <summary>Columns that a plan reads and none of its own relations gives: those of the query around it.</summary>
    public static IEnumerable<OutputColumn> OuterColumns(ResolvedRelation plan)
    {
        HashSet<long> given = [.. DescendantsAndSelf(plan).SelectMany(n => n.Columns.Items).Select(c => c.Id)];
        return DescendantsAndSelf(plan).SelectMany(Expressions).SelectMany(ExpressionFacts.Columns).Where(c => !given.Contains(c.Id)).DistinctBy(c => c.Id);
    }
}
