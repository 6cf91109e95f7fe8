using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using BigData.Spark.Sql;
using Grpc.Core;
using Grpc.Net.Client;

namespace BigData.Spark.Connect.Calls;

/// <summary>Makes the channel to a server and the headers of its calls.</summary>
internal static class ConnectChannel
{
    /// <summary>
    /// What may be under way on a stream. It stays below the 10 MiB of responses that a server keeps for a client that
    /// reconnects: what is lost with a connection must still be there.
    /// </summary>
    private const int StreamWindowBytes = 6 * 1024 * 1024;

    private static readonly TimeSpan IdleBeforeTcpProbe = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTcpProbes = TimeSpan.FromSeconds(10);
    private const int TcpProbes = 3;

    public static GrpcChannel Open(ConnectUrl url, string clientType, RemoteOptions options, ConnectTiming timing) => GrpcChannel.ForAddress(url.Address, new GrpcChannelOptions
    {
        MaxReceiveMessageSize = url.MaxMessageBytes,
        MaxSendMessageSize = url.MaxMessageBytes,
        HttpHandler = new UserAgentHandler(clientType, Handler(url, options, timing)),
        DisposeHttpClient = true,
    });

    /// <summary>The headers of every call: the token, and the parameters that only the server or a proxy knows.</summary>
    public static Metadata Headers(ConnectUrl url)
    {
        Metadata headers = [];
        if (url.Token is { } token)
        {
            headers.Add("authorization", "Bearer " + token);
        }

        foreach (KeyValuePair<string, string> header in url.Headers)
        {
            headers.Add(header.Key, header.Value);
        }

        return headers;
    }

    /// <summary>How this client names itself, in characters that a header may have.</summary>
    public static string ClientType(string agent)
    {
        string version = typeof(ConnectClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        string text = $"{agent} bigdata/{version.Split('+')[0]} os/{RuntimeInformation.OSDescription} dotnet/{Environment.Version}";
        return string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c : '?'));
    }

    private static SocketsHttpHandler Handler(ConnectUrl url, RemoteOptions options, ConnectTiming timing)
    {
        var handler = new SocketsHttpHandler
        {
            InitialHttp2StreamWindowSize = StreamWindowBytes,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = timing.Connect,
            ConnectCallback = ConnectAsync,

            // Without TLS a proxy could only pass HTTP/1.1 on.
            UseProxy = url.UseTls,
        };
        if (options.TrustedRoots is { Count: > 0 } roots)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trusting(roots) };
        }

        return handler;
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    // Probes of the operating system find a host that is gone. Pings of HTTP/2 would do so too, but servers of gRPC close a
    // connection that pings more often than every five minutes.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)IdleBeforeTcpProbe.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)BetweenTcpProbes.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, TcpProbes);
            await socket.ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The library for gRPC sets its own name, and appends others to it.
    private sealed class UserAgentHandler(string agent, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private const string Header = "User-Agent";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(Header);
            request.Headers.TryAddWithoutValidation(Header, agent);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
