using System.Text.Json.Nodes;
using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.RealSpark;

/// <summary>Tests that start a Spark server of their own: one after the other, and only here.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OwnServerCollection
{
    public const string Name = "owns a server";
}

/// <summary>A real Spark that <c>bigdata spark up</c> starts, with its state in a temp folder.</summary>
internal sealed class OwnServer : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HttpClient _http = new();
    private readonly int _pagePort = InstalledSpark.FreePort();

    private OwnServer(string home) => Variables = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["BIGDATA__SPARK__FOLDER"] = _temp.File("server"),
        ["SPARK_HOME"] = home,
    };

    /// <summary>The environment in which commands find this server, and no other.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; }

    /// <summary>Options for <c>spark up</c>: a free port, little memory, and the page that tells which jobs run.</summary>
    public string[] UpOptions =>
    [
        "--port", "0", "--master", "local[2]", "--set", "spark.driver.memory=1g",
        "--set", "spark.ui.enabled=true", "--set", string.Create(null, $"spark.ui.port={_pagePort}"),
    ];

    /// <summary>The Spark of SPARK_HOME, or of the folder <c>shared</c>; skips the test where there is none.</summary>
    public static async Task<OwnServer> CreateOrSkipAsync() => new(await InstalledSpark.HomeOrSkipAsync());

    public async Task<CommandResult> RunAsync(params string[] arguments) => await BigDataCommand.RunAsync(arguments, wrapper: null, Variables);

    public async Task<JsonNode> JsonAsync(int exitCode, params string[] arguments) =>
        JsonNode.Parse((await RunAsync([.. arguments, "--json"])).ShouldExit(exitCode).Output)!;

    /// <summary>Spark's own list of its jobs in a state: <c>running</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    public async Task<int> CountJobsAsync(string status)
    {
        string api = string.Create(null, $"http://127.0.0.1:{_pagePort}/api/v1/applications");
        string application = (string)JsonNode.Parse(await _http.GetStringAsync(new Uri(api), TestContext.Current.CancellationToken))![0]!["id"]!;
        string jobs = await _http.GetStringAsync(new Uri($"{api}/{application}/jobs?status={status}"), TestContext.Current.CancellationToken);
        return JsonNode.Parse(jobs)!.AsArray().Count;
    }

    public void Dispose()
    {
        using (BigDataCommand down = BigDataCommand.Start(["spark", "down"], wrapper: null, Variables))
        {
            down.WaitForExit();
        }

        _http.Dispose();
        _temp.Dispose();
    }
}
