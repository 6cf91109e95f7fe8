namespace BigData.Delta.Transactions;

/// <summary>How a commit ended. Losing against another writer is a result, not an error.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>The commit is in the log.</summary>
    /// <param name="Version">Its version.</param>
    public sealed record Committed(long Version) : CommitResult;

    /// <summary>Nothing was written: the application's write is in the table already.</summary>
    /// <param name="AppId">The application.</param>
    /// <param name="AppVersion">Newest version of the application that the table holds.</param>
    /// <param name="Version">Version of the table that shows it.</param>
    public sealed record AlreadyApplied(string AppId, long AppVersion, long Version) : CommitResult;

    /// <summary>Nothing was written: another commit has changed what this one had read. Build it again on the newer snapshot.</summary>
    /// <param name="Kind">What collided.</param>
    /// <param name="Version">Version of the commit that won.</param>
    /// <param name="Message">What collided, for people.</param>
    public sealed record Conflict(ConflictKind Kind, long Version, string Message) : CommitResult;
}

/// <summary>What collided between two commits.</summary>
public enum ConflictKind
{
    /// <summary>The winner changed the protocol.</summary>
    ProtocolChanged,

    /// <summary>The winner changed schema, partitioning or properties.</summary>
    MetadataChanged,

    /// <summary>The winner added rows where this transaction had read.</summary>
    ConcurrentAppend,

    /// <summary>The winner removed a file that this transaction had read.</summary>
    ConcurrentDeleteRead,

    /// <summary>The winner removed a file that this transaction removes too.</summary>
    ConcurrentDeleteDelete,

    /// <summary>The winner wrote for the same application.</summary>
    ConcurrentTransaction,

    /// <summary>The winner changed the same metadata domain.</summary>
    ConcurrentDomainMetadata,

    /// <summary>The table was created by the winner.</summary>
    TableCreated,
}
