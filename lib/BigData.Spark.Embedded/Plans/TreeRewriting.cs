using System.Runtime.InteropServices;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Walks and rewrites unresolved trees with a stack of its own, so that the depth of a plan is no limit.</summary>
internal static class TreeRewriting
{
    /// <summary>The node and all below it, parents before children, children in order.</summary>
    public static IEnumerable<PlanNode> DescendantsAndSelf(this PlanNode root)
    {
        Stack<PlanNode> pending = new([root]);
        while (pending.TryPop(out PlanNode? node))
        {
            yield return node;
            ValueArray<PlanNode> children = node.Children;
            for (int i = children.Count - 1; i >= 0; i--)
            {
                pending.Push(children[i]);
            }
        }
    }

    /// <summary>Applies <paramref name="rule"/> to every node, children first; unchanged subtrees keep their instance.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="rule">Gives the node that takes the place of its argument, or the argument itself.</param>
    /// <typeparam name="T">The kind of root; the rule must keep it.</typeparam>
    /// <returns>The rewritten tree.</returns>
    public static T TransformUp<T>(this T root, Func<PlanNode, PlanNode> rule)
        where T : PlanNode
    {
        Stack<Frame> open = new([new Frame(root)]);
        while (true)
        {
            Frame top = open.Peek();
            if (top.Done.Count < top.Children.Count)
            {
                open.Push(new Frame(top.Children[top.Done.Count]));
                continue;
            }

            open.Pop();
            PlanNode result = rule(top.Node.WithChildren(CollectionsMarshal.AsSpan(top.Done)));
            if (open.Count == 0)
            {
                return (T)result;
            }

            open.Peek().Done.Add(result);
        }
    }

    private sealed class Frame(PlanNode node)
    {
        public PlanNode Node { get; } = node;

        public ValueArray<PlanNode> Children { get; } = node.Children;

        public List<PlanNode> Done { get; } = [];
    }
}
