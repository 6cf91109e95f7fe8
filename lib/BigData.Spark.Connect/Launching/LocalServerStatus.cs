namespace BigData.Spark.Connect.Launching;

/// <summary>A Spark Connect server that was started on this machine.</summary>
public sealed record LocalServerStatus
{
    /// <summary>Id of its process.</summary>
    public required int Pid { get; init; }

    /// <summary>Its port on 127.0.0.1.</summary>
    public required int Port { get; init; }

    /// <summary>Where Spark's work is done.</summary>
    public required string Master { get; init; }

    /// <summary>Folder of the Spark that runs.</summary>
    public required string SparkHome { get; init; }

    /// <summary>Spark's version, such as <c>4.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it reads and writes Delta tables.</summary>
    public required bool HasDelta { get; init; }

    /// <summary>When its process began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The file with its output.</summary>
    public required string LogFile { get; init; }

    /// <summary>Whether its process is still there.</summary>
    public bool IsAlive { get; init; }

    /// <summary>The connection string.</summary>
    public string Url => FormattableString.Invariant($"sc://127.0.0.1:{Port}");
}
