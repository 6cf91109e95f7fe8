using BigData.Delta.Actions;
using BigData.Delta.DataFiles;
using BigData.Delta.Predicates;
using BigData.Delta.Protocols;
using BigData.Delta.Schemas;

namespace BigData.Delta.Transactions;

/// <summary>What one commit reads and writes. Reads are recorded so that conflicting commits of others are seen. Not safe for several threads.</summary>
public sealed class Transaction
{
    private readonly List<AddFile> _adds = [];
    private readonly List<ChangeDataFile> _changes = [];
    private readonly Dictionary<string, RemoveFile> _removes = new(StringComparer.Ordinal);
    private readonly TransactionReads _reads = new();
    private Metadata? _newMetadata;
    private Protocol? _newProtocol;
    private SetTransaction? _application;
    private bool _replacesSchema;

    internal Transaction(DeltaLog log, Snapshot? snapshot)
    {
        Log = log;
        Snapshot = snapshot;
    }

    /// <summary>The log that the transaction commits to.</summary>
    public DeltaLog Log { get; }

    /// <summary>What the transaction was begun on; null when it creates the table.</summary>
    public Snapshot? Snapshot { get; }

    /// <summary>Metadata as it will be after the commit; null while a new table has none.</summary>
    public Metadata? Metadata => _newMetadata ?? Snapshot?.Metadata;

    /// <summary>Protocol as it will be after the commit; null while a new table has no metadata.</summary>
    public Protocol? Protocol => _newProtocol ?? Snapshot?.Protocol;

    /// <summary>Whether the table already holds the write that <see cref="SetAppTransaction"/> names; the work may then be skipped.</summary>
    public bool IsAlreadyApplied => _application is { } mine && Snapshot?.GetAppVersion(mine.AppId) >= mine.Version;

    /// <summary>The files that may hold rows for which the condition is true. The read is recorded.</summary>
    /// <param name="predicate">The condition; null reads the whole table.</param>
    public IReadOnlyList<AddFile> Read(DeltaPredicate? predicate = null)
    {
        IReadOnlyList<AddFile> files = Snapshot?.Scan(predicate) ?? [];
        _reads.Add(predicate, files);
        return files;
    }

    /// <summary>Sets metadata: of the new table, or in place of the old (the id is kept).</summary>
    /// <param name="metadata">The metadata. Protocol features that it needs are added.</param>
    /// <param name="overwriteSchema">
    /// False allows only new nullable columns and fields, comments and properties; true allows any schema and partitioning,
    /// and then all old files must be removed in the same commit.
    /// </param>
    /// <exception cref="DeltaException">The schema change is not allowed, or the metadata needs a feature that is missing here.</exception>
    public void SetMetadata(Metadata metadata, bool overwriteSchema = false)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        SchemaRules.CheckNew(metadata);
        Metadata? current = Snapshot?.Metadata;
        if (current is not null && !overwriteSchema)
        {
            SchemaRules.CheckEvolution(current, metadata);
        }

        _replacesSchema = current is not null && overwriteSchema;
        long created = Log.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        _newMetadata = metadata with
        {
            Id = current?.Id ?? metadata.Id,
            CreatedTime = current is null ? metadata.CreatedTime ?? created : current.CreatedTime,
        };
        Protocol needed = ProtocolRules.Upgrade(Log.TablePath, Snapshot?.Protocol, _newMetadata);
        _newProtocol = ReferenceEquals(needed, Snapshot?.Protocol) ? null : needed;
    }

    /// <summary>Adds a data file.</summary>
    /// <param name="file">The finished file.</param>
    /// <param name="dataChange">False when its rows only moved here from files that this transaction removes.</param>
    public void Add(DataFile file, bool dataChange = true)
    {
        ArgumentNullException.ThrowIfNull(file);
        _adds.Add(file.ToAdd(dataChange));
    }

    /// <summary>Removes a file of the snapshot. The file counts as read.</summary>
    /// <param name="file">A live file of the snapshot.</param>
    /// <param name="dataChange">False when its rows only moved to files that this transaction adds.</param>
    /// <remarks>Removing a file twice removes it once.</remarks>
    public void Remove(AddFile file, bool dataChange = true)
    {
        ArgumentNullException.ThrowIfNull(file);
        _reads.Add(file);
        _removes[file.Path] = file.ToRemove(Log.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(), dataChange);
    }

    /// <summary>
    /// Adds a file of row changes. Whoever adds one tells all changes of the commit in such files: readers of changes then look at no other file of it.
    /// A commit without one changes rows by whole files: those of added files are new, those of removed files are gone.
    /// </summary>
    /// <param name="file">The finished file.</param>
    public void AddChanges(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _changes.Add(file.ToChangeData());
    }

    /// <summary>Removes every file of the snapshot; the whole table counts as read.</summary>
    public void RemoveAll()
    {
        foreach (AddFile file in Read())
        {
            Remove(file);
        }
    }

    /// <summary>Makes the commit idempotent: when the table holds this or a later version of the application, nothing is written.</summary>
    /// <param name="appId">Identity of the application.</param>
    /// <param name="version">Its version number of this write.</param>
    public void SetAppTransaction(string appId, long version)
    {
        ArgumentException.ThrowIfNullOrEmpty(appId);
        _application = new SetTransaction(appId, version, Log.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>Commits: takes the next free version after checking every commit that came in between.</summary>
    /// <param name="operation">What the commit does.</param>
    /// <param name="token">Cancels before the commit is published, never after.</param>
    /// <returns>Committed, already applied, or in conflict.</returns>
    /// <exception cref="DeltaException">The actions do not fit together, the table forbids them, or the storage refused.</exception>
    public Task<CommitResult> CommitAsync(DeltaOperation operation, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (IsAlreadyApplied)
        {
            CommitResult applied = new CommitResult.AlreadyApplied(
                _application!.AppId, Snapshot!.GetAppVersion(_application.AppId)!.Value, Snapshot.Version);
            return Task.FromResult(applied);
        }

        PendingCommit commit = new()
        {
            Log = Log,
            Snapshot = Snapshot,
            Operation = operation,
            Metadata = _newMetadata,
            Protocol = _newProtocol,
            Application = _application,
            Adds = _adds,
            Changes = _changes,
            Removes = [.. _removes.Values],
            Reads = _reads,
        };
        CommitValidation.Check(commit, _replacesSchema);
        return new Committer(commit).RunAsync(token);
    }
}
