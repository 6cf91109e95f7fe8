using BigData.Delta.Actions;
using BigData.Delta.Changes;
using BigData.Delta.Checkpoints;
using BigData.Delta.Logs;
using BigData.Delta.Protocols;
using BigData.Delta.Storage;
using BigData.Delta.Transactions;

namespace BigData.Delta;

/// <summary>The log of one table: snapshots out, transactions in. Safe for use by many threads.</summary>
public sealed class DeltaLog
{
    private readonly SnapshotLoader _loader;
    private LoadedSnapshot? _known;

    private DeltaLog(string tablePath, DeltaLogOptions options)
    {
        TablePath = tablePath;
        Options = options;
        Store = options.LogStore(Path.Combine(tablePath, DeltaConstants.LogFolder));
        _loader = new SnapshotLoader(tablePath, Store);
    }

    /// <summary>Absolute folder of the table.</summary>
    public string TablePath { get; }

    /// <summary>The options given.</summary>
    public DeltaLogOptions Options { get; }

    internal ILogStore Store { get; }

    /// <summary>The log of the table in a folder; nothing is read yet and the table need not exist.</summary>
    /// <param name="path">Folder of the table, or a <c>file:</c> URI.</param>
    /// <param name="options">Options; null for the defaults.</param>
    public static DeltaLog ForPath(string path, DeltaLogOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string local = path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? LogPath.ToFileSystem("/", path) : Path.GetFullPath(path);
        return new DeltaLog(Path.TrimEndingDirectorySeparator(local), options ?? new DeltaLogOptions());
    }

    /// <summary>The newest snapshot, or null when there is no table.</summary>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">The log is damaged, or the table needs a reader feature that is missing here.</exception>
    public async Task<Snapshot?> TryGetSnapshotAsync(CancellationToken token = default)
    {
        LoadedSnapshot? loaded = await _loader.LoadAsync(null, Volatile.Read(ref _known), token).ConfigureAwait(false);
        Volatile.Write(ref _known, loaded);
        return loaded?.Snapshot;
    }

    /// <summary>The snapshot of a version.</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, no such version, a damaged log, or a missing reader feature.</exception>
    public async Task<Snapshot> GetSnapshotAsync(long? version = null, CancellationToken token = default)
    {
        if (version is null)
        {
            return await TryGetSnapshotAsync(token).ConfigureAwait(false) ?? throw DeltaErrors.TableNotFound(TablePath);
        }

        LoadedSnapshot? loaded = await _loader.LoadAsync(version, Volatile.Read(ref _known), token).ConfigureAwait(false);
        return loaded?.Snapshot ?? throw DeltaErrors.TableNotFound(TablePath);
    }

    /// <summary>The snapshot that was the newest at a time.</summary>
    /// <param name="timestamp">The time; one before the first or after the newest commit is refused.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, no version at that time, a damaged log, or a missing reader feature.</exception>
    public async Task<Snapshot> GetSnapshotAsOfAsync(DateTimeOffset timestamp, CancellationToken token = default)
    {
        CommitHistory history = await LoadHistoryAsync(token).ConfigureAwait(false);
        long version = await history.FindAsync(timestamp, token).ConfigureAwait(false);
        return await GetSnapshotAsync(version, token).ConfigureAwait(false);
    }

    /// <summary>The commits that the log still holds, newest first.</summary>
    /// <param name="limit">At most so many; null for all.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, or a damaged log.</exception>
    public async Task<IReadOnlyList<HistoryEntry>> GetHistoryAsync(int? limit = null, CancellationToken token = default)
    {
        CommitHistory history = await LoadHistoryAsync(token).ConfigureAwait(false);
        return await history.ReadAsync(limit ?? int.MaxValue, token).ConfigureAwait(false);
    }

    /// <summary>The version that was the newest at a time.</summary>
    /// <param name="timestamp">The time; one before the first or after the newest commit is refused.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, no version at that time, or a damaged log.</exception>
    public async Task<long> GetVersionAsOfAsync(DateTimeOffset timestamp, CancellationToken token = default) =>
        await (await LoadHistoryAsync(token).ConfigureAwait(false)).FindAsync(timestamp, token).ConfigureAwait(false);

    /// <summary>The first version that was committed at a time or after it.</summary>
    /// <param name="timestamp">The time; one after the newest commit is refused.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, no version since that time, or a damaged log.</exception>
    public async Task<long> GetFirstVersionSinceAsync(DateTimeOffset timestamp, CancellationToken token = default) =>
        await (await LoadHistoryAsync(token).ConfigureAwait(false)).FindFromAsync(timestamp, token).ConfigureAwait(false);

    /// <summary>What commits did to the rows of a table that records it (<see cref="Metadata.RecordsChanges"/>).</summary>
    /// <param name="from">The first version.</param>
    /// <param name="to">The last version, not below <paramref name="from"/>.</param>
    /// <param name="latest">A snapshot of the last version or a later one, by whose columns the rows will be read.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <returns>The commits that changed rows, ascending.</returns>
    /// <exception cref="DeltaException">A version is not in the log, did not record its changes, or has columns that do not fit those of <paramref name="latest"/>.</exception>
    public async Task<IReadOnlyList<CommitChanges>> GetChangesAsync(long from, long to, Snapshot latest, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(latest);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, latest.Version);
        Metadata first = from == latest.Version ? latest.Metadata : (await GetSnapshotAsync(from, token).ConfigureAwait(false)).Metadata;
        CommitHistory history = await LoadHistoryAsync(token).ConfigureAwait(false);
        return await new ChangeReader(TablePath, Store, history).ReadAsync(from, to, first, latest.Metadata, token).ConfigureAwait(false);
    }

    /// <summary>The table in one record.</summary>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, a damaged log, or a missing reader feature.</exception>
    public async Task<TableDetail> GetDetailAsync(CancellationToken token = default)
    {
        Snapshot snapshot = await GetSnapshotAsync(null, token).ConfigureAwait(false);
        Metadata metadata = snapshot.Metadata;
        return new TableDetail
        {
            Id = metadata.Id,
            Name = metadata.Name,
            Description = metadata.Description,
            Location = TablePath,
            CreatedAt = metadata.CreatedTime is { } created ? DateTimeOffset.FromUnixTimeMilliseconds(created) : null,
            LastModified = snapshot.Timestamp,
            PartitionColumns = metadata.PartitionColumns,
            NumFiles = snapshot.Files.Count,
            SizeInBytes = snapshot.Files.Sum(f => f.Size),
            Properties = metadata.Configuration,
            MinReaderVersion = snapshot.Protocol.MinReaderVersion,
            MinWriterVersion = snapshot.Protocol.MinWriterVersion,
            TableFeatures = ProtocolRules.GetFeatures(snapshot.Protocol),
        };
    }

    /// <summary>Begins a transaction on a snapshot.</summary>
    /// <param name="snapshot">What the transaction reads; null to create the table.</param>
    /// <exception cref="DeltaUnsupportedFeatureException">The table needs a writer feature that is missing here.</exception>
    public Transaction Begin(Snapshot? snapshot)
    {
        if (snapshot is not null)
        {
            ProtocolRules.CheckWritable(TablePath, snapshot.Protocol, snapshot.Metadata);
        }

        return new Transaction(this, snapshot);
    }

    /// <summary>Builds and commits a transaction, and builds it anew on the newer snapshot after every conflict until the retry budget is spent.</summary>
    /// <param name="build">
    /// Fills the transaction (its snapshot is null when there is no table) and says what it does; it may run several times.
    /// Null ends the run without a commit.
    /// </param>
    /// <param name="token">Cancels the work before the commit.</param>
    /// <returns>The outcome, the last conflict when the budget is spent; null when <paramref name="build"/> chose to commit nothing.</returns>
    public async Task<CommitResult?> RunAsync(Func<Transaction, CancellationToken, Task<DeltaOperation?>> build, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        RetryClock clock = new(Options.TimeProvider, Options.RetryBudget);
        while (true)
        {
            Snapshot? snapshot = await TryGetSnapshotAsync(token).ConfigureAwait(false);
            Transaction transaction = Begin(snapshot);
            DeltaOperation? operation = await build(transaction, token).ConfigureAwait(false);
            if (operation is null)
            {
                return null;
            }

            CommitResult result = await transaction.CommitAsync(operation, token).ConfigureAwait(false);
            if (result is not CommitResult.Conflict || !await clock.WaitAsync(token).ConfigureAwait(false))
            {
                return result;
            }
        }
    }

    /// <summary>Writes a checkpoint of the newest version now.</summary>
    /// <param name="token">Cancels the writing; a half-written checkpoint is never published.</param>
    /// <returns>Version of the checkpoint.</returns>
    /// <exception cref="DeltaException">No table, a damaged log, a missing feature, or the storage refused.</exception>
    public async Task<long> CheckpointAsync(CancellationToken token = default)
    {
        Snapshot snapshot = await GetSnapshotAsync(null, token).ConfigureAwait(false);
        ProtocolRules.CheckWritable(TablePath, snapshot.Protocol, snapshot.Metadata);
        await CheckpointWriter.WriteAsync(Store, snapshot, Options.TimeProvider.GetUtcNow(), token).ConfigureAwait(false);
        return snapshot.Version;
    }

    /// <summary>The commit files from a version on, ascending; used to see what won a race.</summary>
    internal async Task<IReadOnlyList<KeyValuePair<long, LogFile>>> ListCommitsAsync(long fromVersion, CancellationToken token)
    {
        LogListing listing = new(TablePath, await Store.ListAsync(LogFileName.Prefix(fromVersion), token).ConfigureAwait(false));
        return [.. listing.Commits];
    }

    /// <summary>Whether the log holds anything at all.</summary>
    internal async Task<bool> HasLogAsync(CancellationToken token) => !(await _loader.ListAllAsync(token).ConfigureAwait(false)).IsEmpty;

    private async Task<CommitHistory> LoadHistoryAsync(CancellationToken token)
    {
        LogListing listing = await _loader.ListAllAsync(token).ConfigureAwait(false);
        return listing.IsEmpty ? throw DeltaErrors.TableNotFound(TablePath) : new CommitHistory(TablePath, Store, listing);
    }
}
