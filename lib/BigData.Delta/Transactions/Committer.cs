using BigData.Delta.Actions;
using BigData.Delta.Checkpoints;
using BigData.Delta.Logs;
using BigData.Delta.Storage;

namespace BigData.Delta.Transactions;

/// <summary>The commit loop: try the next version; when it is taken, check who took it and try the one after.</summary>
internal sealed class Committer(PendingCommit commit)
{
    private DeltaLog Log => commit.Log;

    public async Task<CommitResult> RunAsync(CancellationToken token)
    {
        long version = (commit.Snapshot?.Version ?? -1) + 1;
        if (commit.Snapshot is null && await Log.HasLogAsync(token).ConfigureAwait(false))
        {
            return new ConflictChecker(commit).Check(0, []) ?? throw new InvalidOperationException("Internal error, please report: a created table gave no conflict.");
        }

        ConflictChecker checker = new(commit);
        ReadOnlyMemory<byte> content = ActionWriter.Write(commit.ToActions());
        while (!await Log.Store.TryCreateAsync(LogFileName.Commit(version), content, token).ConfigureAwait(false))
        {
            foreach ((long winner, LogFile file) in await Log.ListCommitsAsync(version, token).ConfigureAwait(false))
            {
                if (winner != version)
                {
                    throw DeltaErrors.VersionGap(Log.TablePath, version, winner);
                }

                if (await JudgeAsync(checker, winner, file, token).ConfigureAwait(false) is { } outcome)
                {
                    return outcome;
                }

                version = winner + 1;
            }
        }

        await TryCheckpointAsync(version, token).ConfigureAwait(false);
        return new CommitResult.Committed(version);
    }

    private async Task<CommitResult?> JudgeAsync(ConflictChecker checker, long version, LogFile file, CancellationToken token)
    {
        List<DeltaAction> actions = await CommitFile.TryReadAsync(Log.Store, file.Name, token).ConfigureAwait(false)
            ?? throw DeltaErrors.CorruptFile(file.Name, "it vanished right after it was written");
        return actions.OfType<CommitInfo>().FirstOrDefault()?.TxnId == commit.TxnId
            ? new CommitResult.Committed(version)
            : checker.Check(version, actions);
    }

    // The commit stands, whatever becomes of the checkpoint.
    private async Task TryCheckpointAsync(long version, CancellationToken token)
    {
        Metadata metadata = commit.Metadata ?? commit.Snapshot!.Metadata;
        if (!Log.Options.WriteCheckpoints || version == 0 || version % CheckpointWriter.GetInterval(metadata) != 0)
        {
            return;
        }

        try
        {
            Snapshot snapshot = await Log.GetSnapshotAsync(version, token).ConfigureAwait(false);
            await CheckpointWriter.WriteAsync(Log.Store, snapshot, Log.Options.TimeProvider.GetUtcNow(), token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Tell(new CheckpointFailure(Log.TablePath, version, exception));
        }
    }

    // An exception from here would look like a failed commit, and the caller might delete the files of one that stands.
    private void Tell(CheckpointFailure failure)
    {
        try
        {
            Log.Options.OnCheckpointFailure?.Invoke(failure);
        }
        catch (Exception)
        {
            // The listener's own fault; the failure it was told of does no harm.
        }
    }
}
