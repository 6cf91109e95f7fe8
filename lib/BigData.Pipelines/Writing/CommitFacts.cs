using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BigData.Pipelines.Writing;

/// <summary>
/// The user metadata of a commit that the runner makes. It is what a later run reads back to know what the table already holds,
/// so it is the only memory of increments.
/// </summary>
internal sealed record CommitFacts
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Run { get; init; }

    public required string Table { get; init; }

    /// <summary>The data interval [from, to) of an as-of table; bronze and silver have batches instead.</summary>
    public DataInterval? Interval { get; init; }

    public DateOnly? AsOf { get; init; }

    /// <summary>Version, and for changes the newest batch, of each input that the content comes from.</summary>
    public IReadOnlyDictionary<string, InputPosition>? Inputs { get; init; }

    /// <summary>The newest <c>_batch</c> in a table that reads files.</summary>
    public long? Batch { get; init; }

    /// <summary>A short hash for each declared setting's value.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>A short hash of names and types of the contract's columns.</summary>
    public string? Columns { get; init; }

    /// <summary>As-of dates that a full refresh still has to replay after this commit, in order.</summary>
    public IReadOnlyList<DateOnly>? ReplayPending { get; init; }

    /// <summary>Every as-of date in the history of a table that keeps it; outlives the log's retention.</summary>
    public IReadOnlyList<DateOnly>? AsOfDates { get; init; }

    /// <summary>What the job told about its build.</summary>
    public JsonObject? Facts { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads metadata back; null for metadata that somebody else wrote.</summary>
    public static CommitFacts? Parse(string? metadata, string table)
    {
        if (string.IsNullOrEmpty(metadata) || metadata[0] != '{')
        {
            return null;
        }

        try
        {
            CommitFacts? facts = JsonSerializer.Deserialize<CommitFacts>(metadata, Options);
            return string.Equals(facts?.Table, table, StringComparison.Ordinal) ? facts : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A hash that is long enough to tell two values of one setting apart.</summary>
    public static string ShortHash(string text) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>A hash for the names and types of a contract's columns.</summary>
    public static string ColumnHash(TableContract table) =>
        ShortHash(string.Join('\n', table.Columns.Select(column => $"{column.Name} {column.Type}")));

    public static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>How far an input was read.</summary>
/// <param name="Version">The Delta version that was read.</param>
/// <param name="Batch">The newest batch that was taken in, for a changes input.</param>
internal sealed record InputPosition(long Version, long? Batch = null);

/// <summary>A half-open data interval.</summary>
/// <param name="From">First day; null when it is open.</param>
/// <param name="To">The day after the last.</param>
internal sealed record DataInterval(DateOnly? From, DateOnly To);
