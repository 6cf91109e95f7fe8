using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>Leaves out columns that nothing above reads, down to the scans.</summary>
internal static class ColumnPruning
{
    public static ResolvedRelation Apply(ResolvedRelation plan) => Visit(plan, [.. plan.Columns.Items.Select(c => c.Id)]);

    private static ResolvedRelation Visit(ResolvedRelation node, HashSet<long> needed)
    {
        switch (node)
        {
            case ScanRelation scan:
                return scan with { Fields = scan.Fields.Items.Where(f => needed.Contains(f.Column.Id)).ToValueArray() };
            case ResolvedProject project:
                ValueArray<NamedExpression> kept = project.Expressions.Items.Where(e => needed.Contains(e.Column.Id) || ChangesRows(e.Value)).ToValueArray();
                return project with { Input = Visit(project.Input, Read(kept.Items.Select(e => e.Value))), Expressions = kept };
            case ResolvedAggregate aggregate:
                ValueArray<NamedExpression> outputs = aggregate.Outputs.Items.Where(e => needed.Contains(e.Column.Id)).ToValueArray();
                HashSet<long> read = Read(outputs.Items.Select(e => e.Value));
                read.UnionWith(aggregate.Keys.Items.Select(k => k.Id));
                return aggregate with { Input = Visit(aggregate.Input, read), Outputs = outputs };
            case ResolvedFilter or ResolvedSort or ResolvedLimit or ResolvedObserve or ResolvedTail or ResolvedSample:
                UnaryRelation unary = (UnaryRelation)node;
                return unary with { Input = Visit(unary.Input, [.. needed, .. Read(PlanFacts.Expressions(node))]) };
            case ResolvedDistinct { Keys.IsEmpty: false } distinct:
                return distinct with { Input = Visit(distinct.Input, [.. needed, .. distinct.Keys.Items.Select(k => k.Id)]) };
            case ResolvedJoin join:
                HashSet<long> both = [.. needed, .. Read(PlanFacts.Expressions(join))];
                if (join.IsLateral)
                {
                    both.UnionWith(PlanFacts.OuterColumns(join.Right).Select(c => c.Id));
                }

                return join with { Left = Visit(join.Left, both), Right = Visit(join.Right, both) };
            default:
                return node.WithInputs(node.Inputs.Map(i => Visit(i, [.. i.Columns.Items.Select(c => c.Id)])));
        }
    }

    private static HashSet<long> Read(IEnumerable<TypedExpression> expressions) => [.. expressions.SelectMany(ExpressionFacts.Columns).Select(c => c.Id)];

    // An unnested list decides how many rows there are, whether its column is read or not.
    private static bool ChangesRows(TypedExpression value) => value is SqlExpression sql && sql.Template.StartsWith("unnest(", StringComparison.Ordinal);
}
