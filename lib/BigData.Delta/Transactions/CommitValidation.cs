using BigData.Delta.Actions;
using BigData.Delta.Schemas;

namespace BigData.Delta.Transactions;

/// <summary>Refuses commits that would break the table, before anything is written.</summary>
internal static class CommitValidation
{
    private const string Report = "Internal error, please report it with the operation.";

    public static void Check(PendingCommit commit, bool replacesSchema)
    {
        Metadata metadata = commit.Metadata ?? commit.Snapshot?.Metadata
            ?? throw Refuse(commit, "a new table has no metadata", "Call SetMetadata before the first commit.");
        CheckRemoves(commit, metadata, replacesSchema);
        CheckAdds(commit, metadata);
        if (commit.Changes.Count > 0 && !metadata.RecordsChanges)
        {
            throw Refuse(commit, "it tells its row changes, which this table does not record", Report);
        }
    }

    private static void CheckRemoves(PendingCommit commit, Metadata metadata, bool replacesSchema)
    {
        HashSet<string> live = new((commit.Snapshot?.Files ?? []).Select(f => f.Path), StringComparer.Ordinal);
        if (commit.Removes.FirstOrDefault(r => !live.Contains(r.Path)) is { } unknown)
        {
            throw Refuse(commit, $"'{unknown.Path}' is no live file of version {commit.Snapshot?.Version ?? -1}", Report);
        }

        if (replacesSchema && commit.Removes.Count != live.Count)
        {
            throw Refuse(commit, "the schema is replaced but old files stay", "Remove all files in the same commit (RemoveAll).");
        }

        bool appendOnly = string.Equals(metadata.GetProperty("delta.appendOnly"), "true", StringComparison.OrdinalIgnoreCase);
        if (appendOnly && commit.Removes.Any(r => r.DataChange))
        {
            throw DeltaErrors.AppendOnly(commit.Log.TablePath);
        }
    }

    private static void CheckAdds(PendingCommit commit, Metadata metadata)
    {
        HashSet<string> paths = new(commit.Removes.Select(r => r.Path), StringComparer.Ordinal);
        DeltaField[] required = metadata.GetSchema().Fields.Where(f => !f.Nullable).ToArray();
        foreach (AddFile add in commit.Adds)
        {
            if (!paths.Add(add.Path))
            {
                throw Refuse(commit, $"file '{add.Path}' is added twice, or added and removed", Report);
            }

            if (add.PartitionValues.Count != metadata.PartitionColumns.Count || !metadata.PartitionColumns.All(add.PartitionValues.ContainsKey))
            {
                throw Refuse(
                    commit,
                    $"file '{add.Path}' has values for '{string.Join(", ", add.PartitionValues.Keys)}', "
                        + $"but the table is partitioned by '{string.Join(", ", metadata.PartitionColumns)}'",
                    Report);
            }

            foreach (DeltaField field in required)
            {
                CheckNotNull(commit, add, field);
            }
        }
    }

    private static void CheckNotNull(PendingCommit commit, AddFile add, DeltaField field)
    {
        bool hasNull = add.PartitionValues.TryGetValue(field.Name, out string? partition)
            ? string.IsNullOrEmpty(partition)
            : add.Statistics?.GetColumn(field.Name, field.Type).NullCount > 0;
        if (hasNull)
        {
            throw DeltaErrors.NotNullViolated(commit.Log.TablePath, field.Name);
        }
    }

    private static DeltaException Refuse(PendingCommit commit, string reason, string remedy) =>
        DeltaErrors.InvalidTransaction(commit.Log.TablePath, reason, remedy);
}
