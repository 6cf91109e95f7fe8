using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>
/// Shows a scan the conditions that every row must meet to matter, so that it can leave out files. The filters stay where they are. They are written over the
/// columns of the scan, before Spark's expressions become DuckDB's.
/// </summary>
internal static class ScanFilters
{
    public static ResolvedRelation Apply(ResolvedRelation plan) => Visit(plan, default);

    private static ResolvedRelation Visit(ResolvedRelation node, ValueArray<TypedExpression> conditions)
    {
        switch (node)
        {
            case ScanRelation scan:
                return conditions.IsEmpty ? scan : scan with { Filters = new([.. scan.Filters, .. conditions]) };
            case ResolvedFilter filter:
                return filter with { Input = Visit(filter.Input, new([.. conditions.Items, .. Conjuncts(filter.Condition)])) };
            case ResolvedProject project:
                return project with { Input = Visit(project.Input, Through(project, conditions)) };
            case ResolvedSort or ResolvedObserve:
                UnaryRelation unary = (UnaryRelation)node;
                return unary with { Input = Visit(unary.Input, conditions) };
            case ResolvedJoin join:
                return Through(join, conditions);
            default:
                return node.WithInputs(node.Inputs.Map(i => Visit(i, default)));
        }
    }

    private static ResolvedJoin Through(ResolvedJoin join, ValueArray<TypedExpression> conditions)
    {
        bool keepsLeft = join.Kind is not (Plans.JoinKind.RightOuter or Plans.JoinKind.FullOuter);
        bool keepsRight = join.Kind is Plans.JoinKind.Inner or Plans.JoinKind.Cross or Plans.JoinKind.RightOuter;
        IEnumerable<TypedExpression> inner = join.Kind is Plans.JoinKind.Inner or Plans.JoinKind.LeftSemi && join.Condition is { } on ? Conjuncts(on) : [];
        TypedExpression[] all = [.. conditions, .. inner];
        return join with
        {
            Left = Visit(join.Left, keepsLeft ? Over(join.Left, all) : default),
            Right = Visit(join.Right, keepsRight || join.Kind == Plans.JoinKind.LeftSemi ? Over(join.Right, all) : default),
        };
    }

    private static ValueArray<TypedExpression> Over(ResolvedRelation side, TypedExpression[] conditions)
    {
        HashSet<long> known = [.. side.Columns.Items.Select(c => c.Id)];
        return conditions.Where(c => ExpressionFacts.Columns(c).Any() && ExpressionFacts.Columns(c).All(x => known.Contains(x.Id))).ToValueArray();
    }

    private static ValueArray<TypedExpression> Through(ResolvedProject project, ValueArray<TypedExpression> conditions)
    {
        if (project.Expressions.Items.Any(e => ExpressionFacts.IsVolatile(e.Value) || e.Value is SqlExpression))
        {
            return default;
        }

        Dictionary<long, TypedExpression> values = project.Expressions.Items.GroupBy(e => e.Column.Id).ToDictionary(g => g.Key, g => g.First().Value);
        return conditions.Items.Where(c => ExpressionFacts.Columns(c).All(x => values.ContainsKey(x.Id)))
            .Select(c => ExpressionFacts.TransformUp(c, e => e is ColumnReference r ? values[r.Column.Id] : e)).ToValueArray();
    }

    private static IEnumerable<TypedExpression> Conjuncts(TypedExpression condition)
        => condition is TypedCall { Function: "and" } and
            ? and.Arguments.Items.SelectMany(Conjuncts)
            : ExpressionFacts.IsVolatile(condition) || ExpressionFacts.DescendantsAndSelf(condition).Any(e => e is TypedSubquery) ? [] : [condition];
}
