using BigData.Delta.Statistics;

namespace BigData.Delta.Actions;

/// <summary>The <c>add</c> action: a data file that belongs to the table from this version on.</summary>
public sealed record AddFile : FileAction
{
    /// <summary>Size of the file in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Modification time of the file in milliseconds since 1970-01-01 UTC.</summary>
    public required long ModificationTime { get; init; }

    /// <summary>Statistics of the file; null when its writer gave none.</summary>
    public FileStatistics? Statistics { get; init; }

    /// <summary>The writer that clustered the file; null when it is not clustered.</summary>
    public string? ClusteringProvider { get; init; }

    /// <summary>The <c>remove</c> action that takes this file out of the table.</summary>
    /// <param name="deletionTimestamp">Time of the removal in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="dataChange">False when the rows live on in other files of the same commit.</param>
    /// <returns>A remove that carries everything that the protocol wants copied from the add.</returns>
    public RemoveFile ToRemove(long deletionTimestamp, bool dataChange = true) => new()
    {
        Path = Path,
        DataChange = dataChange,
        DeletionTimestamp = deletionTimestamp,
        ExtendedFileMetadata = true,
        PartitionValues = PartitionValues,
        Size = Size,
        Tags = Tags,
        DeletionVector = DeletionVector,
        BaseRowId = BaseRowId,
        DefaultRowCommitVersion = DefaultRowCommitVersion,
    };
}
