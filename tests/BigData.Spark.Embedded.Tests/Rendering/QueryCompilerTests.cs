using BigData.Testing;

namespace BigData.Spark.Embedded.Tests.Rendering;

/// <summary>What every stage makes of the plans of the corpus, held against reviewed text.</summary>
public sealed class QueryCompilerTests
{
    public static TheoryData<string> Plans => [.. PlanCorpus.All.Keys];

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Every_stage_of_a_plan_reads_as_reviewed(string plan)
    {
        using StageProbe probe = new();

        Golden.Match(plan, await probe.PrintAsync(PlanCorpus.All[plan](probe)));
    }
}
