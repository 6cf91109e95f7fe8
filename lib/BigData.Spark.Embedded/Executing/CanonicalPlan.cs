using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Executing;

/// <summary>
/// Plans without what does not change their meaning: plan ids are numbered in the order in which they occur, so that two frames
/// built in the same way are equal.
/// </summary>
internal static class CanonicalPlan
{
    internal static Relation Of(Relation plan)
    {
        Dictionary<long, long> ids = [];
        foreach (Relation relation in plan.DescendantsAndSelf().OfType<Relation>())
        {
            if (relation.PlanId is { } id)
            {
                ids.TryAdd(id, ids.Count);
            }
        }

        HashSet<long> used = [.. plan.DescendantsAndSelf().Select(ReferredId).OfType<long>()];
        return plan.TransformUp(node => node switch
        {
            Relation { PlanId: { } id } relation => relation with { PlanId = used.Contains(id) ? ids[id] : null },
            UnresolvedAttribute { PlanId: { } id } attribute when ids.TryGetValue(id, out long number) => attribute with { PlanId = number },
            Star { PlanId: { } id } star when ids.TryGetValue(id, out long number) => star with { PlanId = number },
            RegexColumn { PlanId: { } id } regex when ids.TryGetValue(id, out long number) => regex with { PlanId = number },
            SubqueryExpression subquery when ids.TryGetValue(subquery.PlanId, out long number) => subquery with { PlanId = number },
            _ => node,
        });
    }

    private static object? ReferredId(PlanNode node) => node switch
    {
        UnresolvedAttribute { PlanId: { } id } => id,
        Star { PlanId: { } id } => id,
        RegexColumn { PlanId: { } id } => id,
        SubqueryExpression subquery => subquery.PlanId,
        _ => null,
    };
}
