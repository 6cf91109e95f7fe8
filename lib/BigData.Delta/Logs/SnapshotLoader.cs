using BigData.Delta.Actions;
using BigData.Delta.Checkpoints;
using BigData.Delta.Protocols;
using BigData.Delta.Storage;

namespace BigData.Delta.Logs;

/// <summary>A snapshot and the file by which one sees that its log is still the same.</summary>
internal sealed record LoadedSnapshot(Snapshot Snapshot, LogFile? LastCommit);

/// <summary>Builds snapshots from the files of the log, with every fall-back that the protocol leaves open.</summary>
internal sealed class SnapshotLoader(string tablePath, ILogStore store)
{
    private const int Attempts = 3;

    /// <summary>The snapshot of a version (null: the newest), or null when there is no table.</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="known">A snapshot loaded before, which is carried forward when its log only grew.</param>
    /// <param name="token">Cancels the reading.</param>
    public async Task<LoadedSnapshot?> LoadAsync(long? version, LoadedSnapshot? known, CancellationToken token)
    {
        if (known is not null && (version ?? long.MaxValue) >= known.Snapshot.Version
            && await TryAdvanceAsync(known, version, token).ConfigureAwait(false) is { } advanced)
        {
            return advanced;
        }

        LogListing listing = await ListAsync(version, token).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            if (listing.IsEmpty)
            {
                return null;
            }

            if (await TryBuildAsync(listing, version, token).ConfigureAwait(false) is { } loaded)
            {
                return loaded;
            }

            // A file that was listed is gone: the log was cleaned meanwhile. Look again.
            listing = await ListAllAsync(token).ConfigureAwait(false);
            if (attempt == Attempts)
            {
                throw DeltaErrors.CorruptFile(tablePath, "files of the log vanish while they are read");
            }
        }
    }

    public async Task<LogListing> ListAllAsync(CancellationToken token) =>
        new(tablePath, await store.ListAsync(string.Empty, token).ConfigureAwait(false));

    private async Task<LogListing> ListAsync(long? version, CancellationToken token)
    {
        if (await CheckpointHint.TryReadAsync(store, token).ConfigureAwait(false) is { } hint && (version is null || hint <= version))
        {
            LogListing listing = new(tablePath, await store.ListAsync(LogFileName.Prefix(hint), token).ConfigureAwait(false));
            if (listing.HasCheckpoint(hint))
            {
                return listing;
            }
        }

        return await ListAllAsync(token).ConfigureAwait(false);
    }

    private async Task<LoadedSnapshot?> TryAdvanceAsync(LoadedSnapshot known, long? wanted, CancellationToken token)
    {
        long version = known.Snapshot.Version;
        LogListing listing = new(tablePath, await store.ListAsync(LogFileName.Prefix(version), token).ConfigureAwait(false));
        KeyValuePair<long, LogFile>[] commits = [.. listing.Commits.Where(c => wanted is null || c.Key <= wanted)];
        if (known.LastCommit is null || commits.Length == 0 || commits[0].Value != known.LastCommit
            || (wanted is not null && commits[^1].Key != wanted))
        {
            return null;
        }

        if (commits.Length == 1)
        {
            return known;
        }

        if (commits[^1].Key != version + commits.Length - 1)
        {
            return null;
        }

        LogReplay replay = LogReplay.From(known.Snapshot);
        return await TryApplyAsync(replay, commits.Skip(1).Select(c => c.Value), token).ConfigureAwait(false) is { } last
            ? Finish(replay, commits[^1].Key, commits[^1].Value, last)
            : null;
    }

    private async Task<LoadedSnapshot?> TryBuildAsync(LogListing listing, long? version, CancellationToken token)
    {
        LogSegment segment = Cut(listing, version, long.MaxValue);
        while (true)
        {
            try
            {
                return await TryReplayAsync(segment, token).ConfigureAwait(false);
            }
            catch (DeltaException damaged) when (damaged.Kind == DeltaErrorKind.CorruptLog && CanFallBack(segment))
            {
                // An older checkpoint or the whole log may still give the version.
                segment = await FallBackAsync(segment, damaged, token).ConfigureAwait(false);
            }
        }
    }

    private async Task<LogSegment> FallBackAsync(LogSegment segment, DeltaException damaged, CancellationToken token)
    {
        try
        {
            LogListing all = await ListAllAsync(token).ConfigureAwait(false);
            return all.Cut(segment.Version, HasCompacted(segment) ? segment.CheckpointVersion + 1 : segment.CheckpointVersion, useCompacted: false);
        }
        catch (DeltaException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(damaged);
            throw;
        }
    }

    private static bool CanFallBack(LogSegment segment) => segment.CheckpointVersion >= 0 || HasCompacted(segment);

    private static bool HasCompacted(LogSegment segment) => segment.Deltas.Any(f => LogFileName.Parse(f.Name).Kind == LogFileKind.Compacted);

    private LogSegment Cut(LogListing listing, long? version, long checkpointBelow)
    {
        try
        {
            return listing.Cut(version, checkpointBelow);
        }
        catch (DeltaException gap) when (gap.Kind == DeltaErrorKind.CorruptLog && listing.HasUuidCheckpoints)
        {
            throw DeltaErrors.UnsupportedFeatures(tablePath, DeltaAccess.Read, ["v2Checkpoint"]);
        }
    }

    private async Task<LoadedSnapshot?> TryReplayAsync(LogSegment segment, CancellationToken token)
    {
        LogReplay replay = new(tablePath);
        foreach (LogFile file in segment.CheckpointFiles)
        {
            if (!await CheckpointReader.TryApplyAsync(replay, store, file.Name, token).ConfigureAwait(false))
            {
                return null;
            }
        }

        if (segment.CheckpointVersion >= 0)
        {
            // Fails here, while an older checkpoint can still help, when protocol or metadata are missing.
            replay.CheckComplete(segment.CheckpointVersion);
        }

        if (await TryApplyAsync(replay, segment.Deltas, token).ConfigureAwait(false) is not { } last)
        {
            return null;
        }

        return Finish(replay, segment.Version, segment.LastCommit, last with { FileTime = last.FileTime ?? segment.CheckpointFiles[^1].ModificationTime });
    }

    private async Task<CommitTime?> TryApplyAsync(LogReplay replay, IEnumerable<LogFile> files, CancellationToken token)
    {
        CommitTime last = new(null, null);
        foreach (LogFile file in files)
        {
            List<DeltaAction>? actions = await CommitFile.TryReadAsync(store, file.Name, token).ConfigureAwait(false);
            if (actions is null)
            {
                return null;
            }

            replay.Apply(actions);
            last = new CommitTime(file.ModificationTime, actions.OfType<CommitInfo>().FirstOrDefault()?.InCommitTimestamp);
        }

        return last;
    }

    private LoadedSnapshot Finish(LogReplay replay, long version, LogFile? lastCommit, CommitTime last)
    {
        DateTimeOffset time = last.InCommit is { } ict
            ? DateTimeOffset.FromUnixTimeMilliseconds(ict)
            : lastCommit?.ModificationTime ?? last.FileTime ?? DateTimeOffset.UnixEpoch;
        Snapshot snapshot = replay.ToSnapshot(version, time);
        ProtocolRules.CheckReadable(tablePath, snapshot.Protocol, snapshot.Metadata);
        if (snapshot.Files.Any(f => f.DeletionVector is not null))
        {
            throw DeltaErrors.UnsupportedFeatures(tablePath, DeltaAccess.Read, [TableFeatures.DeletionVectors]);
        }

        return new LoadedSnapshot(snapshot, lastCommit);
    }

    private sealed record CommitTime(DateTimeOffset? FileTime, long? InCommit);
}
