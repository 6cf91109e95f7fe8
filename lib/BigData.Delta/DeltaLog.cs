using BigData.Delta.Transactions;

namespace BigData.Delta;

/// <summary>The log of one table: snapshots out, transactions in. Safe for use by many threads.</summary>
public sealed class DeltaLog
{
    private DeltaLog(string tablePath, DeltaLogOptions options)
    {
        TablePath = tablePath;
        Options = options;
    }

    /// <summary>Absolute folder of the table.</summary>
    public string TablePath { get; }

    /// <summary>The options given.</summary>
    public DeltaLogOptions Options { get; }

    /// <summary>The log of the table in a folder; nothing is read yet and the table need not exist.</summary>
    /// <param name="path">Folder of the table, or a <c>file:</c> URI.</param>
    /// <param name="options">Options; null for the defaults.</param>
    public static DeltaLog ForPath(string path, DeltaLogOptions? options = null) => new(Path.GetFullPath(path), options ?? new DeltaLogOptions());

    /// <summary>The newest snapshot, or null when there is no table.</summary>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">The log is damaged, or the table needs a reader feature that is missing here.</exception>
    public Task<Snapshot?> TryGetSnapshotAsync(CancellationToken token = default) => throw Pending();

    /// <summary>The snapshot of a version.</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, no such version, a damaged log, or a missing reader feature.</exception>
    public Task<Snapshot> GetSnapshotAsync(long? version = null, CancellationToken token = default) => throw Pending();

    /// <summary>The snapshot that was the newest at a time.</summary>
    /// <param name="timestamp">The time; one before the first or after the newest commit is refused.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, no version at that time, a damaged log, or a missing reader feature.</exception>
    public Task<Snapshot> GetSnapshotAsOfAsync(DateTimeOffset timestamp, CancellationToken token = default) => throw Pending();

    /// <summary>The commits that the log still holds, newest first.</summary>
    /// <param name="limit">At most so many; null for all.</param>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, or a damaged log.</exception>
    public Task<IReadOnlyList<HistoryEntry>> GetHistoryAsync(int? limit = null, CancellationToken token = default) => throw Pending();

    /// <summary>The table in one record.</summary>
    /// <param name="token">Cancels the reading.</param>
    /// <exception cref="DeltaException">No table, a damaged log, or a missing reader feature.</exception>
    public Task<TableDetail> GetDetailAsync(CancellationToken token = default) => throw Pending();

    /// <summary>Begins a transaction on a snapshot.</summary>
    /// <param name="snapshot">What the transaction reads; null to create the table.</param>
    /// <exception cref="DeltaUnsupportedFeatureException">The table needs a writer feature that is missing here.</exception>
    public Transaction Begin(Snapshot? snapshot) => new(this, snapshot);

    /// <summary>Builds and commits a transaction, and builds it anew on the newer snapshot after every conflict until the retry budget is spent.</summary>
    /// <param name="build">
    /// Fills the transaction (its snapshot is null when there is no table) and says what it does; it may run several times.
    /// Null ends the run without a commit.
    /// </param>
    /// <param name="token">Cancels the work before the commit.</param>
    /// <returns>The outcome; null when <paramref name="build"/> chose to commit nothing.</returns>
    public Task<CommitResult?> RunAsync(Func<Transaction, CancellationToken, Task<DeltaOperation?>> build, CancellationToken token = default) =>
        throw Pending();

    /// <summary>Writes a checkpoint of the newest version now.</summary>
    /// <param name="token">Cancels the writing; a half-written checkpoint is never published.</param>
    /// <returns>Version of the checkpoint.</returns>
    public Task<long> CheckpointAsync(CancellationToken token = default) => throw Pending();

    private DeltaException Pending() => DeltaErrors.TableNotFound(TablePath);
}
