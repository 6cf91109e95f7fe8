using BigData.Spark.Sql;
using static BigData.Spark.Sql.Functions;

namespace BigData.Hosting.Reporting.Topics;

/// <summary>How fresh the tables are, and how the newest runs went.</summary>
internal sealed class LakehouseTopic
{
    private const string Runs = "ops.runs";
    private const string RunTables = "ops.run_tables";
    private const string Expectations = "ops.expectations";
    private const int RunsShown = 5;

    private IReadOnlyList<Row> _runs = [];
    private IReadOnlyList<Row> _rejected = [];
    private IReadOnlyList<Row> _broken = [];

    /// <summary>Asks the engine.</summary>
    public async Task ReadAsync(ReportTables tables, CancellationToken token)
    {
        if (!tables.Has(Runs))
        {
            return;
        }

        _runs = await tables.Read(Runs).OrderBy(Col("run_id").Desc()).Limit(RunsShown).CollectAsync(token).ConfigureAwait(false);
        if (tables.Has(RunTables))
        {
            _rejected = await tables.Read(RunTables).GroupBy("table").Agg(Expr("sum(rows_rejected) AS rejected"))
                .Where("rejected > 0").OrderBy("table").CollectAsync(token).ConfigureAwait(false);
        }

        if (tables.Has(Expectations) && _runs.Count > 0)
        {
            _broken = await tables.Read(Expectations)
                .Where(Col("run_id").EqualTo(Lit(_runs[0].GetAs<string>("run_id"))).And(Expr("failed > 0")))
                .OrderBy("table", "rule").CollectAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>The sections at the end of the report.</summary>
    public IEnumerable<ReportSection> Compose(ReportTables tables, DateOnly? asOf)
    {
        yield return new ReportSection(
            "freshness",
            "How fresh the tables are",
            $"The state of each gold table that this report read{(asOf is { } day ? $"; the report’s as-of date is {ReaderText.Day(day)}: it shows what happened before that day" : string.Empty)}. "
            + "A table with an earlier date has not been built since.",
            [Tables(tables, asOf)],
            []);
        yield return new ReportSection(
            "runs",
            "The newest runs",
            "What the runs that built the tables report of themselves: whether they went well, and what the checks of the data found.",
            [.. RunBlocks(tables)],
            tables.Has(Runs) ? [new TableBasis(Runs, tables.Facts(Runs).Version, AsOf: null)] : []);
    }

    private static DataTable Tables(ReportTables tables, DateOnly? asOf) => new(
        "tables",
        "Gold tables",
        [
            new("table", "Table"), new("as_of", "As of", ValueKind.Day), new("state", "State"), new("version", "Version", ValueKind.Count),
            new("written_at", "Written", ValueKind.Time), new("run_id", "Run"),
        ],
        [.. tables.Gold.Select(facts => new List<object?> { facts.Table, facts.AsOf, State(facts.AsOf, asOf), facts.Version, facts.WrittenAt, facts.RunId })]);

    private static string State(DateOnly? table, DateOnly? report) => (report?.DayNumber - table?.DayNumber) switch
    {
        null => "no as-of date",
        <= 0 => "current",
        int days => $"behind by {ReaderText.Days(days)}",
    };

    private IEnumerable<ReportBlock> RunBlocks(ReportTables tables)
    {
        if (!tables.Has(Runs))
        {
            yield return new MissingTable(Runs, "bigdata run");
            yield break;
        }

        yield return new DataTable(
            "runs",
            $"The newest {RunsShown} runs at most",
            [
                new("run_id", "Run"), new("status", "Status"), new("as_of", "As of", ValueKind.Day), new("engine", "Engine"),
                new("started_at", "Started", ValueKind.Time), new("seconds", "Seconds", ValueKind.Decimal),
            ],
            [.. _runs.Select(run => new List<object?>
            {
                run.GetAs<string>("run_id"), ReaderText.Words(run.GetAs<string>("status")), run.GetAs<DateOnly?>("as_of"), ReaderText.Words(run.GetAs<string>("engine")),
                run.GetAs<DateTimeOffset>("started_at"), (run.GetAs<DateTimeOffset?>("ended_at") - run.GetAs<DateTimeOffset>("started_at"))?.TotalSeconds,
            })]);
        if (_broken.Count > 0)
        {
            yield return new DataTable(
                "broken_rules",
                "Rules of the data that rows of the newest run break",
                [new("table", "Table"), new("rule", "Rule"), new("severity", "Severity"), new("failed", "Rows", ValueKind.Count), new("checked", "Of", ValueKind.Count)],
                [.. _broken.Select(row => new List<object?>
                {
                    row.GetAs<string>("table"), row.GetAs<string>("rule"), row.GetAs<string>("severity"), row.GetAs<long>("failed"), row.GetAs<long>("checked"),
                })]);
        }
        else if (tables.Has(Expectations))
        {
            yield return new Remark("The newest run broke no rule of the data.");
        }

        if (_rejected.Count > 0)
        {
            yield return new DataTable(
                "quarantine",
                "Records set aside in quarantine by all runs",
                [new("table", "Table"), new("rejected", "Records", ValueKind.Count)],
                [.. _rejected.Select(row => new List<object?> { row.GetAs<string>("table"), row.GetAs<long>("rejected") })]);
        }
    }
}
