using System.Text.Json.Nodes;
using BigData.Notebooks.Files;
using BigData.Notebooks.Scripting;

namespace BigData.Notebooks.Tests;

/// <summary>A notebook at work in this process, and what its cells have put out.</summary>
internal sealed class NotebookBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private int _number;

    private NotebookBench()
    {
        Engine = new TestEngine(_folder.File("lakehouse"));
        Session = new NotebookSession(new NotebookOptions { Engine = Engine, WorkingFolder = _folder.FullPath });
    }

    public TestEngine Engine { get; }

    public NotebookSession Session { get; }

    public string Folder => _folder.FullPath;

    public static async Task<NotebookBench> StartAsync()
    {
        NotebookBench bench = new();
        await bench.Engine.FillAsync();
        return bench;
    }

    /// <summary>Runs a cell.</summary>
    /// <returns>Its outputs, the error among them.</returns>
    public async Task<IReadOnlyList<JsonObject>> RunAsync(string code)
    {
        CollectedOutput output = new();
        await Session.RunAsync(code, ++_number, output, TestContext.Current.CancellationToken);
        return [.. output.Outputs().Select(item => (JsonObject)item!.DeepClone())];
    }

    /// <summary>Runs a cell that must not fail.</summary>
    /// <returns>The text of its result; empty for none.</returns>
    public async Task<string> ValueAsync(string code)
    {
        IReadOnlyList<JsonObject> outputs = await RunAsync(code);
        Assert.DoesNotContain(outputs, output => (string?)output["output_type"] == "error");
        JsonObject? result = outputs.LastOrDefault(output => (string?)output["output_type"] == "execute_result");
        return (string?)result?["data"]?["text/plain"] ?? string.Empty;
    }

    /// <summary>Runs a cell that must fail.</summary>
    /// <returns>What a reader sees.</returns>
    public async Task<string> ErrorAsync(string code)
    {
        JsonObject error = Assert.Single(await RunAsync(code), output => (string?)output["output_type"] == "error");
        return string.Join('\n', error["traceback"]!.AsArray().Select(line => (string?)line));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _folder.Dispose();
    }
}
