namespace BigData.Activation;

/// <summary>How a table is published.</summary>
public sealed record PublicationOptions
{
    /// <summary>The run that publishes, for the destination's memory.</summary>
    public required string RunId { get; init; }

    /// <summary>Only counts and shows samples; the destination is asked what it holds and nothing else.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>
    /// The greatest share of its rows that a destination may lose by one publication, 0 to 1; null for any. Default:
    /// <see cref="DefaultMaxShrink"/>. Not judged while the destination holds fewer than <see cref="GuardedFrom"/> rows.
    /// </summary>
    public double? MaxShrink { get; init; } = DefaultMaxShrink;

    /// <summary>The greatest growth by one publication as a share of the rows held before; null (the default) for any.</summary>
    public double? MaxGrowth { get; init; }

    /// <summary>From how many rows at the destination on the shares are judged. Default: 100.</summary>
    public long GuardedFrom { get; init; } = DefaultGuardedFrom;

    /// <summary>Rows that leave for a reason that needs no second look, such as a consent that was withdrawn; the shares do not count them.</summary>
    public long ExplainedRemovals { get; init; }

    /// <summary>Publishes whatever the shares say.</summary>
    public bool IsForced { get; init; }

    /// <summary>How many rejected rows the result lists at most; all are counted.</summary>
    public int ListedRejects { get; init; } = DefaultListedRejects;

    /// <summary>The default of <see cref="MaxShrink"/>: half of the rows.</summary>
    public const double DefaultMaxShrink = 0.5;

    /// <summary>The default of <see cref="GuardedFrom"/>.</summary>
    public const long DefaultGuardedFrom = 100;

    private const int DefaultListedRejects = 10_000;

    /// <summary>Whether the shares are judged for a destination that holds so many rows.</summary>
    internal bool Guards(long before) => !IsForced && before - ExplainedRemovals >= GuardedFrom;

    /// <summary>Why the number of rows may not change so; null when it may.</summary>
    internal string? Objection(long before, long after)
    {
        if (!Guards(before))
        {
            return null;
        }

        before -= ExplainedRemovals;
        double change = (after - before) / (double)before;
        return MaxShrink is { } shrink && change < -shrink ? Text(before, after, "shrink", -change, shrink)
            : MaxGrowth is { } growth && change > growth ? Text(before, after, "grow", change, growth)
            : null;
    }

    private static string Text(long before, long after, string verb, double share, double limit) => FormattableString.Invariant(
        $"the destination would {verb} from {before} to {after} rows, by {share:0.#%} where {limit:0.#%} are allowed; look at the table, then publish with --force");
}
