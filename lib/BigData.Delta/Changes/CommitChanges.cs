using BigData.Delta.Actions;

namespace BigData.Delta.Changes;

/// <summary>What one commit did to the rows of a table, as files that tell it.</summary>
/// <param name="Version">Version of the commit.</param>
/// <param name="Timestamp">Its time, as in the history.</param>
public sealed record CommitChanges(long Version, DateTimeOffset Timestamp)
{
    /// <summary>
    /// Files of rows with <see cref="ChangeDataFile.ChangeTypeColumn"/>. When there is one, they tell everything, and <see cref="Inserted"/> and
    /// <see cref="Deleted"/> are empty.
    /// </summary>
    public IReadOnlyList<ChangeDataFile> Changed { get; init; } = [];

    /// <summary>Files whose rows are all new.</summary>
    public IReadOnlyList<AddFile> Inserted { get; init; } = [];

    /// <summary>Files whose rows are all gone.</summary>
    public IReadOnlyList<RemoveFile> Deleted { get; init; } = [];
}
