namespace BigData.Delta.Actions;

/// <summary>One action of a Delta log: a line of a commit file or a row of a checkpoint.</summary>
/// <remarks>The cases are sealed; a <c>switch</c> over them needs a default because the compiler does not know that.</remarks>
public abstract record DeltaAction
{
    private protected DeltaAction()
    {
    }
}

/// <summary>An action that adds or removes a data file.</summary>
public abstract record FileAction : DeltaAction
{
    private protected FileAction()
    {
    }

    /// <summary>The path exactly as the log holds it: percent-encoded, relative to the table or absolute.</summary>
    public required string Path { get; init; }

    /// <summary>False when the action only moves rows (compaction) and readers of changes may ignore it.</summary>
    public required bool DataChange { get; init; }

    /// <summary>Partition column to value in Delta's text form; a null value is SQL null. Empty when the table has no partitions.</summary>
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init; } = NoValues;

    /// <summary>Free tags of the writer; null when the log has none.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>The deletion vector of the file; null when every row lives.</summary>
    public DeletionVector? DeletionVector { get; init; }

    /// <summary>First row id of the file (row tracking); null without it.</summary>
    public long? BaseRowId { get; init; }

    /// <summary>Version that first added the file's rows (row tracking); null without it.</summary>
    public long? DefaultRowCommitVersion { get; init; }

    /// <summary>The file's name as the operating system wants it.</summary>
    /// <param name="tablePath">Folder of the table.</param>
    /// <returns>An absolute file-system path, percent-decoded once.</returns>
    public string GetFullPath(string tablePath) => LogPath.ToFileSystem(tablePath, Path);

    /// <summary>The one empty map that files without partitions share.</summary>
    internal static IReadOnlyDictionary<string, string?> NoValues { get; } = new Dictionary<string, string?>(0);
}
