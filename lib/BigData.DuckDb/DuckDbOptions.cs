using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BigData.DuckDb;

/// <summary>How one DuckDB instance is opened. Validated once, by <see cref="DuckDbInstance.Open"/>.</summary>
public sealed record DuckDbOptions
{
    /// <summary>The database: <c>:memory:</c> (default) or the path of a DuckDB file.</summary>
    public string Database { get; init; } = DuckDbConstants.InMemory;

    /// <summary>Upper bound of DuckDB's buffers, such as <c>4GB</c> or <c>512MiB</c>; null (default) is DuckDB's own, 80 % of the machine's memory.
    /// The process can exceed it by some hundred megabytes.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Folder for data that does not fit into memory; null (default) is a folder in the system's temp folder. Created when needed.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Upper bound of the temp folder, such as <c>100GB</c>; null (default) is DuckDB's own, 90 % of the free disk.</summary>
    public string? MaxTempDirectorySize { get; init; }

    /// <summary>Worker threads, at least 1; null (default) is one per processor.</summary>
    public int? Threads { get; init; }

    /// <summary>Further settings of the whole instance by DuckDB's names, applied last. Empty by default.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Tells every value that is not acceptable; empty when all are.</summary>
    /// <returns>One sentence for each failure.</returns>
    public IReadOnlyList<string> Validate()
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(Database))
        {
            failures.Add("Database is empty; expected ':memory:' or a file path.");
        }

        CheckSize(nameof(MemoryLimit), MemoryLimit, failures);
        CheckSize(nameof(MaxTempDirectorySize), MaxTempDirectorySize, failures);
        if (Threads is < 1)
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"Threads is {Threads}; expected at least 1, or null for one per processor."));
        }

        foreach (var name in Settings.Keys.Where(name => !DuckDbConstants.SettingName().IsMatch(name)))
        {
            failures.Add($"Settings has the key '{name}'; expected a name of letters, digits and underscores.");
        }

        return failures;
    }

    private static void CheckSize(string option, string? value, List<string> failures)
    {
        if (value is not null && !DuckDbConstants.Size().IsMatch(value))
        {
            failures.Add($"{option} is '{value}'; expected a number and a unit, such as 512MiB or 4GB.");
        }
    }
}

/// <summary>What one connection sets for itself; DuckDB does not carry these over from other connections.</summary>
public sealed record DuckDbSessionSettings
{
    /// <summary>The session's time zone, an IANA name; <c>UTC</c> by default.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Further settings of the connection by DuckDB's names. Empty by default.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>How one query is run.</summary>
public sealed record DuckDbQueryOptions
{
    /// <summary>Rows to gather into one batch. DuckDB makes batches of at most 2,048 rows; with a larger number they are joined (by copying)
    /// until a batch has at least this many rows or the result ends. 0 (default) leaves them as they come.</summary>
    public int BatchRows { get; init; }

    /// <summary>Receives the progress while the query runs; null (default) for none. Called on a thread of the pool.</summary>
    public IProgress<DuckDbProgress>? Progress { get; init; }
}

/// <summary>How far a query is.</summary>
/// <param name="Percentage">0 to 100; -1 while DuckDB cannot tell.</param>
/// <param name="RowsProcessed">Rows read so far.</param>
/// <param name="TotalRows">Rows that are expected to be read.</param>
public sealed record DuckDbProgress(double Percentage, long RowsProcessed, long TotalRows);

/// <summary>A column of a prepared query.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="TypeText">DuckDB's text of the type, such as <c>DECIMAL(18,2)</c> or <c>STRUCT(a INTEGER, b VARCHAR[])</c>.</param>
public sealed record DuckDbColumn(string Name, string TypeText);

internal static partial class DuckDbConstants
{
    public const string InMemory = ":memory:";

    /// <summary>The most rows that a DuckDB vector holds.</summary>
    public const int VectorSize = 2048;

    /// <summary>The table function over registered Arrow sources.</summary>
    public const string ArrowFunction = "bigdata_arrow";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant, 1000)]
    public static partial Regex SettingName();

    [GeneratedRegex(@"^\s*\d+(\.\d+)?\s*([KMGT]i?)?B\s*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    public static partial Regex Size();
}
