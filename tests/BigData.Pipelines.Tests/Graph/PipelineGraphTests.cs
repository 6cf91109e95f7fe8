using BigData.Pipelines.Graph;

namespace BigData.Pipelines.Tests.Graph;

public sealed class PipelineGraphTests
{
    private static readonly TableContract Raw = Contracts.Bronze("bronze.shop", "a");
    private static readonly TableContract Lines = Contracts.Of("silver.lines");
    private static readonly TableContract Scores = Contracts.Of("gold.scores");
    private static readonly TableContract Segments = Contracts.Of("gold.segments");

    private static readonly TableJob[] Jobs =
    [
        new FakeJob(Segments, Scores.Full()),
        new FakeJob(Scores, Lines.Full()),
        new FakeJob(Lines, Raw.Changes()),
        new FakeJob(Raw, Source.Files("shop")),
    ];

    [Fact]
    public void Jobs_come_after_what_they_read() =>
        Assert.Equal(["bronze.shop", "silver.lines", "gold.scores", "gold.segments"], Names(PipelineGraph.Create(Jobs).Jobs));

    [Fact]
    public void The_order_does_not_depend_on_the_order_given()
    {
        TableJob[] reversed = [.. Jobs.Reverse()];
        Assert.Equal(Names(PipelineGraph.Create(Jobs).Jobs), Names(PipelineGraph.Create(reversed).Jobs));
    }

    [Fact]
    public void A_selection_includes_everything_upstream() =>
        Assert.Equal(["bronze.shop", "silver.lines", "gold.scores"], Names(PipelineGraph.Create(Jobs).Select(["gold.scores"])));

    [Fact]
    public void A_glob_selects_by_pattern() =>
        Assert.Equal(["gold.scores", "gold.segments"], Names(PipelineGraph.Create(Jobs).Matched(["gold.*"])));

    [Fact]
    public void A_pattern_without_a_match_lists_the_tables()
    {
        PipelineUsageException error = Assert.Throws<PipelineUsageException>(() => PipelineGraph.Create(Jobs).Select(["gold.x*"]));
        Assert.Equal("No table matches 'gold.x*'. Tables: bronze.shop, silver.lines, gold.scores, gold.segments.", error.Message);
    }

    [Fact]
    public void A_circle_is_refused_with_its_members()
    {
        TableContract a = Contracts.Of("silver.a");
        TableContract b = Contracts.Of("silver.b");
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create(
            [new FakeJob(a, b.Full()), new FakeJob(b, a.Full()), new FakeJob(Contracts.Of("gold.c"), b.Full())]));
        Assert.Contains("silver.a <- silver.b <- silver.a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_no_job_fills_is_refused()
    {
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create([new FakeJob(Scores, Lines.Full())]));
        Assert.Contains("the input silver.lines is filled by no job", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_jobs_for_one_table_are_refused()
    {
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create([Jobs[3], Jobs[3]]));
        Assert.Contains("bronze.shop is filled by more than one job", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gold.x", "the name must be schema.table")]
    [InlineData("scores", "the name must be schema.table")]
    [InlineData("ops.mine", "the schema ops belongs to the runner")]
    public void A_bad_name_is_refused(string name, string expected)
    {
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create([new FakeJob(Contracts.Of(name))]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_of_a_table_without_batches_are_refused()
    {
        PipelineException error = Assert.Throws<PipelineException>(
            () => PipelineGraph.Create([new FakeJob(Lines), new FakeJob(Scores, Lines.Changes())]));
        Assert.Contains("has no column _batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_about_an_unknown_column_is_refused()
    {
        FakeJob job = new(Lines) { Expected = [Expect.NotNull("ghost")] };
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create([job]));
        Assert.Contains("not_null(ghost) names ghost", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quarantining_needs_a_quarantine()
    {
        FakeJob job = new(Lines) { Expected = [Expect.NotNull("id").Quarantine()] };
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create([job]));
        Assert.Contains("needs HasQuarantine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_failures_are_reported_at_once()
    {
        PipelineException error = Assert.Throws<PipelineException>(
            () => PipelineGraph.Create([new FakeJob(Contracts.Of("A.b")), new FakeJob(Scores, Lines.Full())]));
        Assert.Equal(2, error.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Merging_without_keys_is_refused()
    {
        FakeJob job = new(Lines with { Keys = [] }) { Mode = WriteMode.Merge };
        PipelineException error = Assert.Throws<PipelineException>(() => PipelineGraph.Create([job]));
        Assert.Contains("write mode Merge needs keys", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(IEnumerable<TableJob> jobs) => jobs.Select(job => job.Table.Name);
}
