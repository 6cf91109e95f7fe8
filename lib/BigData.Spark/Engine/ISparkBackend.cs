using BigData.Spark.Proto;

namespace BigData.Spark.Engine;

/// <summary>
/// The port between the public API and an engine: it takes Spark Connect plans and answers events with Arrow batches.
/// One backend belongs to one session. Session id, user and client type of the requests are the backend's to fill in.
/// </summary>
internal interface ISparkBackend : IAsyncDisposable
{
    /// <summary>Executes a plan; ends with a <see cref="CompleteEvent"/> or throws a <see cref="Sql.SparkException"/>.</summary>
    IAsyncEnumerable<ExecuteEvent> ExecuteAsync(Plan plan, ExecuteOptions options, CancellationToken token);

    /// <summary>Answers a question about a plan (schema, explain …) without producing its rows.</summary>
    Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken token);

    /// <summary>Reads or changes the configuration of the session.</summary>
    Task<ConfigResponse> ConfigAsync(ConfigRequest request, CancellationToken token);

    /// <summary>Stops running operations of this session; operations that are not running are left alone.</summary>
    /// <returns>The ids of the operations that were stopped.</returns>
    Task<IReadOnlyList<string>> InterruptAsync(InterruptScope scope, CancellationToken token);

    /// <summary>Gives files of this machine to the session.</summary>
    Task AddArtifactsAsync(IReadOnlyList<ArtifactFile> files, CancellationToken token);

    /// <summary>Makes another session with the settings, temporary views and functions of this one.</summary>
    Task<ISparkBackend> CloneAsync(CancellationToken token);
}
