using System.Net;
using BigData.Spark.Proto;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BigData.Spark.Connect.Tests;

/// <summary>A Connect server in the process that answers what a test tells it to.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app, Script script)
    {
        _app = app;
        Script = script;
    }

    public Script Script { get; }

    public string Url => $"sc://127.0.0.1:{new Uri(_app.Urls.First()).Port}";

    public static async Task<FakeServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var script = new Script();
        builder.Services.AddSingleton(script);
        builder.Services.AddGrpc();
        WebApplication app = builder.Build();
        app.MapGrpcService<FakeService>();
        await app.StartAsync();
        return new FakeServer(app, script);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>What the server says and what it was told.</summary>
internal sealed class Script
{
    public const string ServerSession = "5f0c7a52-6a1e-4d0e-9d2a-0f6f2f6f1a11";

    public Func<ExecutePlanRequest, IEnumerable<ExecutePlanResponse>> Execute { get; set; } = _ => [];

    public Func<InterruptRequest, InterruptResponse> Interrupt { get; set; } = _ => new InterruptResponse();

    public Func<FetchErrorDetailsRequest, FetchErrorDetailsResponse> Details { get; set; } = _ => new FetchErrorDetailsResponse();

    public List<string> Calls { get; } = [];

    public Metadata? Headers { get; set; }
}

internal sealed class FakeService(Script script) : SparkConnectService.SparkConnectServiceBase
{
    public override async Task ExecutePlan(
        ExecutePlanRequest request, IServerStreamWriter<ExecutePlanResponse> responseStream, ServerCallContext context)
    {
        Note(nameof(ExecutePlan), context);
        foreach (ExecutePlanResponse response in script.Execute(request))
        {
            response.SessionId = request.SessionId;
            response.ServerSideSessionId = response.ServerSideSessionId is { Length: > 0 } id ? id : Script.ServerSession;
            await responseStream.WriteAsync(response);
        }
    }

    public override Task<ConfigResponse> Config(ConfigRequest request, ServerCallContext context)
    {
        Note(nameof(Config), context);
        return Task.FromResult(new ConfigResponse { SessionId = request.SessionId, ServerSideSessionId = Script.ServerSession });
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

    private void Note(string call, ServerCallContext context)
    {
        lock (script.Calls)
        {
            script.Calls.Add(call);
            script.Headers = context.RequestHeaders;
        }
    }
}
