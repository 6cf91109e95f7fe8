using System.Globalization;

namespace BigData.Delta;

/// <summary>The texts of all errors of this library, in one place.</summary>
internal static class DeltaErrors
{
    public static DeltaException TableNotFound(string path) => Create(
        DeltaErrorKind.TableNotFound,
        $"No Delta table at '{path}': it has no '_delta_log' with commits. Check the path, or write the table first.",
        ("path", path));

    public static DeltaException TableExists(string path, long version) => Create(
        DeltaErrorKind.TableExists,
        $"A Delta table exists at '{path}' (version {Text(version)}). Append to it, overwrite it, or choose another path.",
        ("path", path),
        ("version", Text(version)));

    public static DeltaException VersionNotFound(string path, long version, long earliest, long latest) => Create(
        DeltaErrorKind.VersionNotFound,
        $"Version {Text(version)} of '{path}' cannot be read: the log holds versions {Text(earliest)} to {Text(latest)}.",
        ("path", path),
        ("version", Text(version)),
        ("earliest", Text(earliest)),
        ("latest", Text(latest)));

    public static DeltaException TimestampNotFound(string path, DateTimeOffset timestamp, DateTimeOffset earliest, DateTimeOffset latest) => Create(
        DeltaErrorKind.VersionNotFound,
        $"No version of '{path}' belongs to {Text(timestamp)}: its commits lie between {Text(earliest)} and {Text(latest)}. "
            + "Ask for a time in that range or for a version.",
        ("path", path),
        ("timestamp", Text(timestamp)),
        ("earliest", Text(earliest)),
        ("latest", Text(latest)));

    public static DeltaException VersionGap(string path, long missing, long next) => Create(
        DeltaErrorKind.CorruptLog,
        $"The log of '{path}' has no commit {Text(missing)}, but commit {Text(next)} exists. "
            + "Restore the missing file; without it later versions have no meaning.",
        ("path", path),
        ("missing", Text(missing)),
        ("next", Text(next)));

    public static DeltaException CorruptFile(string file, string reason, Exception? inner = null) => Create(
        DeltaErrorKind.CorruptLog,
        $"Log file '{file}' is damaged: {reason}. Restore it from a copy, or read an earlier version of the table.",
        inner,
        ("file", file),
        ("reason", reason));

    public static DeltaException MissingAction(string path, long version, string action) => Create(
        DeltaErrorKind.CorruptLog,
        $"The log of '{path}' has no '{action}' action up to version {Text(version)}; every table needs one. Its first commit or checkpoint is damaged.",
        ("path", path),
        ("version", Text(version)),
        ("action", action));

    public static DeltaException InvalidSchema(string reason, Exception? inner = null) => Create(
        DeltaErrorKind.InvalidSchema,
        $"The schema of the table is not valid: {reason}. Expected Spark's JSON of a struct.",
        inner,
        ("reason", reason));

    public static DeltaException SchemaChange(string column, string reason, string remedy) => Create(
        DeltaErrorKind.InvalidSchema,
        $"Column '{column}' {reason}. {remedy}",
        ("column", column),
        ("reason", reason));

    public static DeltaException ReservedColumns(IReadOnlyList<string> columns) => Create(
        DeltaErrorKind.ReservedColumn,
        $"A table that records its row changes (delta.enableChangeDataFeed) cannot have the columns {string.Join(", ", columns)}: its change data feed uses these names. Rename them.",
        ("columns", $"[{string.Join(",", columns)}]"));

    public static DeltaException ChangesNotRecorded(string path, long from, long to, long version, string? reason) => Create(
        DeltaErrorKind.ChangesNotRecorded,
        $"The row changes of '{path}' from version {Text(from)} to {Text(to)} cannot be told: version {Text(version)} "
            + (reason is null ? "did not record them (delta.enableChangeDataFeed). " : $"has other columns ({reason}) ")
            + "Ask for changes of later versions only.",
        ("path", path),
        ("from", Text(from)),
        ("to", Text(to)),
        ("version", Text(version)),
        ("reason", reason ?? string.Empty));

    public static DeltaException InvalidTransaction(string path, string reason, string remedy) => Create(
        DeltaErrorKind.InvalidTransaction,
        $"The commit to '{path}' was refused: {reason}. {remedy}",
        ("path", path),
        ("reason", reason));

    public static DeltaException AppendOnly(string path) => Create(
        DeltaErrorKind.AppendOnly,
        $"The commit to '{path}' was refused: the table is append-only (delta.appendOnly=true) and rows would be removed. "
            + "Append instead, or unset the property first.",
        ("path", path));

    public static DeltaException NotNullViolated(string path, string column) => Create(
        DeltaErrorKind.NotNullViolated,
        $"The commit to '{path}' was refused: column '{column}' is NOT NULL, but new rows hold nulls in it. Filter or fill them before the write.",
        ("path", path),
        ("column", column));

    public static DeltaException Storage(string file, string reason, Exception? inner = null) => Create(
        DeltaErrorKind.Storage,
        $"Cannot write '{file}': {reason}. Nothing of it was published.",
        inner,
        ("file", file),
        ("reason", reason));

    public static DeltaUnsupportedFeatureException UnsupportedFeatures(string path, DeltaAccess access, IReadOnlyList<string> features)
    {
        string list = string.Join(", ", features);
        string verb = access == DeltaAccess.Read ? "read" : "written";
        string use = access == DeltaAccess.Read
            ? "Use Spark, or write the table again without them."
            : "The table can be read; write it with Spark, or remove the features there.";
        return new DeltaUnsupportedFeatureException(
            access,
            features,
            $"The table at '{path}' cannot be {verb} here: it needs {list}, which this library does not have. {use}",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = path, ["features"] = list });
    }

    private static DeltaException Create(DeltaErrorKind kind, string message, params (string Key, string Value)[] parameters) =>
        Create(kind, message, null, parameters);

    private static DeltaException Create(DeltaErrorKind kind, string message, Exception? inner, params (string Key, string Value)[] parameters) =>
        new(kind, message, parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), inner);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture);
}
