using System.Globalization;
using BigData.Delta;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>Delta tables: one folder, at the newest version or at the one that <c>versionAsOf</c> or <c>timestampAsOf</c> names, or its change data feed.</summary>
internal sealed class DeltaFormat : IFileFormat
{
    public IReadOnlyList<string> Names { get; } = ["delta"];

    public async ValueTask<ScanSource> OpenAsync(ReadRequest request, CancellationToken token)
    {
        if (request.Paths.Count != 1)
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.RELATION", ("name", "load"), ("reason", $"{request.Paths.Count} paths were given for format delta."), ("remedy", "Read each table by its own path and union them."));
        }

        if (request.Schema is not null)
        {
            throw SparkErrors.Create("DELTA_UNSUPPORTED_SCHEMA_DURING_READ");
        }

        return await OpenAsync(request.Session, FileUris.ToLocal(request.Paths[0]), request.Options, token).ConfigureAwait(false);
    }

    private static async Task<ScanSource> OpenAsync(EmbeddedSession session, string folder, OptionMap options, CancellationToken token)
    {
        if (!DeltaTables.Exists(folder))
        {
            throw Directory.Exists(folder)
                ? SparkErrors.Create("DELTA_TABLE_NOT_FOUND", ("tableName", $"`{folder}`"))
                : SparkErrors.Create("PATH_NOT_FOUND", ("path", folder));
        }

        try
        {
            DeltaLog log = session.DeltaLog(folder);
            if (ChangeFeedRange.IsAskedFor(options))
            {
                return await OpenChangesAsync(log, options, session.Conf.TimeZone, token).ConfigureAwait(false);
            }

            Snapshot snapshot = await SnapshotAsync(log, options, session, token).ConfigureAwait(false);
            StructType schema = StructType.FromJson(snapshot.Metadata.SchemaString);
            return new ScanSource(new DeltaScan(snapshot, schema), schema, default) { Metadata = FileMetadata.Columns(withRowIndex: true) };
        }
        catch (DeltaException e)
        {
            throw e.ToSpark();
        }
    }

    private static async Task<ScanSource> OpenChangesAsync(DeltaLog log, OptionMap options, TimeZoneInfo zone, CancellationToken token)
    {
        Snapshot latest = await log.GetSnapshotAsync(null, token).ConfigureAwait(false);
        (long from, long to) = await ChangeFeedRange.OfAsync(options, log, latest, zone, token).ConfigureAwait(false);
        return ChangeFeedScan.Source(latest, await log.GetChangesAsync(from, to, latest, token).ConfigureAwait(false));
    }

    private static Task<Snapshot> SnapshotAsync(DeltaLog log, OptionMap options, EmbeddedSession session, CancellationToken token)
    {
        string? version = options["versionAsOf"];
        string? time = options["timestampAsOf"];
        if (version is not null && time is not null)
        {
            throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.OPTION", ("name", "timestampAsOf"), ("value", time), ("reason", "versionAsOf is given too."), ("remedy", "Give one of them."));
        }

        if (time is not null)
        {
            return log.GetSnapshotAsOfAsync(ParseTime(time, session.Conf.TimeZone), token);
        }

        if (version is null)
        {
            return log.GetSnapshotAsync(null, token);
        }

        return long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? log.GetSnapshotAsync(number, token)
            : throw SparkErrors.Create(
                "EMBEDDED_UNSUPPORTED.OPTION", ("name", "versionAsOf"), ("value", version), ("reason", "It is no version number."), ("remedy", "Give a whole number from 0, as DESCRIBE HISTORY shows it."));
    }

    /// <summary>A time as options give it; in the zone of the session unless it names one.</summary>
    internal static DateTimeOffset ParseTime(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime time))
        {
            throw SparkErrors.Create("DELTA_TIMESTAMP_INVALID", ("expr", $"'{text}'"));
        }

        return time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(time, zone.GetUtcOffset(time));
    }
}
