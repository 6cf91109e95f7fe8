using BigData.Hosting.Commands;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;

namespace BigData.Hosting.Reporting;

/// <summary>The tables of a lakehouse, each at the version that it had when the report began.</summary>
internal sealed class ReportTables
{
    // A table may have been compacted by hand since the run that wrote its rows.
    private const int CommitsLookedAt = 20;

    private static readonly string[] BesidesGold = ["ops.expectations", "ops.run_tables", "ops.runs", "silver.order_lines", "silver.products"];

    private readonly SparkSession _spark;
    private readonly string _lakehouse;
    private readonly Dictionary<string, TableFacts> _tables = new(StringComparer.Ordinal);

    private readonly HashSet<string> _made;

    private ReportTables(SparkSession spark, string lakehouse, IEnumerable<string> made)
    {
        _spark = spark;
        _lakehouse = lakehouse;
        _made = [.. made];
    }

    /// <summary>The gold tables, in ordinal order of their names.</summary>
    public IEnumerable<TableFacts> Gold => _tables.Values.Where(table => IsGold(table.Table)).OrderBy(table => table.Table, StringComparer.Ordinal);

    /// <summary>Fixes the versions of the tables.</summary>
    /// <param name="spark">The session of either engine.</param>
    /// <param name="lakehouse">The lakehouse folder.</param>
    /// <param name="made">The tables that this program has jobs for.</param>
    /// <param name="token">Cancels the queries.</param>
    public static async Task<ReportTables> OpenAsync(SparkSession spark, string lakehouse, IEnumerable<string> made, CancellationToken token)
    {
        ReportTables tables = new(spark, lakehouse, made);
        LakehouseReader reader = new(spark, lakehouse);
        foreach (string table in TablePath.All(lakehouse).Where(table => IsGold(table) || BesidesGold.Contains(table, StringComparer.Ordinal)))
        {
            IReadOnlyList<TableCommit> commits = await reader.HistoryAsync(table, CommitsLookedAt, token).ConfigureAwait(false);
            if (commits.Count > 0)
            {
                TableCommit told = commits.FirstOrDefault(commit => commit.RunId is not null) ?? commits[0];
                tables._tables[table] = new TableFacts(table, commits[0].Version, commits[0].Timestamp, told.AsOf, told.RunId);
            }
        }

        return tables;
    }

    /// <summary>Whether a table is there.</summary>
    public bool Has(string table) => _tables.ContainsKey(table);

    public TableFacts Facts(string table) => _tables[table];

    /// <summary>What a section says in place of a table that is not there.</summary>
    public MissingTable Missing(string table) => new(table, _made.Contains(table) ? $"bigdata run {table}" : null);

    /// <summary>The rows of a table that is there.</summary>
    public DataFrame Read(string table) => _spark.Read().Format("delta")
        .Option("versionAsOf", _tables[table].Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .Load(Path.Combine([_lakehouse, .. table.Split('.')]));

    private static bool IsGold(string table) => table.StartsWith("gold.", StringComparison.Ordinal);
}

/// <summary>What the log of a table tells.</summary>
/// <param name="Table">The full name.</param>
/// <param name="Version">The newest version.</param>
/// <param name="WrittenAt">When that was committed.</param>
/// <param name="AsOf">As-of date of the newest run's commit; null for tables without, or that no run wrote.</param>
/// <param name="RunId">That run; null for a table that no run wrote.</param>
internal sealed record TableFacts(string Table, long Version, DateTimeOffset WrittenAt, DateOnly? AsOf, string? RunId);
