namespace BigData.Spark.Embedded.Plans;

/// <summary>
/// A node of the unresolved tree: what the user asked for, before any name is looked up. Nodes are immutable, equal by
/// structure, know their children in a fixed order and can be rebuilt over other children.
/// </summary>
internal abstract record PlanNode
{
    private protected PlanNode()
    {
    }

    /// <summary>The direct children, in the order in which <see cref="WithChildren"/> expects them.</summary>
    public virtual ValueArray<PlanNode> Children => default;

    /// <summary>This node over other children; the same instance when every child is the same instance.</summary>
    /// <param name="children">As many as <see cref="Children"/>, of the same kinds, in the same order.</param>
    /// <returns>The rebuilt node.</returns>
    public PlanNode WithChildren(ReadOnlySpan<PlanNode> children)
    {
        ValueArray<PlanNode> old = Children;
        if (children.Length != old.Count)
        {
            throw new ArgumentException($"{GetType().Name} has {old.Count} children, got {children.Length}.", nameof(children));
        }

        for (int i = 0; i < children.Length; i++)
        {
            if (!ReferenceEquals(old[i], children[i]))
            {
                return Rebuild(new ChildReader(children));
            }
        }

        return this;
    }

    /// <summary>Builds a copy of this node whose children are taken from the reader, in order.</summary>
    private protected virtual PlanNode Rebuild(ChildReader children) => this;
}

/// <summary>Hands out the children of a node that is being rebuilt.</summary>
internal ref struct ChildReader
{
    private readonly ReadOnlySpan<PlanNode> _children;
    private int _next;

    public ChildReader(ReadOnlySpan<PlanNode> children) => _children = children;

    public Relation Relation() => (Relation)_children[_next++];

    public Expression Expression() => (Expression)_children[_next++];

    public Expression? Optional(Expression? old) => old is null ? null : Expression();

    public T Node<T>()
        where T : PlanNode
        => (T)_children[_next++];

    public ValueArray<T> List<T>(ValueArray<T> old)
        where T : PlanNode
    {
        T[] items = new T[old.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = (T)_children[_next++];
        }

        return ValueArray.Create<T>(items);
    }
}

/// <summary>Puts children of several kinds in one list.</summary>
internal static class ChildList
{
    public static ValueArray<PlanNode> Of(PlanNode? first, params ReadOnlySpan<PlanNode?> rest)
    {
        List<PlanNode> all = [];
        Add(all, first);
        foreach (PlanNode? node in rest)
        {
            Add(all, node);
        }

        return all.ToValueArray();
    }

    public static ValueArray<PlanNode> And<T>(this ValueArray<PlanNode> list, ValueArray<T> more)
        where T : PlanNode
        => more.IsEmpty ? list : new(list.Items.AddRange(more.Items.CastArray<PlanNode>()));

    public static ValueArray<PlanNode> And(this ValueArray<PlanNode> list, PlanNode? more) => more is null ? list : list.Add(more);

    public static ValueArray<PlanNode> Of<T>(ValueArray<T> nodes)
        where T : PlanNode
        => default(ValueArray<PlanNode>).And(nodes);

    private static void Add(List<PlanNode> all, PlanNode? node)
    {
        if (node is not null)
        {
            all.Add(node);
        }
    }
}
