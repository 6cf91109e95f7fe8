using System.Reflection;
using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Tests.Plans;

public sealed class NodeTests
{
    public static TheoryData<string> Kinds => [.. SampleNodes.Kinds.Select(t => t.Name)];

    [Fact]
    public void There_are_many_kinds() => Assert.InRange(SampleNodes.Kinds.Count, 60, 200);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_sealed_equal_by_structure_and_printed(string kind)
    {
        Type type = SampleNodes.Kind(kind);
        PlanNode one = SampleNodes.Make(type);
        PlanNode two = SampleNodes.Make(type);

        Assert.True(type.IsSealed);
        Assert.NotSame(one, two);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEmpty(one.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_names_all_its_children(string kind)
    {
        PlanNode node = SampleNodes.Make(SampleNodes.Kind(kind));

        foreach (PropertyInfo property in node.GetType().GetProperties().Where(p => p.Name != nameof(PlanNode.Children)))
        {
            if (property.GetValue(node) is PlanNode child)
            {
                Assert.Contains(node.Children, c => ReferenceEquals(c, child));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rebuilding_over_the_same_children_gives_the_same_instance(string kind)
    {
        PlanNode node = SampleNodes.Make(SampleNodes.Kind(kind));

        Assert.Same(node, node.WithChildren([.. node.Children]));
        Assert.Same(node, node.TransformUp(n => n));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rebuilding_over_other_children_puts_each_in_its_place(string kind)
    {
        PlanNode node = SampleNodes.Make(SampleNodes.Kind(kind));
        PlanNode[] copies = [.. node.Children.Select(c => SampleNodes.Other(c))];

        PlanNode rebuilt = node.WithChildren(copies);

        Assert.Equal(copies.Length, rebuilt.Children.Count);
        for (int i = 0; i < copies.Length; i++)
        {
            Assert.Same(copies[i], rebuilt.Children[i]);
        }

        Assert.Equal(node, rebuilt.WithChildren([.. node.Children]));
    }

    [Fact]
    public void A_rewrite_reaches_every_node_of_a_very_deep_plan()
    {
        Relation plan = new RangeRelation(0, 10, 1);
        for (int i = 0; i < 20_000; i++)
        {
            plan = new Limit(plan, i);
        }

        Relation rewritten = plan.TransformUp<Relation>(n => n is RangeRelation r ? r with { End = 20 } : n);

        Assert.Equal(20, Assert.IsType<RangeRelation>(rewritten.DescendantsAndSelf().Last()).End);
        Assert.Equal(20_001, rewritten.DescendantsAndSelf().Count());
    }

    [Fact]
    public void Where_an_expression_was_written_does_not_count()
    {
        UnresolvedAttribute a = new(["a"]);

        Assert.Equal(a, a with { Origin = new SqlOrigin("a", 0, 1) });
        Assert.NotEqual<Expression>(a, a with { PlanId = 1 });
    }

    [Fact]
    public void A_plan_is_printed_as_a_tree()
    {
        Relation plan = new Join(
            new Filter(new ReadTable(["s", "t"], OptionMap.Empty), new FunctionCall(">", new UnresolvedAttribute(["a"]), new Literal(Sql.Types.DataTypes.Integer, 1))),
            new RangeRelation(0, 5, 1),
            JoinKind.LeftOuter,
            null,
            ["id"]);

        Assert.Equal(
            """
            Join Kind=LeftOuter Using=[id]
            :- Filter Condition=a > 1
            :  +- ReadTable NameParts=[s, t]
            +- RangeRelation Start=0 End=5 Step=1

            """.ReplaceLineEndings("\n"),
            plan.ToString());
    }
}
