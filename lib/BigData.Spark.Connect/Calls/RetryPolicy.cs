namespace BigData.Spark.Connect.Calls;

/// <summary>When and how often a failed call is tried again: the numbers that all reference clients of Spark share.</summary>
internal sealed record RetryPolicy
{
    public static RetryPolicy Reference { get; } = new();

    /// <summary>Together with the waits more than ten minutes: long enough for a server to come back.</summary>
    public int MaxRetries { get; init; } = 15;

    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    public double Multiplier { get; init; } = 4;

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Added at random to long waits, so that many clients do not come back at the same moment.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan JitterFrom { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait that a server may ask for.</summary>
    public TimeSpan MaxServerDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait before a retry.</summary>
    /// <param name="retry">The number of the retry, from 0.</param>
    /// <param name="serverDelay">What the server asked for, or null.</param>
    /// <param name="chance">A number from 0 to 1 for the jitter.</param>
    public TimeSpan Wait(int retry, TimeSpan? serverDelay, double chance)
    {
        double milliseconds = InitialBackoff.TotalMilliseconds * Math.Pow(Multiplier, retry);
        TimeSpan own = milliseconds >= MaxBackoff.TotalMilliseconds ? MaxBackoff : TimeSpan.FromMilliseconds(milliseconds);
        own = own >= JitterFrom ? own + (Jitter * chance) : own;
        TimeSpan asked = serverDelay is { } delay && delay > MaxServerDelay ? MaxServerDelay : serverDelay ?? TimeSpan.Zero;
        return own > asked ? own : asked;
    }
}
