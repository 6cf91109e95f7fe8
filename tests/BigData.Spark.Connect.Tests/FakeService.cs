using System.Globalization;
using BigData.Spark.Proto;
using Grpc.Core;
using Response = BigData.Spark.Proto.ExecutePlanResponse;

namespace BigData.Spark.Connect.Tests;

/// <summary>The service of <see cref="FakeServer"/>.</summary>
internal sealed class FakeService(Script script) : SparkConnectService.SparkConnectServiceBase
{
    public override Task ExecutePlan(ExecutePlanRequest request, IServerStreamWriter<Response> responseStream, ServerCallContext context)
    {
        Note(nameof(ExecutePlan), context);
        script.Executed.Enqueue(request);
        return WriteAsync(script.Execute(request), request.SessionId, request.OperationId, responseStream);
    }

    public override Task ReattachExecute(ReattachExecuteRequest request, IServerStreamWriter<Response> responseStream, ServerCallContext context)
    {
        Note(nameof(ReattachExecute), context);
        script.Reattached.Enqueue(request);
        return WriteAsync(script.Reattach(request), request.SessionId, request.OperationId, responseStream);
    }

    public override Task<ReleaseExecuteResponse> ReleaseExecute(ReleaseExecuteRequest request, ServerCallContext context)
    {
        Note(nameof(ReleaseExecute), context);
        script.Released.Enqueue(request);
        return Task.FromResult(new ReleaseExecuteResponse { SessionId = request.SessionId });
    }

    public override Task<AnalyzePlanResponse> AnalyzePlan(AnalyzePlanRequest request, ServerCallContext context)
    {
        Note(nameof(AnalyzePlan), context);
        AnalyzePlanResponse response = script.Analyze(request);
        response.ServerSideSessionId = script.ServerSessionOf(request.SessionId);
        return Task.FromResult(response);
    }

    public override Task<ConfigResponse> Config(ConfigRequest request, ServerCallContext context)
    {
        Note(nameof(Config), context);
        ConfigResponse response = script.Config(request);
        response.ServerSideSessionId = script.ServerSessionOf(request.SessionId);
        return Task.FromResult(response);
    }

    public override async Task<AddArtifactsResponse> AddArtifacts(IAsyncStreamReader<AddArtifactsRequest> requestStream, ServerCallContext context)
    {
        Note(nameof(AddArtifacts), context);
        var response = new AddArtifactsResponse();
        await foreach (AddArtifactsRequest request in requestStream.ReadAllAsync())
        {
            script.Artifacts.Enqueue(request);
            response.Artifacts.Add(Names(request).Select(name => script.Confirm(name, request)));
        }

        return response;
    }

    public override Task<ArtifactStatusesResponse> ArtifactStatus(ArtifactStatusesRequest request, ServerCallContext context)
    {
        Note(nameof(ArtifactStatus), context);
        return Task.FromResult(script.Statuses(request));
    }

    public override Task<InterruptResponse> Interrupt(InterruptRequest request, ServerCallContext context)
    {
        Note(nameof(Interrupt), context);
        return Task.FromResult(script.Interrupt(request));
    }

    public override Task<FetchErrorDetailsResponse> FetchErrorDetails(FetchErrorDetailsRequest request, ServerCallContext context)
    {
        Note(nameof(FetchErrorDetails), context);
        return Task.FromResult(script.Details(request));
    }

    public override Task<ReleaseSessionResponse> ReleaseSession(ReleaseSessionRequest request, ServerCallContext context)
    {
        Note(nameof(ReleaseSession), context);
        return Task.FromResult(new ReleaseSessionResponse { SessionId = request.SessionId });
    }

    public override Task<CloneSessionResponse> CloneSession(CloneSessionRequest request, ServerCallContext context)
    {
        Note(nameof(CloneSession), context);
        string own = script.Clones.GetOrAdd(request.NewSessionId, _ => Guid.NewGuid().ToString());
        return Task.FromResult(new CloneSessionResponse { NewSessionId = request.NewSessionId, NewServerSideSessionId = own });
    }

    private static IEnumerable<string> Names(AddArtifactsRequest request) => request.PayloadCase switch
    {
        AddArtifactsRequest.PayloadOneofCase.Batch => request.Batch.Artifacts.Select(a => a.Name),
        AddArtifactsRequest.PayloadOneofCase.BeginChunk => [request.BeginChunk.Name],
        _ => [],
    };

    private async Task WriteAsync(IEnumerable<Response> responses, string session, string operation, IServerStreamWriter<Response> stream)
    {
        int count = 0;
        foreach (Response response in responses)
        {
            await stream.WriteAsync(Fill(response, session, operation, ++count));
        }

        if (script.Completes)
        {
            await stream.WriteAsync(Fill(new Response { ResultComplete = new() }, session, operation, ++count));
        }
    }

    private Response Fill(Response response, string session, string operation, int number)
    {
        response.SessionId = session;
        response.OperationId = operation;
        response.ServerSideSessionId = response.ServerSideSessionId is { Length: > 0 } id ? id : script.ServerSessionOf(session);
        response.ResponseId = response.ResponseId is { Length: > 0 } given ? given : number.ToString(CultureInfo.InvariantCulture);
        return response;
    }

    private void Note(string call, ServerCallContext context)
    {
        script.Calls.Enqueue(call);
        script.Headers = context.RequestHeaders;
    }
}
