using System.Text.Json.Nodes;
using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Tests.Writing;

public sealed class CommitFactsTests
{
    [Fact]
    public void Facts_survive_the_way_through_a_commit()
    {
        CommitFacts facts = new()
        {
            Run = "r1",
            Table = "gold.scores",
            AsOf = new DateOnly(2011, 12, 10),
            Interval = new DataInterval(null, new DateOnly(2011, 12, 10)),
            Inputs = new Dictionary<string, InputPosition> { ["silver.lines"] = new(4), ["bronze.shop"] = new(3, 2) },
            Settings = new Dictionary<string, string> { ["rfm:**"] = "00ff" },
            AsOfDates = [new DateOnly(2011, 12, 9)],
            Facts = new JsonObject { ["cut_offs"] = new JsonArray(1, 2) },
        };
        CommitFacts back = CommitFacts.Parse(facts.ToJson(), "gold.scores")!;
        Assert.Equal(facts.ToJson(), back.ToJson());
        Assert.Equal(2, back.Inputs!["bronze.shop"].Batch);
        Assert.Contains("\"as_of\":\"2011-12-10\"", facts.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("by hand")]
    [InlineData("{\"run\":1}")]
    [InlineData("{not json")]
    [InlineData("{\"run\":\"r\",\"table\":\"gold.other\"}")]
    public void Metadata_of_others_is_no_fact(string? metadata) => Assert.Null(CommitFacts.Parse(metadata, "gold.scores"));

    [Fact]
    public void The_newest_commit_of_the_runner_counts()
    {
        (CommitFacts? facts, bool isSure) = TableHistory.Newest([Entry(3, "OPTIMIZE"), Entry(2, "MERGE", "r2"), Entry(1, "WRITE", "r1")], "t.t", seesAll: false);
        Assert.Equal(("r2", true), (facts?.Run, isSure));
    }

    [Fact]
    public void A_restore_leads_back_to_the_version_restored()
    {
        HistoryEntry restore = Entry(4, "RESTORE") with { Parameters = new Dictionary<string, string> { ["version"] = "1" } };
        (CommitFacts? facts, _) = TableHistory.Newest([restore, Entry(3, "MERGE", "r3"), Entry(2, "MERGE", "r2"), Entry(1, "WRITE", "r1")], "t.t", seesAll: true);
        Assert.Equal("r1", facts?.Run);
    }

    [Fact]
    public void A_short_look_without_a_commit_of_the_runner_is_not_sure() =>
        Assert.Equal((null, false), TableHistory.Newest([Entry(9, "OPTIMIZE")], "t.t", seesAll: false));

    private static HistoryEntry Entry(long version, string operation, string? run = null) => new(
        version, default, operation, new Dictionary<string, string>(), new Dictionary<string, string>(),
        run is null ? null : new CommitFacts { Run = run, Table = "t.t" }.ToJson());
}
