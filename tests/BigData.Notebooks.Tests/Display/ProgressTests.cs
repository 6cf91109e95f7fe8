using System.Text.Json.Nodes;
using BigData.Notebooks.Display;
using BigData.Notebooks.Scripting;
using BigData.Spark.Sql;
using Microsoft.Extensions.Time.Testing;

namespace BigData.Notebooks.Tests.Display;

/// <summary>The progress of queries that take long.</summary>
public sealed class ProgressTests
{
    [Fact]
    public void A_query_that_takes_long_is_told_in_one_output_that_is_updated_and_a_short_one_is_not()
    {
        FakeTimeProvider time = new();
        Recorder recorder = new();
        QueryProgress progress = new(time);
        using CellOutput cell = new(recorder, time, CancellationToken.None);
        void After(double seconds, ExecutionProgress state)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            progress.Take(state);
        }

        progress.Begin(cell);
        After(0, State("short", 1));
        After(0.9, State("short", 4));
        After(0, Done("short"));
        progress.End();
        Assert.Empty(recorder.Sent);

        progress.Begin(cell);
        After(5, State("a", 1));
        After(1.2, State("a", 2));
        After(0.3, State("a", 3));
        After(0.3, State("b", 4));
        After(0.1, Done("a"));
        After(1, State("b", 4));
        After(0, Done("b"));
        progress.End();
        Assert.Equal(
            [
                "display_data: query: 2 of 4 tasks done, 1.2 s", "update_display_data: query: 7 of 8 tasks done, 1.8 s",
                "update_display_data: query: 4 of 4 tasks done, 2.9 s", "update_display_data: queries took 2.9 s",
            ],
            recorder.Sent.Select(sent => $"{sent.Type}: {(string?)sent.Content["data"]!["text/plain"]}"));
        Assert.Single(recorder.Sent.Select(sent => (string?)sent.Content["transient"]!["display_id"]).Distinct(StringComparer.Ordinal));
        Assert.Contains("<progress value=\"0.875\" max=\"1\">", (string?)recorder.Sent[1].Content["data"]!["text/html"], StringComparison.Ordinal);
    }

    private static ExecutionProgress State(string query, long done) => new(query, [new StageProgress(1, 4, done, 0, done == 4)], 1, IsDone: false);

    private static ExecutionProgress Done(string query) => new(query, [], 0, IsDone: true);

    private sealed class Recorder : IOutputSink
    {
        public List<(string Type, JsonObject Content)> Sent { get; } = [];

        public bool WantsProgress => true;

        public void Send(string type, JsonObject content) => Sent.Add((type, content));
    }
}
