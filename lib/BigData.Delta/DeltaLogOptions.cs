using BigData.Delta.Storage;

namespace BigData.Delta;

/// <summary>How a table's log is read and written.</summary>
public sealed record DeltaLogOptions
{
    /// <summary>The clock of commit times, tombstones and retries. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Written into <c>commitInfo.engineInfo</c>. Default: name and version of this library.</summary>
    public string EngineInfo { get; init; } = DeltaConstants.EngineInfo;

    /// <summary>Whether a checkpoint is written after every 10th commit (or <c>delta.checkpointInterval</c>). Default: true.</summary>
    public bool WriteCheckpoints { get; init; } = true;

    /// <summary>How long <see cref="DeltaLog.RunAsync"/> builds a transaction anew after conflicts. Default: 2 minutes.</summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Makes the log store of a table from the absolute path of its <c>_delta_log</c>. Default: the local file system.</summary>
    public Func<string, ILogStore> LogStore { get; init; } = path => new LocalLogStore(path);

    /// <summary>Hears of checkpoints that could not be written; the commit before them stands. Default: nobody.</summary>
    public Action<CheckpointFailure>? OnCheckpointFailure { get; init; }
}

/// <summary>A checkpoint that could not be written.</summary>
/// <param name="TablePath">Folder of the table.</param>
/// <param name="Version">Version of the checkpoint.</param>
/// <param name="Error">Why.</param>
public sealed record CheckpointFailure(string TablePath, long Version, Exception Error);
