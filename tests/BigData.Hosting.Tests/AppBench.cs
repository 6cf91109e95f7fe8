using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace BigData.Hosting.Tests;

/// <summary>The command in this process, with captured output and a world of its own.</summary>
internal sealed class AppBench : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public AppBench()
    {
        Directory.CreateDirectory(Landing);
        Variables["XDG_STATE_HOME"] = _folder.File("state");
        WriteConf("""{ "sources": { "shop": { "folder": "../landing" } } }""");
    }

    public string Folder => _folder.FullPath;

    public string Landing => _folder.File("landing");

    public string Lakehouse => _folder.File("lakehouse");

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public HostEnvironment Host => new()
    {
        Output = _output,
        Error = _error,
        IsTerminal = false,
        WorkingFolder = Folder,
        ApplicationFolder = Folder,
        Variables = Variables,
        Time = Time,
    };

    public void WriteConf(string json, string name = "bigdata.json")
    {
        Directory.CreateDirectory(_folder.File("conf"));
        File.WriteAllText(_folder.File("conf", name), json);
    }

    public void Land(string name, string text) => File.WriteAllText(Path.Combine(Landing, name), text);

    public async Task<int> RunAsync(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        Time.Advance(TimeSpan.FromMinutes(1));
        return await BigDataApp.RunAsync(args, [typeof(AppBench).Assembly], Host, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a command that must exit so; the failure tells what it said.</summary>
    public async Task ExpectAsync(int exitCode, params string[] args)
    {
        int actual = await RunAsync(args);
        Assert.True(exitCode == actual, $"'{string.Join(' ', args)}' exited with {actual}, expected {exitCode}:\n{Output}\n{Error}");
    }

    public JsonNode Json() => JsonNode.Parse(Output)!;

    public IReadOnlyList<JsonNode> JsonLines() =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    public void Dispose() => _folder.Dispose();
}
