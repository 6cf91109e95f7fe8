using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BigData.Jobs.Tests.Running;
using BigData.Testing;

namespace BigData.Jobs.Tests.Sql;

/// <summary>A lakehouse of the main job over six days of the retail sample, built in two runs, and the file of queries over it.</summary>
public sealed partial class SqlLakehouse : IAsyncLifetime
{
    private static readonly string[] FirstDays = ["2010-12-01", "2010-12-02", "2010-12-03"];
    private static readonly string[] SecondDays = ["2010-12-05", "2010-12-06", "2010-12-07"];

    private readonly TempFolder _temp = new();

    /// <summary>The queries, one statement each.</summary>
    internal IReadOnlyList<string> Queries { get; private set; } = [];

    private string Folder => _temp.File("lakehouse");

    public async ValueTask InitializeAsync()
    {
        await RunAsync(FirstDays, "2010-12-04");
        await RunAsync(SecondDays, "2010-12-08");
        string text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "BigData.Jobs.Tests", "Sql", "queries.sql"));
        text = TableName().Replace(text, name => $"delta.`{Path.Combine(Folder, name.Groups["schema"].Value, name.Groups["table"].Value)}`");
        await File.WriteAllTextAsync(_temp.File("queries.sql"), text);
        Queries = text.Split(";\n");
    }

    public ValueTask DisposeAsync()
    {
        _temp.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The answers of <c>bigdata sql</c> to the whole file.</summary>
    internal async Task<IReadOnlyList<JsonNode>> AnswersAsync(params string[] engine)
    {
        CommandResult result = await BigDataCommand.RunAsync(
            ["sql", "--file", _temp.File("queries.sql"), "--json", "--limit", "1000", "--lakehouse", Folder, .. engine]);
        result.ShouldExit(0);
        return [.. JsonNode.Parse(result.Output)!["results"]!.AsArray().Select(answer => answer!)];
    }

    private async Task RunAsync(string[] days, string asOf)
    {
        string landing = _temp.File("landing");
        string none = Directory.CreateDirectory(_temp.File("no-files")).FullName;
        Directory.CreateDirectory(landing);
        foreach (string day in days)
        {
            string file = day + ".csv.gz";
            File.Copy(Path.Combine(RepositoryFiles.Root, "data-samples", "online-retail", file), Path.Combine(landing, file));
        }

        (await BigDataCommand.RunAsync("run", Shop.Retail, "--lakehouse", Folder, "--source", $"shop={none}", "--source", $"online_retail={landing}", "--as-of", asOf)).ShouldExit(0);
    }

    [GeneratedRegex(@"\$\{(?<schema>\w+)\.(?<table>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TableName();
}
