using System.Reflection;
using System.Runtime.InteropServices;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;

namespace BigData.Spark.Connect;

/// <summary>One channel to a server and the identity of the session on it; failures leave it as exceptions of Spark.</summary>
internal sealed class ConnectClient : IDisposable
{
    private const int StreamWindowBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan DetailsDeadline = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private readonly Metadata _headers = [];
    private string? _serverSession;

    public ConnectClient(ConnectUrl url, string appName)
    {
        Endpoint = $"{url.Host}:{url.Port}";
        SessionId = url.SessionId ?? Guid.NewGuid().ToString("D");
        string user = url.UserId ?? Environment.UserName;
        User = new UserContext { UserId = user, UserName = user };
        ClientType = TypeOf(url.UserAgent ?? appName);
        foreach (KeyValuePair<string, string> header in url.Headers)
        {
            _headers.Add(header.Key, header.Value);
        }

        _channel = GrpcChannel.ForAddress(url.Address, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = url.MaxMessageBytes,
            MaxSendMessageSize = url.MaxMessageBytes,
            HttpHandler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = StreamWindowBytes, EnableMultipleHttp2Connections = true },
            DisposeHttpClient = true,
        });
        _invoker = _channel.CreateCallInvoker();
    }

    /// <summary>Host and port, for messages.</summary>
    public string Endpoint { get; }

    public string SessionId { get; }

    public UserContext User { get; }

    public string ClientType { get; }

    /// <summary>The server's own id of the session, once it has told; it is echoed, so that the server notices its own restart.</summary>
    public string? ServerSession => Volatile.Read(ref _serverSession);

    public AsyncServerStreamingCall<TResponse> Stream<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CancellationToken token)
        where TRequest : class
        where TResponse : class =>
        _invoker.AsyncServerStreamingCall(method, host: null, new CallOptions(_headers, cancellationToken: token), request);

    /// <summary>The next message of a stream; null at its end.</summary>
    /// <exception cref="SparkException">The server reports an error, or cannot be reached.</exception>
    public async Task<ExecutePlanResponse?> NextAsync(AsyncServerStreamingCall<ExecutePlanResponse> call, CancellationToken token)
    {
        try
        {
            return await call.ResponseStream.MoveNext(token).ConfigureAwait(false) ? call.ResponseStream.Current : null;
        }
        catch (RpcException error)
        {
            throw await TranslateAsync(error, nameof(ConnectMethods.ExecutePlan), token).ConfigureAwait(false);
        }
    }

    /// <summary>One call with one answer.</summary>
    /// <exception cref="SparkException">The server reports an error, or cannot be reached.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CancellationToken token, TimeSpan? deadline = null)
        where TRequest : class
        where TResponse : class
    {
        using CancellationTokenSource? limit = deadline is { } time ? CancellationTokenSource.CreateLinkedTokenSource(token) : null;
        limit?.CancelAfter(deadline!.Value);
        try
        {
            using AsyncUnaryCall<TResponse> call = _invoker.AsyncUnaryCall(
                method, host: null, new CallOptions(_headers, cancellationToken: limit?.Token ?? token), request);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            throw await TranslateAsync(error, method.Name, token).ConfigureAwait(false);
        }
    }

    /// <summary>Remembers the server's id of the session.</summary>
    /// <exception cref="SparkException">It has changed: the server restarted, and views and settings are gone.</exception>
    public void Observe(string serverSession)
    {
        if (serverSession.Length == 0)
        {
            return;
        }

        string? before = Interlocked.CompareExchange(ref _serverSession, serverSession, comparand: null);
        if (before is not null && before != serverSession)
        {
            throw Errors.SparkErrors.Create("INVALID_HANDLE.SESSION_CHANGED", ("handle", SessionId));
        }
    }

    public void Dispose() => _channel.Dispose();

    private async Task<Exception> TranslateAsync(RpcException error, string call, CancellationToken token)
    {
        if (token.IsCancellationRequested && error.StatusCode == StatusCode.Cancelled)
        {
            return new OperationCanceledException(error.Message, error, token);
        }

        FetchErrorDetailsResponse? details = ConnectErrors.Details(error) is { } info && ConnectErrors.IsCut(info)
            ? await FetchAsync(info, token).ConfigureAwait(false)
            : null;
        return ConnectErrors.From(error, Endpoint, call, details);
    }

    // Best effort: the server keeps an error for one fetch only, and a failure here must not replace the error itself.
    private async Task<FetchErrorDetailsResponse?> FetchAsync(ErrorInfo info, CancellationToken token)
    {
        var request = new FetchErrorDetailsRequest
        {
            SessionId = SessionId,
            UserContext = User,
            ClientType = ClientType,
            ErrorId = info.Metadata["errorId"],
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(DetailsDeadline);
        try
        {
            using AsyncUnaryCall<FetchErrorDetailsResponse> call = _invoker.AsyncUnaryCall(
                ConnectMethods.FetchErrorDetails, host: null, new CallOptions(_headers, cancellationToken: limit.Token), request);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private static string TypeOf(string agent)
    {
        string version = typeof(ConnectClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return $"{agent} bigdata/{version.Split('+')[0]} os/{RuntimeInformation.OSDescription} dotnet/{Environment.Version}";
    }
}
