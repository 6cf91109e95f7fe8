using System.Globalization;
using BigData.Delta;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>The options of a read of a change data feed: <c>readChangeFeed</c> with a start and perhaps an end, each a version or a time.</summary>
internal static class ChangeFeedRange
{
    private const string StartingVersion = "startingVersion";
    private const string EndingVersion = "endingVersion";
    private const string StartingTimestamp = "startingTimestamp";
    private const string EndingTimestamp = "endingTimestamp";

    /// <summary>Whether a read asks for the changes of a table instead of its rows.</summary>
    internal static bool IsAskedFor(OptionMap options) =>
        string.Equals(options["readChangeFeed"] ?? options["readChangeData"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first and the last version, both included; the last one is a version that exists.</summary>
    /// <exception cref="SparkException">No start, two starts or two ends, no number, or a range that the table does not have.</exception>
    internal static async Task<(long From, long To)> OfAsync(OptionMap options, DeltaLog log, Snapshot latest, TimeZoneInfo zone, CancellationToken token)
    {
        if (options["versionAsOf"] is not null || options["timestampAsOf"] is not null)
        {
            throw SparkErrors.Create("DELTA_UNSUPPORTED_TIME_TRAVEL_VIEWS");
        }

        // Where a version and a time are given, Spark takes the version.
        long from = options[StartingVersion] is { } start ? Version(start)
            : options[StartingTimestamp] is { } since ? await log.GetFirstVersionSinceAsync(DeltaFormat.ParseTime(since, zone), token).ConfigureAwait(false)
            : throw SparkErrors.Create("DELTA_NO_START_FOR_CDC_READ");
        long to = options[EndingVersion] is { } end ? Version(end)
            : options[EndingTimestamp] is { } until ? await log.GetVersionAsOfAsync(DeltaFormat.ParseTime(until, zone), token).ConfigureAwait(false)
            : Math.Max(from, latest.Version);
        if (from > latest.Version)
        {
            throw SparkErrors.Create("DELTA_CDC_START_VERSION_AFTER_LATEST", ("start", Text(from)), ("latest", Text(latest.Version)));
        }

        return to >= from
            ? (from, Math.Min(to, latest.Version))
            : throw SparkErrors.Create("DELTA_INVALID_CDC_RANGE", ("start", Text(from)), ("end", Text(to)));
    }

    private static long Version(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long version)
        ? version
        : throw SparkErrors.Create("DELTA_VERSION_INVALID", ("version", text));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
