using BigData.Delta.Actions;
using BigData.Delta.Logs;
using BigData.Delta.Protocols;
using BigData.Delta.Schemas;
using BigData.Delta.Storage;

namespace BigData.Delta.Changes;

/// <summary>Reads from the log what commits did to the rows, by the rules of the change data feed.</summary>
internal sealed class ChangeReader(string tablePath, ILogStore store, CommitHistory history)
{
    /// <summary>The changes of each commit of a range that changed rows, ascending.</summary>
    /// <param name="from">The first version.</param>
    /// <param name="to">The last version.</param>
    /// <param name="first">Metadata at the first version.</param>
    /// <param name="latest">Metadata whose columns the rows are read by.</param>
    /// <param name="token">Cancels the reading.</param>
    public async Task<IReadOnlyList<CommitChanges>> ReadAsync(long from, long to, Metadata first, Metadata latest, CancellationToken token)
    {
        List<CommitChanges> all = [];
        Check(from, to, from, first, latest);
        long next = from;
        foreach ((long version, LogFile file, DateTimeOffset time) in history.Commits.Where(commit => commit.Version >= from && commit.Version <= to))
        {
            if (version != next++)
            {
                throw DeltaErrors.VersionGap(tablePath, next - 1, version);
            }

            List<DeltaAction> actions = await CommitFile.TryReadAsync(store, file.Name, token).ConfigureAwait(false)
                ?? throw DeltaErrors.CorruptFile(file.Name, "it vanished while it was read");
            if (actions.OfType<Metadata>().LastOrDefault() is { } changed)
            {
                Check(from, to, version, changed, latest);
            }

            DateTimeOffset at = actions.OfType<CommitInfo>().FirstOrDefault()?.InCommitTimestamp is { } clock ? DateTimeOffset.FromUnixTimeMilliseconds(clock) : time;
            CommitChanges changes = Of(new CommitChanges(version, at), actions, file.Name, latest);
            if (changes.Changed.Count + changes.Inserted.Count + changes.Deleted.Count > 0)
            {
                all.Add(changes);
            }
        }

        return next == to + 1 ? all : throw DeltaErrors.VersionGap(tablePath, next, to);
    }

    private void Check(long from, long to, long version, Metadata metadata, Metadata latest)
    {
        if (!metadata.RecordsChanges)
        {
            throw DeltaErrors.ChangesNotRecorded(tablePath, from, to, version, null);
        }

        try
        {
            SchemaRules.CheckEvolution(metadata, latest);
        }
        catch (DeltaException e) when (e.Kind == DeltaErrorKind.InvalidSchema)
        {
            throw DeltaErrors.ChangesNotRecorded(tablePath, from, to, version, e.Message);
        }
    }

    private CommitChanges Of(CommitChanges commit, List<DeltaAction> actions, string file, Metadata latest)
    {
        ChangeDataFile[] changed = [.. actions.OfType<ChangeDataFile>()];
        if (changed.Length > 0)
        {
            return commit with { Changed = changed };
        }

        AddFile[] inserted = [.. actions.OfType<AddFile>().Where(add => add.DataChange)];
        RemoveFile[] deleted = [.. actions.OfType<RemoveFile>().Where(remove => remove.DataChange)];
        if (inserted.Any(add => add.DeletionVector is not null) || deleted.Any(remove => remove.DeletionVector is not null))
        {
            throw DeltaErrors.UnsupportedFeatures(tablePath, DeltaAccess.Read, [TableFeatures.DeletionVectors]);
        }

        return latest.PartitionColumns.Count > 0 && deleted.Any(remove => !remove.ExtendedFileMetadata)
            ? throw DeltaErrors.CorruptFile(file, "it removes a file without saying of which partition, so that the rows that went cannot be told")
            : commit with { Inserted = inserted, Deleted = deleted };
    }
}
