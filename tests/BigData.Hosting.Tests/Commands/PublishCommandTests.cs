using System.Text.Json.Nodes;

namespace BigData.Hosting.Tests.Commands;

/// <summary><c>publish</c> and the publications of <c>run</c>, as a user meets them.</summary>
public sealed class PublishCommandTests : IDisposable
{
    private const string Destinations = """
        { "destinations": {
            "files": { "kind": "files", "with_run": true, "tables": [ "gold.*" ], "where": { "gold.totals": "pieces > 1" } },
            "bi": { "kind": "postgres", "tables": [ "gold.totals" ] },
            "down": { "kind": "postgres", "tables": [ "gold.totals" ] } } }
        """;

    private readonly AppBench _bench = new();

    public PublishCommandTests()
    {
        _bench.WriteConf(Destinations, "destinations.json");
        _bench.Land("a.csv", "customer,qty\nann,4\nann,5\nbob,1\n");
    }

    private string Published => Path.Combine(_bench.Lakehouse, "_published", "files", "gold.totals", "totals.csv");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_of_everything_publishes_and_the_next_one_sends_nothing()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        Assert.Matches(@"files\s+gold\.totals\s+ok\s+1\s+0\s+0\s+0", _bench.Output);
        Assert.Equal("customer,pieces\r\nann,9\r\n", await File.ReadAllTextAsync(Published, TestContext.Current.CancellationToken));
        DateTime written = File.GetLastWriteTimeUtc(Published);
        await _bench.ExpectAsync(0, "run", "--json");
        Assert.Equal("no_change", (string?)_bench.JsonLines()[^1]["status"]);
        Assert.Equal("no_change", (string?)_bench.JsonLines()[^1]["publications"]![0]!["status"]);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Published));
        await _bench.ExpectAsync(0, "sql", "SELECT destination, table, status, added FROM ops.publications ORDER BY started_at", "--json");
        Assert.Equal(["files gold.totals ok 1", "files gold.totals no_change 0"], _bench.Json()["rows"]!.AsArray().Select(row => $"{row!["destination"]} {row["table"]} {row["status"]} {row["added"]}"));
    }

    [Fact]
    public async Task A_selection_is_built_and_published_by_command_alone()
    {
        await _bench.ExpectAsync(0, "run", "gold.totals", "--as-of", "2026-01-01");
        Assert.False(File.Exists(Published));
        await _bench.ExpectAsync(0, "publish", "files", "gold.*", "--dry-run", "--json");
        JsonNode preview = _bench.Json()["publications"]![0]!;
        Assert.Equal(("previewed", 1, "add"), ((string?)preview["status"], (int)preview["added"]!, (string?)preview["samples"]![0]!["change"]));
        Assert.StartsWith("person-", (string?)preview["samples"]![0]!["values"]!["customer"], StringComparison.Ordinal);
        Assert.False(File.Exists(Published));
        await _bench.ExpectAsync(0, "publish", "files", "--json");
        Assert.Equal(("ok", 1), ((string?)_bench.Json()["status"], (int)_bench.Json()["publications"]![0]!["added"]!));
        Assert.True(File.Exists(Published));
    }

    [Fact]
    public async Task A_change_of_the_source_is_a_difference_and_an_emptied_folder_is_filled_again()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        _bench.Land("b.csv", "customer,qty\nbob,3\ncid,7\n");
        await _bench.ExpectAsync(0, "run", "--json", "--as-of", "2026-01-02");
        Assert.Equal((2, 0, 0), Counts(_bench.JsonLines()[^1]["publications"]![0]!));
        Directory.Delete(Path.GetDirectoryName(Published)!, recursive: true);
        await _bench.ExpectAsync(0, "publish", "files", "--json");
        Assert.Equal((3, 0, 0), Counts(_bench.Json()["publications"]![0]!));
    }

    [Fact]
    public async Task A_destination_that_is_down_fails_the_command_and_is_written_down()
    {
        _bench.Variables["BIGDATA__Destinations__down__ConnectionString"] = "Host=127.0.0.1;Port=1;Username=me;Password=hidden;Timeout=2";
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(1, "publish", "down");
        Assert.Contains("PostgreSQL cannot be reached (host 127.0.0.1, port 1", _bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", _bench.Output + _bench.Error, StringComparison.Ordinal);
        await _bench.ExpectAsync(0, "sql", "SELECT status, message FROM ops.publications WHERE destination = 'down'", "--json");
        Assert.Equal("failed", (string?)_bench.Json()["rows"]![0]!["status"]);
        await _bench.ExpectAsync(0, "status", "--json");
        Assert.Equal(("publish down", 1), ((string?)_bench.Json()["runs"]![0]!["command"], (int?)_bench.Json()["runs"]![0]!["exit_code"]));
    }

    [Fact]
    public async Task Without_a_connection_string_it_says_how_to_give_one()
    {
        await _bench.ExpectAsync(2, "publish", "bi");
        Assert.Contains("BIGDATA__Destinations__bi__ConnectionString", _bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "Destinations: bi, down, files")]
    [InlineData("files gold.nothing", "gets no table 'gold.nothing'")]
    public async Task Names_that_are_not_there_exit_with_2_and_those_that_are(string words, string message)
    {
        await _bench.ExpectAsync(2, ["publish", .. words.Split(' ')]);
        Assert.Contains(message, _bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "destinations": { "bi": { "kind": "postgres", "connectionString": "Host=db;Password=hidden", "tables": [ "gold.*" ] } } }""", "A secret has no place there")]
    [InlineData("""{ "destinations": { "bi": { "kind": "carrier_pigeon", "tables": [ "gold.*" ] } } }""", "expected one of files, postgres")]
    [InlineData("""{ "destinations": { "bi": { "kind": "files" } } }""", "gets no table")]
    [InlineData("""{ "destinations": { "bi": { "kind": "files", "format": "xml", "tables": [ "gold.*" ] } } }""", "expected csv, json or parquet")]
    public async Task Wrong_settings_exit_with_2_and_tell_no_secret(string json, string message)
    {
        _bench.WriteConf(json, "destinations.json");
        await _bench.ExpectAsync(2, "publish", "bi");
        Assert.Contains(message, _bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", _bench.Error, StringComparison.Ordinal);
    }

    private static (int, int, int) Counts(JsonNode record) => ((int)record["added"]!, (int)record["changed"]!, (int)record["removed"]!);
}
