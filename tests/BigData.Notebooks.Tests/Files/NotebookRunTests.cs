using System.Text.Json.Nodes;
using BigData.Notebooks.Files;

namespace BigData.Notebooks.Tests.Files;

/// <summary>Notebook files without Jupyter.</summary>
public sealed class NotebookRunTests
{
    [Fact]
    public async Task Parameters_are_set_outputs_are_written_and_the_rest_of_the_file_stays()
    {
        using TempFolder folder = new();
        string file = Write(folder, Cell("var source = \"retail\";\nvar window = 30;\nDateOnly day = new(2011, 1, 1);", "parameters"), Cell("Console.WriteLine(1);\nConsole.WriteLine(2);\n$\"{source} {window} {day:yyyy-MM-dd}\""));
        Dictionary<string, string> values = new(StringComparer.Ordinal) { ["source"] = "7\"x", ["window"] = "7", ["day"] = "2012-02-29" };
        NotebookRun run = await NotebookRunner.RunAsync(file, folder.File("out", "a.ipynb"), values, Options(folder), TestContext.Current.CancellationToken);
        Assert.Equal(new NotebookRun(3, null, null), run);
        JsonNode written = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("out", "a.ipynb"), TestContext.Current.CancellationToken))!;
        JsonArray cells = written["cells"]!.AsArray();
        Assert.Equal("kept", (string)written["metadata"]!["own"]!);
        Assert.Equal("injected-parameters", (string)cells[1]!["metadata"]!["tags"]![0]!);
        Assert.Equal("""[{"output_type":"stream","name":"stdout","text":["1\n","2\n"]},{"output_type":"execute_result","data":{"text/plain":"7\u0022x 7 2012-02-29"},"metadata":{},"execution_count":3}]""", cells[2]!["outputs"]!.ToJsonString());

        await NotebookRunner.RunAsync(folder.File("out", "a.ipynb"), folder.File("out", "b.ipynb"), new Dictionary<string, string>(StringComparer.Ordinal) { ["window"] = "90" }, Options(folder), TestContext.Current.CancellationToken);
        JsonArray again = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("out", "b.ipynb"), TestContext.Current.CancellationToken))!["cells"]!.AsArray();
        Assert.Equal(3, again.Count);
        Assert.Equal("retail 90 2011-01-01", (string)again[2]!["outputs"]![1]!["data"]!["text/plain"]!);
    }

    [Fact]
    public async Task The_first_cell_that_fails_ends_the_run_and_is_written()
    {
        using TempFolder folder = new();
        string file = Write(folder, Cell("1"), Cell("throw new InvalidOperationException(\"planned\");"), Cell("3"));
        NotebookRun run = await NotebookRunner.RunAsync(file, folder.File("out.ipynb"), new Dictionary<string, string>(StringComparer.Ordinal), Options(folder), TestContext.Current.CancellationToken);
        Assert.Equal((2, 2), (run.Cells, run.FailedCell));
        Assert.Contains("planned", run.Error, StringComparison.Ordinal);
        JsonArray cells = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("out.ipynb"), TestContext.Current.CancellationToken))!["cells"]!.AsArray();
        Assert.Equal("error", (string)cells[1]!["outputs"]![0]!["output_type"]!);
        Assert.Empty(cells[2]!["outputs"]!.AsArray());
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_or_a_value_is_said_before_anything_runs()
    {
        using TempFolder folder = new();
        string file = Write(folder, Cell("var window = 30;", "parameters"));
        Assert.Contains("there is no parameter 'source'; there are: window; window='long' is no int", await FailsAsync(folder, file, ("source", "x"), ("window", "long")), StringComparison.Ordinal);
        string bare = Write(folder, Cell("1"));
        Assert.Contains("no cell of it carries the tag 'parameters'", await FailsAsync(folder, bare, ("window", "7")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, """{"nbformat":4,"cells":[],"metadata":{"kernelspec":{"language":"python"}}}""", TestContext.Current.CancellationToken);
        Assert.Contains("is written in python", await FailsAsync(folder, file), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "{", TestContext.Current.CancellationToken);
        Assert.Contains("it is not JSON", await FailsAsync(folder, file), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("out.ipynb")));
    }

    private static async Task<string> FailsAsync(TempFolder folder, string file, params (string Name, string Value)[] values)
    {
        Dictionary<string, string> parameters = values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        NotebookException error = await Assert.ThrowsAsync<NotebookException>(() => NotebookRunner.RunAsync(file, folder.File("out.ipynb"), parameters, Options(folder)));
        return error.Message;
    }

    private static NotebookOptions Options(TempFolder folder) => new() { Engine = new TestEngine(folder.File("lakehouse")), WorkingFolder = folder.FullPath };

    private static JsonObject Cell(string code, params string[] tags) => new()
    {
        ["cell_type"] = "code",
        ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]) },
        ["source"] = code,
        ["outputs"] = new JsonArray(),
    };

    private static string Write(TempFolder folder, params JsonObject[] cells)
    {
        string file = folder.File($"{Guid.NewGuid():N}.ipynb");
        JsonObject notebook = new() { ["nbformat"] = 4, ["nbformat_minor"] = 5, ["metadata"] = new JsonObject { ["own"] = "kept" }, ["cells"] = new JsonArray([.. cells]) };
        File.WriteAllText(file, notebook.ToJsonString());
        return file;
    }
}
