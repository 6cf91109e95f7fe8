using System.Net;
using System.Security.Cryptography.X509Certificates;
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

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Url => $"sc://127.0.0.1:{Port}";

    public static async Task<FakeServer> StartAsync(X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var script = new Script();
        builder.Services.AddSingleton(script);
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        WebApplication app = builder.Build();
        app.MapGrpcService<FakeService>();
        await app.StartAsync();
        return new FakeServer(app, script);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
