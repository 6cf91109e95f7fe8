using System.Globalization;
using BigData.Delta;
using BigData.Delta.Transactions;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>Errors and lost races of the Delta library as the exceptions that Spark and delta-spark throw for them.</summary>
internal static class DeltaErrorTranslation
{
    private const string DocumentLink = "https://docs.delta.io/latest/concurrency-control.html";

    internal static SparkException ToSpark(this DeltaException error)
    {
        string path = error.Parameters.GetValueOrDefault("path", string.Empty);
        return error.Kind switch
        {
            DeltaErrorKind.TableNotFound => SparkErrors.Create("DELTA_TABLE_NOT_FOUND", [], error, ("tableName", $"`{path}`")),
            DeltaErrorKind.TableExists => SparkErrors.Create("DELTA_PATH_EXISTS", [], error, ("path", FileUris.ToUri(path))),
            DeltaErrorKind.VersionNotFound => VersionNotFound(error),
            DeltaErrorKind.UnsupportedFeature => Unsupported((DeltaUnsupportedFeatureException)error, path),
            DeltaErrorKind.Storage => SparkErrors.Create(
                IsDiskFull(error) ? "EMBEDDED_STORAGE.DISK_FULL" : "EMBEDDED_STORAGE.FAILED", [], error, ("path", Place(error)), ("reason", error.Message)),
            DeltaErrorKind.AppendOnly => SparkErrors.Create(
                "DELTA_CANNOT_MODIFY_APPEND_ONLY", [], error, ("table_name", $"delta.`{path}`"), ("config", "delta.appendOnly")),
            DeltaErrorKind.NotNullViolated => SparkErrors.Create("DELTA_NOT_NULL_CONSTRAINT_VIOLATED", [], error, ("columnName", error.Parameters["column"])),
            DeltaErrorKind.ReservedColumn => SparkErrors.Create("DELTA_TABLE_ALREADY_CONTAINS_CDC_COLUMNS", [], error, ("columnList", error.Parameters["columns"])),
            DeltaErrorKind.ChangesNotRecorded => ChangesNotRecorded(error),
            DeltaErrorKind.InvalidSchema => SparkErrors.Create("DELTA_METADATA_MISMATCH", [], error, ("details", error.Message)),
            DeltaErrorKind.InvalidTransaction => SparkErrors.Internal(error.Message, error),
            _ => SparkErrors.Create("EMBEDDED_STORAGE.DAMAGED_TABLE", [], error, ("path", Place(error)), ("reason", error.Message)),
        };
    }

    /// <summary>The exception for a commit that other writers won until the time for retries was over.</summary>
    internal static SparkException ToSpark(this CommitResult.Conflict conflict, string table)
    {
        string version = conflict.Version.ToString(CultureInfo.InvariantCulture);
        (string, string)[] parameters =
        [
            ("operation", "write"), ("tableName", table), ("version", version), ("docLink", DocumentLink),
            ("conflictingCommit", $"\nConflicting commit: version {version}, {conflict.Message}"), ("additionalInfo", string.Empty),
        ];
        return SparkErrors.Create(
            conflict.Kind switch
            {
                ConflictKind.ConcurrentAppend => "DELTA_CONCURRENT_APPEND.WITHOUT_HINT",
                ConflictKind.ConcurrentDeleteRead => "DELTA_CONCURRENT_DELETE_READ.WITHOUT_HINT",
                ConflictKind.ConcurrentDeleteDelete => "DELTA_CONCURRENT_DELETE_DELETE.WITHOUT_HINT",
                ConflictKind.ProtocolChanged => "DELTA_PROTOCOL_CHANGED",
                ConflictKind.ConcurrentTransaction => "DELTA_CONCURRENT_TRANSACTION",
                ConflictKind.MetadataChanged => "DELTA_METADATA_CHANGED",
                _ => "DELTA_CONCURRENT_WRITE",
            },
            parameters);
    }

    /// <summary>Whether an error or one of its causes is a full disk or a file beyond the allowed size.</summary>
    internal static bool IsDiskFull(Exception? error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (e.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("not enough space", StringComparison.OrdinalIgnoreCase)
                || e.Message.Contains("File too large", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("Disk quota exceeded", StringComparison.OrdinalIgnoreCase)
                || e.Message.Contains("disk is full", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string Place(DeltaException error) =>
        error.Parameters.TryGetValue("file", out string? file) ? file : error.Parameters.GetValueOrDefault("path", string.Empty);

    private static SparkException VersionNotFound(DeltaException error)
    {
        IReadOnlyDictionary<string, string> p = error.Parameters;
        if (!p.TryGetValue("timestamp", out string? asked))
        {
            return SparkErrors.Create(
                "DELTA_VERSION_NOT_FOUND", [], error, ("userVersion", p["version"]), ("earliest", p["earliest"]), ("latest", p["latest"]));
        }

        DateTimeOffset wanted = Time(asked);
        return wanted < Time(p["earliest"])
            ? SparkErrors.Create(
                "DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION", [], error, ("userTimestamp", Text(wanted)), ("commitTs", Text(Time(p["earliest"]))), ("timestampString", Seconds(Time(p["earliest"]))))
            : SparkErrors.Create(
                "DELTA_TIMESTAMP_GREATER_THAN_COMMIT", [], error, ("providedTimestamp", Text(wanted)), ("lastCommitTimestamp", Text(Time(p["latest"]))), ("maximumTimestamp", Seconds(Time(p["latest"]))));
    }

    private static SparkException ChangesNotRecorded(DeltaException error)
    {
        IReadOnlyDictionary<string, string> p = error.Parameters;
        return p["reason"].Length == 0
            ? SparkErrors.Create(
                "DELTA_MISSING_CHANGE_DATA", [], error, ("startVersion", p["from"]), ("endVersion", p["to"]), ("version", p["version"]), ("key", "delta.enableChangeDataFeed"))
            : SparkErrors.Create(
                "DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_DATA_SCHEMA", [], error, ("start", p["from"]), ("end", p["to"]), ("readSchema", "that of the table now"), ("readVersion", p["to"]),
                ("incompatibleVersion", p["version"]), ("config", "spark.databricks.delta.changeDataFeed.defaultSchemaModeForColumnMappingTable"));
    }

    private static SparkException Unsupported(DeltaUnsupportedFeatureException error, string path) => SparkErrors.Create(
        error.Access == DeltaAccess.Read ? "DELTA_UNSUPPORTED_FEATURES_FOR_READ" : "DELTA_UNSUPPORTED_FEATURES_FOR_WRITE",
        [],
        error,
        ("tableNameOrPath", path),
        ("deltaVersion", "of the embedded engine"),
        ("unsupported", string.Join(", ", error.Features)));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.0##", CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
