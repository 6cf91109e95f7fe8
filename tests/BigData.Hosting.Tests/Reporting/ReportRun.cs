using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>One report on the whole small lakehouse, shared by the tests that look at it.</summary>
public sealed class ReportRun : IAsyncLifetime
{
    internal AppBench Bench { get; } = new();

    internal string Page { get; private set; } = string.Empty;

    /// <summary>Path of the report.</summary>
    internal string File { get; private set; } = string.Empty;

    /// <summary>All pages that were written, by path.</summary>
    internal Dictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    internal JsonNode Document { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        await ReportLakehouse.WriteAsync(Bench.Lakehouse);
        await Bench.ExpectAsync(0, "report", "--json");
        Document = Bench.Json();
        File = (string)Document["file"]!;
        foreach (string page in Directory.GetFiles(Path.GetDirectoryName(File)!, "*.html", SearchOption.AllDirectories))
        {
            Pages[page] = await System.IO.File.ReadAllTextAsync(page);
        }

        Page = Pages[File];
    }

    public ValueTask DisposeAsync()
    {
        Bench.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The page of a guide beside the report.</summary>
    internal string Guide(string name) => Pages[Path.Combine(Path.GetDirectoryName(File)!, "bigdata-guide", name + ".html")];

    /// <summary>The figures on top of a source's part.</summary>
    internal JsonObject Figures(string source) => Source(source)["figures"]!.AsObject();

    /// <summary>The rows of a table of a source's section.</summary>
    internal IReadOnlyList<JsonNode> Rows(string source, string section, string table) =>
        [.. Section(source, section)["tables"]!.AsArray().Single(one => (string)one!["name"]! == table)!["rows"]!.AsArray().Select(row => row!)];

    internal JsonNode Section(string source, string section) => Source(source)["sections"]!.AsArray().Single(one => (string)one!["id"]! == section)!;

    private JsonNode Source(string source) => Document["sources"]!.AsArray().Single(one => (string)one!["source"]! == source)!;
}
