using BigData.Spark.Embedded.Functions;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>Walks and rewrites typed expressions.</summary>
internal static class ExpressionFacts
{
    /// <summary>The expression and all below it, parents first.</summary>
    public static IEnumerable<TypedExpression> DescendantsAndSelf(TypedExpression root)
    {
        Stack<TypedExpression> pending = new([root]);
        while (pending.TryPop(out TypedExpression? node))
        {
            yield return node;
            ValueArray<TypedExpression> children = node.Children;
            for (int i = children.Count - 1; i >= 0; i--)
            {
                pending.Push(children[i]);
            }
        }
    }

    /// <summary>The columns that the expression reads, those of subqueries included.</summary>
    public static IEnumerable<OutputColumn> Columns(TypedExpression root)
    {
        foreach (TypedExpression node in DescendantsAndSelf(root))
        {
            if (node is ColumnReference reference)
            {
                yield return reference.Column;
            }
            else if (node is TypedSubquery subquery)
            {
                foreach (OutputColumn column in PlanFacts.OuterColumns(subquery.Plan))
                {
                    yield return column;
                }
            }
        }
    }

    /// <summary>The expression with the rule applied to every node, children first.</summary>
    public static TypedExpression TransformUp(TypedExpression root, Func<TypedExpression, TypedExpression> rule)
        => rule(root.WithChildren(root.Children.Map(c => TransformUp(c, rule))));

    /// <summary>The expression with the rule applied from the top; where it gives another node, nothing below is visited.</summary>
    public static TypedExpression TransformDown(TypedExpression root, Func<TypedExpression, TypedExpression?> rule)
        => rule(root) ?? root.WithChildren(root.Children.Map(c => TransformDown(c, rule)));

    /// <summary>Whether the expression holds an aggregate that is not over a window.</summary>
    public static bool HasAggregate(TypedExpression root) => root switch
    {
        TypedWindow window => window.Children.Items.Skip(1).Any(HasAggregate) || window.Function.Children.Items.Any(HasAggregate),
        TypedCall call when IsAggregate(call) => true,
        _ => root.Children.Items.Any(HasAggregate),
    };

    public static bool IsAggregate(TypedExpression expression)
        => expression is TypedCall call && FunctionTable.Get(call.Function).Kind == FunctionKind.Aggregate;

    public static bool HasWindow(TypedExpression root) => DescendantsAndSelf(root).Any(e => e is TypedWindow);

    public static bool HasGenerator(TypedExpression root) => DescendantsAndSelf(root).Any(IsGenerator);

    public static bool IsGenerator(TypedExpression expression)
        => expression is TypedCall call && FunctionTable.Get(call.Function).Kind == FunctionKind.Generator;

    /// <summary>Whether the expression gives another value each time, or depends on the row's place: it must not be repeated or moved.</summary>
    public static bool IsVolatile(TypedExpression root)
        => DescendantsAndSelf(root).Any(e => e is TypedWindow || (e is TypedCall call && FunctionTable.Get(call.Function).IsVolatile));

    /// <summary>Whether the expression may raise an error, so that a filter must not be moved before another.</summary>
    public static bool IsCheap(TypedExpression root) => root is ColumnReference or TypedLiteral || (root is TypedCall { Function: AccessFamily.Field } call && IsCheap(call.Arguments[0]));
}
