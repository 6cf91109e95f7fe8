using BigData.Delta.Storage;

namespace BigData.Delta.Logs;

/// <summary>The files from which one version is replayed: a checkpoint, if any, and the commits after it.</summary>
/// <param name="Version">The version that they give.</param>
/// <param name="CheckpointVersion">Version of the checkpoint; -1 without one.</param>
/// <param name="CheckpointFiles">Files of the checkpoint.</param>
/// <param name="Deltas">Commits and compacted commits, ascending, without a gap.</param>
/// <param name="LastCommit">The newest commit file; null when only a checkpoint is left.</param>
internal sealed record LogSegment(
    long Version,
    long CheckpointVersion,
    IReadOnlyList<LogFile> CheckpointFiles,
    IReadOnlyList<LogFile> Deltas,
    LogFile? LastCommit);
