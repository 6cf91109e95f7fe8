using System.Collections.Concurrent;

namespace BigData.Spark.Embedded.Executing;

/// <summary>
/// The settings of a session: what was set, else Spark's default. Keys that nobody knows may be set, as in Spark; reading one that is
/// neither set nor known is the caller's error to report.
/// </summary>
internal sealed class SessionConf
{
    internal const string AnsiEnabled = "spark.sql.ansi.enabled";
    internal const string CaseSensitive = "spark.sql.caseSensitive";
    internal const string DefaultSource = "spark.sql.sources.default";
    internal const string TimeZoneKey = "spark.sql.session.timeZone";
    internal const string UserMetadata = "spark.databricks.delta.commitInfo.userMetadata";
    internal const string TxnAppId = "spark.databricks.delta.write.txnAppId";
    internal const string TxnVersion = "spark.databricks.delta.write.txnVersion";
    internal const string AutoMergeSchema = "spark.databricks.delta.schema.autoMerge.enabled";
    internal const string WarehouseDirectory = "spark.sql.warehouse.dir";

    private readonly ConcurrentDictionary<string, string> _values;

    internal SessionConf(IEnumerable<KeyValuePair<string, string>> initial) =>
        _values = new(initial, StringComparer.Ordinal);

    /// <summary>The value, else Spark's default, else null.</summary>
    internal string? this[string key] => _values.TryGetValue(key, out string? value) ? value : ConfDefaults.Find(key);

    internal bool IsSet(string key) => _values.ContainsKey(key);

    internal bool Flag(string key) => string.Equals(this[key], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The session's time zone; UTC unless it was set.</summary>
    internal TimeZoneInfo TimeZone => SessionTimeZone.Find(this[TimeZoneKey]!);

    internal void Set(string key, string value) => _values[key] = value;

    internal void Unset(string key) => _values.TryRemove(key, out _);

    /// <summary>What is set and the defaults of what is not, in the order of the keys.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> All()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in ConfDefaults.All.Concat(_values))
        {
            all[key] = value;
        }

        return [.. all];
    }
}
