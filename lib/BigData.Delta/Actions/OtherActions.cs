namespace BigData.Delta.Actions;

/// <summary>The <c>txn</c> action: the newest version that an application has written, for idempotent writes.</summary>
/// <param name="AppId">Identity of the application.</param>
/// <param name="Version">The application's own version number of the write.</param>
/// <param name="LastUpdated">Time of the action in milliseconds since 1970-01-01 UTC; null when not given.</param>
public sealed record SetTransaction(string AppId, long Version, long? LastUpdated = null) : DeltaAction;

/// <summary>The <c>domainMetadata</c> action: configuration of a named domain of the table.</summary>
/// <param name="Domain">Name of the domain; names that begin with <c>delta.</c> belong to the protocol.</param>
/// <param name="Configuration">The configuration text.</param>
/// <param name="Removed">True when the domain was removed.</param>
public sealed record DomainMetadata(string Domain, string Configuration, bool Removed) : DeltaAction;

/// <summary>
/// The <c>cdc</c> action: a file of row changes, with the table's columns and <see cref="ChangeTypeColumn"/>. It is no part of the table's state.
/// </summary>
public sealed record ChangeDataFile : FileAction
{
    /// <summary>Column of the file that says what became of a row: <c>insert</c>, <c>delete</c>, <c>update_preimage</c> or <c>update_postimage</c>.</summary>
    public const string ChangeTypeColumn = "_change_type";

    /// <summary>Name of the column in a change data feed with the version of the commit.</summary>
    public const string CommitVersionColumn = "_commit_version";

    /// <summary>Name of the column in a change data feed with the time of the commit.</summary>
    public const string CommitTimestampColumn = "_commit_timestamp";

    /// <summary>Size of the file in bytes.</summary>
    public required long Size { get; init; }
}

/// <summary>The <c>sidecar</c> action of a v2 checkpoint: a file with more of its rows.</summary>
/// <param name="Path">File name below <c>_delta_log/_sidecars</c>.</param>
/// <param name="SizeInBytes">Size of the file in bytes.</param>
/// <param name="ModificationTime">Modification time in milliseconds since 1970-01-01 UTC.</param>
public sealed record Sidecar(string Path, long SizeInBytes, long ModificationTime) : DeltaAction;

/// <summary>The <c>checkpointMetadata</c> action, which marks a v2 checkpoint.</summary>
/// <param name="Version">Version of the checkpoint.</param>
public sealed record CheckpointMetadata(long Version) : DeltaAction;
