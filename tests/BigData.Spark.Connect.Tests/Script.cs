using System.Collections.Concurrent;
using BigData.Spark.Proto;
using Grpc.Core;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests;

/// <summary>What the server says and what it was told.</summary>
internal sealed class Script
{
    public const string ServerSession = "5f0c7a52-6a1e-4d0e-9d2a-0f6f2f6f1a11";

    public Func<ExecutePlanRequest, IEnumerable<Response>> Execute { get; set; } = _ => [];

    /// <summary>The answer to a reattach; the default lets the stream end as a complete one.</summary>
    public Func<ReattachExecuteRequest, IEnumerable<Response>> Reattach { get; set; } = _ => [];

    /// <summary>Whether a stream that ends without an error is closed by the message that says it is complete.</summary>
    public bool Completes { get; set; } = true;

    public Func<AnalyzePlanRequest, AnalyzePlanResponse> Analyze { get; set; } = _ => new AnalyzePlanResponse { SparkVersion = new() { Version = "4.2.0" } };

    public Func<ConfigRequest, ConfigResponse> Config { get; set; } = _ => new ConfigResponse();

    public Func<InterruptRequest, InterruptResponse> Interrupt { get; set; } = _ => new InterruptResponse();

    public Func<FetchErrorDetailsRequest, FetchErrorDetailsResponse> Details { get; set; } = _ => new FetchErrorDetailsResponse();

    public Func<ArtifactStatusesRequest, ArtifactStatusesResponse> Statuses { get; set; } = _ => new ArtifactStatusesResponse();

    public Func<string, AddArtifactsRequest, AddArtifactsResponse.Types.ArtifactSummary> Confirm { get; set; } =
        (name, _) => new AddArtifactsResponse.Types.ArtifactSummary { Name = name, IsCrcSuccessful = true };

    /// <summary>The server's own ids of cloned sessions.</summary>
    public ConcurrentDictionary<string, string> Clones { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<ReattachExecuteRequest> Reattached { get; } = new();

    public ConcurrentQueue<ReleaseExecuteRequest> Released { get; } = new();

    public ConcurrentQueue<AddArtifactsRequest> Artifacts { get; } = new();

    public ConcurrentQueue<ExecutePlanRequest> Executed { get; } = new();

    public Metadata? Headers { get; set; }

    public string ServerSessionOf(string session) => Clones.GetValueOrDefault(session, ServerSession);

    public int CountOf(string call) => Calls.Count(name => name == call);
}
