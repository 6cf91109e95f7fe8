namespace BigData.Spark.Connect.Launching;

/// <summary>How a Spark Connect server on this machine is started.</summary>
public sealed record LocalServerOptions
{
    /// <summary>The port of Spark Connect that is taken when it is free and no other is asked for.</summary>
    public const int DefaultPort = 15002;

    /// <summary>The Spark to start.</summary>
    public required SparkHome Home { get; init; }

    /// <summary>Folder of the server's state, log and warehouse; made when it is not there. One folder holds at most one running server.</summary>
    public required string Folder { get; init; }

    /// <summary>The port on 127.0.0.1; 0 picks a free one, null takes 15002 or, when that is in use, a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Where Spark's work is done: <c>local[*]</c> (default) in the server's process, or <c>spark://HOST:PORT</c> of a cluster.</summary>
    public string Master { get; init; } = "local[*]";

    /// <summary>A file of Spark's properties (a key and a value a line), or null.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Spark's settings that win over the file's.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Packages that Spark itself fetches, as <c>group:name:version</c> with commas between, or null.</summary>
    public string? Packages { get; init; }

    /// <summary>Folder of a Java runtime of 17 or later; null takes the command <c>java</c>.</summary>
    public string? JavaHome { get; init; }

    /// <summary>How long the server may take until it answers; five minutes unless given.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
