namespace BigData.Pipelines.Running;

/// <summary>What a run is asked to do. Made once, checked by the runner before anything is built.</summary>
public sealed record RunRequest
{
    /// <summary>The lakehouse folder; the engine must see it under the same path.</summary>
    public required string Lakehouse { get; init; }

    /// <summary>Every configured value by its full key, for example <c>sources:shop:folder</c>.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Names or globs of tables, upstream included; empty selects all.</summary>
    public IReadOnlyList<string> Selection { get; init; } = [];

    /// <summary>The as-of date; null takes the later of the one already in gold and the day after the newest event.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Rebuilds the named tables (not bronze, and not what is only upstream of a selection) from nothing.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>The command as people typed it, for <c>ops.runs</c> and the lock.</summary>
    public string Command { get; init; } = "run";

    /// <summary>The schedule that fired, for <c>ops.runs</c>; null for a run by hand.</summary>
    public string? Schedule { get; init; }

    /// <summary>The engine's name for <c>ops.runs</c>: <c>embedded</c> or <c>spark</c>.</summary>
    public string Engine { get; init; } = "embedded";

    /// <summary>Builds no table and only publishes; <see cref="Selection"/> then says what.</summary>
    public bool PublishesOnly { get; init; }

    /// <summary>How many bytes of files (as delivered) one commit of a bronze table takes at most; at least one file is taken.</summary>
    public long MaxBatchBytes { get; init; } = DefaultMaxBatchBytes;

    /// <summary>The default of <see cref="MaxBatchBytes"/>: 1 GiB.</summary>
    public const long DefaultMaxBatchBytes = 1L << 30;

    /// <summary>Called with the name of every step before it is done; tests end a run here.</summary>
    internal Action<string>? Failpoint { get; init; }

    /// <summary>Whether an error belongs to a table; anything that a failpoint throws ends the run as a kill would.</summary>
    internal bool IsTableFailure(Exception error) => Failpoint is null || error is not FailpointException;
}

/// <summary>Thrown by a test's failpoint.</summary>
internal sealed class FailpointException(string step) : Exception(step);
