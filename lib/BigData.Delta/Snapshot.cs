using BigData.Delta.Actions;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;

namespace BigData.Delta;

/// <summary>A table at one version. It never changes; many readers may share it.</summary>
public sealed class Snapshot
{
    internal Snapshot(string tablePath, long version, DateTimeOffset timestamp, Protocol protocol, Metadata metadata)
    {
        TablePath = tablePath;
        Version = version;
        Timestamp = timestamp;
        Protocol = protocol;
        Metadata = metadata;
    }

    /// <summary>Absolute folder of the table.</summary>
    public string TablePath { get; }

    /// <summary>Version of the table.</summary>
    public long Version { get; }

    /// <summary>Time of the newest commit.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Protocol at this version.</summary>
    public Protocol Protocol { get; }

    /// <summary>Metadata at this version.</summary>
    public Metadata Metadata { get; }

    /// <summary>The parsed schema.</summary>
    public DeltaStructType Schema => Metadata.GetSchema();

    /// <summary>The live data files.</summary>
    public IReadOnlyList<AddFile> Files { get; internal init; } = [];

    /// <summary>Newest write of each application.</summary>
    public IReadOnlyDictionary<string, SetTransaction> AppTransactions { get; internal init; } = new Dictionary<string, SetTransaction>();

    /// <summary>Metadata domains that are not removed.</summary>
    public IReadOnlyDictionary<string, DomainMetadata> Domains { get; internal init; } = new Dictionary<string, DomainMetadata>();

    /// <summary>Removed files that checkpoints still remember.</summary>
    internal IReadOnlyCollection<RemoveFile> Tombstones { get; init; } = [];

    /// <summary>The files that may hold rows for which the condition is true; the others are proved to hold none.</summary>
    /// <param name="predicate">The condition; null for all files.</param>
    public IReadOnlyList<AddFile> Scan(DeltaPredicate? predicate = null)
    {
        if (predicate is null)
        {
            return Files;
        }

        FileEvaluator evaluator = new(Metadata);
        return Files.Where(f => evaluator.MayMatch(f, predicate)).ToArray();
    }

    /// <summary>Number of rows, from the statistics of the files.</summary>
    /// <returns>The count, or null when a file has none.</returns>
    public long? CountRows()
    {
        long rows = 0;
        foreach (AddFile file in Files)
        {
            if (file.Statistics?.NumRecords is not { } count)
            {
                return null;
            }

            rows += count;
        }

        return rows;
    }

    /// <summary>Newest version that an application has written.</summary>
    /// <param name="appId">Identity of the application.</param>
    /// <returns>Its version, or null when it has written none.</returns>
    public long? GetAppVersion(string appId) => AppTransactions.TryGetValue(appId, out SetTransaction? transaction) ? transaction.Version : null;
}
