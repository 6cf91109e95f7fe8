using System.Text.Json.Nodes;
using BigData.Pipelines.Locking;

namespace BigData.Hosting.Tests.Commands;

/// <summary>Every verb on the embedded engine, as a user meets it.</summary>
public sealed class VerbTests : IDisposable
{
    private readonly AppBench _bench = new();

    public VerbTests()
    {
        _bench.Land("a.csv", "customer,qty\nann,4\nann,5\nbob,1\n");
        _bench.Land("b.csv", "qty,customer\n2,cid\n");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_ends_with_a_table_of_tables_and_the_facts()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        Assert.Empty(_bench.Error);
        Assert.Matches(@"bronze\.shop\s+ok\s+4\s+4\s+0", _bench.Output);
        Assert.Matches(@"gold\.totals\s+ok\s+4\s+3\s+0", _bench.Output);
        Assert.Contains("gold.totals: cut offs", _bench.Output, StringComparison.Ordinal);
        Assert.Contains("ok, as of 2026-01-01", _bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _bench.Output);
    }

    [Fact]
    public async Task Run_tells_machines_one_event_a_line()
    {
        await _bench.ExpectAsync(0, "run", "--json", "--as-of", "2026-01-01");
        IReadOnlyList<JsonNode> events = _bench.JsonLines();
        Assert.Equal("run_started", (string?)events[0]["event"]);
        JsonNode last = events[^1];
        Assert.Equal(("run_finished", "ok", 0), ((string?)last["event"], (string?)last["status"], (int?)last["exit_code"]));
        Assert.Equal(["bronze.shop", "gold.totals"], last["tables"]!.AsArray().Select(table => (string?)table!["table"]));
    }

    [Fact]
    public async Task A_second_run_has_nothing_to_do()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(0, "run", "--json");
        Assert.Equal("no_change", (string?)_bench.JsonLines()[^1]["status"]);
    }

    [Fact]
    public async Task Show_prints_rows_for_people_and_for_machines()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(0, "show", "gold.totals", "--limit", "2");
        Assert.Contains("|customer|pieces|", _bench.Output, StringComparison.Ordinal);
        Assert.Contains("only showing top 2 rows", _bench.Output, StringComparison.Ordinal);
        await _bench.ExpectAsync(0, "show", "gold.totals", "--json");
        Assert.Equal(
            ["ann 9", "bob 1", "cid 2"],
            _bench.Json()["rows"]!.AsArray().Select(row => $"{row!["customer"]} {row["pieces"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sql_answers_a_query_for_people_and_for_machines()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(0, "sql", "SELECT customer, pieces FROM gold.totals WHERE pieces > 1 ORDER BY pieces DESC");
        Assert.Contains("|     ann|     9|", _bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", _bench.Output, StringComparison.Ordinal);
        await _bench.ExpectAsync(0, "sql", "SELECT count(*) AS n, sum(pieces) FROM gold.totals", "--json");
        Assert.Equal(["n:bigint", "sum(pieces):bigint"], _bench.Json()["columns"]!.AsArray().Select(column => $"{column!["name"]}:{column["type"]}"));
        Assert.Equal((3, 12), ((int?)_bench.Json()["rows"]![0]!["n"], (int?)_bench.Json()["rows"]![0]!["sum(pieces)"]));
    }

    [Fact]
    public async Task Sql_runs_the_statements_of_a_file_in_one_session()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await File.WriteAllTextAsync(
            Path.Combine(_bench.Folder, "report.sql"),
            "-- the big ones; all of them\nCREATE TEMP VIEW big AS SELECT * FROM gold.totals WHERE pieces > 1;\nSELECT customer AS `a;b` FROM big ORDER BY 1; SELECT ';' AS c;",
            TestContext.Current.CancellationToken);
        await _bench.ExpectAsync(0, "sql", "--file", "report.sql", "--json", "--limit", "1");
        JsonArray results = _bench.Json()["results"]!.AsArray();
        Assert.Equal([0, 1, 1], results.Select(result => result!["rows"]!.AsArray().Count));
        Assert.Equal("ann", (string?)results[1]!["rows"]![0]!["a;b"]);
        Assert.Equal(";", (string?)results[2]!["rows"]![0]!["c"]);
    }

    [Fact]
    public async Task Sql_says_where_a_mistake_stands_and_exits_1()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(1, "sql", "SELECT costumer FROM gold.totals");
        Assert.Contains("`customer`", _bench.Error, StringComparison.Ordinal);
        await _bench.ExpectAsync(1, "sql", "SELECT 1 +\nFROM gold.totals WHERE");
        Assert.Contains("PARSE_SYNTAX_ERROR", _bench.Error, StringComparison.Ordinal);
        Assert.Contains("(line 2, pos 9)", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_says_what_a_run_would_build_and_builds_nothing()
    {
        await _bench.ExpectAsync(0, "plan", "--json");
        Assert.Equal(["2 new or changed files", "bronze.shop would be built"], _bench.Json()["tables"]!.AsArray().Select(table => (string?)table!["reason"]));
        Assert.False(Directory.Exists(Path.Combine(_bench.Lakehouse, "bronze")));
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(0, "plan");
        Assert.Matches(@"gold\.totals\s+bronze\.shop\s+overwrite\s+up to date", _bench.Output);
    }

    [Fact]
    public async Task Status_tells_runs_tables_and_files_set_aside()
    {
        await _bench.ExpectAsync(0, "status");
        Assert.Contains("no run yet", _bench.Output, StringComparison.Ordinal);
        _bench.Land("c.csv", "customer\nx\n");
        await _bench.ExpectAsync(1, "run", "--as-of", "2026-01-01");
        Assert.Contains("set aside: shop/c.csv: missing column qty", _bench.Output, StringComparison.Ordinal);
        await _bench.ExpectAsync(0, "status", "--json");
        JsonNode status = _bench.Json();
        Assert.Equal(("failed", 1), ((string?)status["runs"]![0]!["status"], (int?)status["runs"]![0]!["exit_code"]));
        Assert.Equal("c.csv", (string?)status["set_aside"]![0]!["file"]);
        Assert.Null(status["locked_by"]);
        Assert.Equal("2026-01-01", (string?)status["tables"]![1]!["as_of"]);
    }

    [Fact]
    public async Task History_and_detail_tell_a_table()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-01");
        await _bench.ExpectAsync(0, "table", "history", "gold.totals");
        Assert.Contains("2026-01-01", _bench.Output, StringComparison.Ordinal);
        Assert.Contains("cut offs", _bench.Output, StringComparison.Ordinal);
        await _bench.ExpectAsync(0, "table", "history", "gold.totals", "--json");
        Assert.Equal("bronze.shop", (string?)_bench.Json()["commits"]![0]!["inputs"]![0]!["table"]);
        await _bench.ExpectAsync(0, "table", "detail", "gold.totals", "--json");
        Assert.Equal("who bought (PII: pseudonym)", (string?)_bench.Json()["columns"]![0]!["comment"]);
    }

    [Fact]
    public async Task Doctor_finds_everything_in_order_and_what_is_not()
    {
        await _bench.ExpectAsync(0, "doctor");
        Assert.Contains("engine embedded", _bench.Output, StringComparison.Ordinal);
        Directory.Delete(_bench.Landing, recursive: true);
        await _bench.ExpectAsync(1, "doctor", "--json");
        Assert.Contains(_bench.Json()["checks"]!.AsArray(), check => (string?)check!["check"] == "source shop" && !(bool)check["ok"]!);
    }

    [Fact]
    public async Task A_broken_expectation_exits_with_3()
    {
        _bench.Land("c.csv", "customer,qty\ndan,1000\n");
        await _bench.ExpectAsync(3, "run", "--as-of", "2026-01-01");
        Assert.Contains("between(pieces, 0, 100)", _bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_writer_exits_with_1_and_names_the_first()
    {
        using LakehouseLock held = LakehouseLock.Acquire(_bench.Lakehouse, "run gold.*", _bench.Time);
        await _bench.ExpectAsync(1, "run", "--as-of", "2026-01-01");
        Assert.Contains($"process {Environment.ProcessId}", _bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_date_exits_with_2()
    {
        await _bench.ExpectAsync(0, "run", "--as-of", "2026-01-02");
        await _bench.ExpectAsync(2, "run", "--as-of", "2026-01-01");
        Assert.Contains("--full-refresh", _bench.Error, StringComparison.Ordinal);
    }
}
