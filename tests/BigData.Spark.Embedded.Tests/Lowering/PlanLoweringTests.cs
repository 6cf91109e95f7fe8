using BigData.Spark.Embedded.Lowering;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Tests.Rendering;

namespace BigData.Spark.Embedded.Tests.Lowering;

/// <summary>What holds of every rule, over the plans of the corpus.</summary>
public sealed class PlanLoweringTests
{
    private static readonly Type[] Rendered =
    [
        typeof(ScanRelation), typeof(ResolvedRange), typeof(OneRow), typeof(ResolvedProject), typeof(ResolvedFilter), typeof(ResolvedJoin), typeof(ResolvedAggregate),
        typeof(ResolvedSort), typeof(ResolvedLimit), typeof(ResolvedDistinct), typeof(ResolvedSet),
    ];

    public static TheoryData<string> Plans => [.. PlanCorpus.All.Keys];

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Every_rule_keeps_the_columns(string plan)
    {
        using StageProbe probe = new();
        ResolvedRelation relation = await probe.ResolveAsync(PlanCorpus.All[plan](probe));
        string columns = relation.Schema.TreeString();

        foreach (LoweringRule rule in PlanLowering.Rules)
        {
            relation = rule.Apply(relation, probe.Options);
            Assert.True(relation.Schema.TreeString() == columns, $"After '{rule.Name}' the columns are\n{relation.Schema.TreeString()}\ninstead of\n{columns}");
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task What_is_left_is_what_the_renderer_knows(string plan)
    {
        using StageProbe probe = new();

        ResolvedRelation lowered = PlanLowering.Apply(await probe.ResolveAsync(PlanCorpus.All[plan](probe)), probe.Options);

        Assert.All(PlanFacts.DescendantsAndSelf(lowered), node => Assert.Contains(node.GetType(), Rendered));
        Assert.All(
            PlanFacts.DescendantsAndSelf(lowered).SelectMany(PlanFacts.Expressions).SelectMany(ExpressionFacts.DescendantsAndSelf),
            expression => Assert.False(expression is TypedCall or TypedCast, $"{expression} was not lowered."));
    }

    [Fact]
    public void Rules_have_names_of_their_own() => Assert.Equal(PlanLowering.Rules.Count, PlanLowering.Rules.Select(r => r.Name).Distinct(StringComparer.Ordinal).Count());
}
