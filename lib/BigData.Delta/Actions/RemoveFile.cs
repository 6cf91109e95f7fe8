namespace BigData.Delta.Actions;

/// <summary>The <c>remove</c> action: a data file that no longer belongs to the table (a tombstone).</summary>
public sealed record RemoveFile : FileAction
{
    /// <summary>Time of the removal in milliseconds since 1970-01-01 UTC; null when the writer left it out (then it is long expired).</summary>
    public long? DeletionTimestamp { get; init; }

    /// <summary>True when <see cref="FileAction.PartitionValues"/>, <see cref="Size"/> and tags are filled.</summary>
    public bool ExtendedFileMetadata { get; init; }

    /// <summary>Size of the file in bytes; null when not known.</summary>
    public long? Size { get; init; }
}
