using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>One report on the whole small lakehouse, shared by the tests that look at it.</summary>
public sealed class ReportRun : IAsyncLifetime
{
    internal AppBench Bench { get; } = new();

    internal string Page { get; private set; } = string.Empty;

    internal JsonNode Document { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        await ReportLakehouse.WriteAsync(Bench.Lakehouse);
        await Bench.ExpectAsync(0, "report", "--json");
        Document = Bench.Json();
        Page = await File.ReadAllTextAsync((string)Document["file"]!);
    }

    public ValueTask DisposeAsync()
    {
        Bench.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The figures on top of a source's part.</summary>
    internal JsonObject Figures(string source) => Source(source)["figures"]!.AsObject();

    /// <summary>The rows of a table of a source's section.</summary>
    internal IReadOnlyList<JsonNode> Rows(string source, string section, string table) =>
        [.. Section(source, section)["tables"]!.AsArray().Single(one => (string)one!["name"]! == table)!["rows"]!.AsArray().Select(row => row!)];

    internal JsonNode Section(string source, string section) => Source(source)["sections"]!.AsArray().Single(one => (string)one!["id"]! == section)!;

    private JsonNode Source(string source) => Document["sources"]!.AsArray().Single(one => (string)one!["source"]! == source)!;
}
