namespace BigData.Spark.Engine;

/// <summary>What the builder of a session tells the engine that serves it.</summary>
internal sealed record BackendContext
{
    /// <summary>The application's name, for the engine's logs and user interface.</summary>
    public required string AppName { get; init; }

    /// <summary>The settings of the builder; the session also sends them by <see cref="ISparkBackend.ConfigAsync"/>.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }
}

/// <summary>Makes the engine of a session; given to the builder by the extension method of an engine's assembly.</summary>
internal delegate ISparkBackend BackendFactory(BackendContext context);
