using System.Text.Json;
using BigData.Pipelines.Writing;

namespace BigData.Pipelines.Tests.Writing;

public sealed class CommitLogTests
{
    [Fact]
    public void Commits_are_read_from_the_newest_back_wherever_their_own_line_stands()
    {
        using TempFolder log = Log(
            ("00000000000000000000.json", """{"commitInfo":{"timestamp":1000,"operation":"CREATE TABLE","operationParameters":{}}}"""),
            ("00000000000000000001.json", """
                {"add":{"path":"\"commitInfo\"","size":1}}
                {"commitInfo":{"timestamp":2000,"operation":"WRITE","operationParameters":{"mode":"Append","version":7},"operationMetrics":{"numOutputRows":"3"},"userMetadata":"{}"}}
                """),
            ("00000000000000000000.crc", "{}"),
            ("00000000000000000000.00000000000000000001.compacted.json", "{}"));

        HistoryEntry[] entries = [.. CommitLog.NewestFirst(log.FullPath)];

        Assert.Equal([(1L, "WRITE"), (0L, "CREATE TABLE")], entries.Select(entry => (entry.Version, entry.Operation)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(2000), entries[0].Timestamp);
        Assert.Equal("7", entries[0].Parameters["version"]);
        Assert.Equal("3", entries[0].Metrics["numOutputRows"]);
        Assert.Equal("{}", entries[0].UserMetadata);
        Assert.Null(entries[1].UserMetadata);
    }

    [Theory]
    [InlineData("00000000000000000003.checkpoint.parquet")]
    [InlineData("00000000000000000003.checkpoint.0000000001.0000000002.parquet")]
    public void Nothing_is_said_when_a_checkpoint_is_newer_than_all_commits(string checkpoint)
    {
        using TempFolder log = Log(("00000000000000000002.json", "{}"), (checkpoint, "PAR1"));
        Assert.Null(CommitLog.NewestVersion(log.FullPath));
        Assert.Empty(CommitLog.NewestFirst(log.FullPath));
    }

    [Fact]
    public void The_walk_ends_where_commits_were_cleaned_away_or_tell_nothing()
    {
        const string Write = """{"commitInfo":{"operation":"WRITE"}}""";
        using TempFolder cleaned = Log(("00000000000000000012.json", Write), ("00000000000000000011.json", Write));
        Assert.Equal([12L, 11L], CommitLog.NewestFirst(cleaned.FullPath).Select(entry => entry.Version));

        using TempFolder silent = Log(("00000000000000000001.json", Write), ("00000000000000000000.json", """{"protocol":{"minReaderVersion":1}}"""));
        Assert.Equal([1L], CommitLog.NewestFirst(silent.FullPath).Select(entry => entry.Version));
    }

    [Fact]
    public void A_file_that_is_no_log_is_an_error_for_the_engine_to_explain()
    {
        using TempFolder log = Log(("00000000000000000000.json", """{"commitInfo":"""));
        Assert.ThrowsAny<JsonException>(() => CommitLog.NewestFirst(log.FullPath).ToList());
    }

    private static TempFolder Log(params (string Name, string Text)[] files)
    {
        TempFolder folder = new();
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(folder.File(name), text);
        }

        return folder;
    }
}
