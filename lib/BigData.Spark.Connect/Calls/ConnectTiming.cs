namespace BigData.Spark.Connect.Calls;

/// <summary>How patient a client is.</summary>
internal sealed record ConnectTiming
{
    public static ConnectTiming Default { get; } = new();

    public RetryPolicy Retry { get; init; } = RetryPolicy.Reference;

    /// <summary>
    /// Retries of a server that has never answered: a wrong address should be told at once, a network that stumbles should not matter.
    /// </summary>
    public int FirstContactRetries { get; init; } = 3;

    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long without a word the server is asked whether it lives. Healthy servers end a stream every two minutes.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a small question may take before the server counts as dead.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a call may take whose failure does no harm.</summary>
    public TimeSpan BestEffort { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
