using BigData.Spark.Connect.Failures;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Grpc.Core;
using Grpc.Net.Client;

namespace BigData.Spark.Connect.Calls;

/// <summary>
/// The way to one server and the identity of the session on it: calls with retries and with an eye on servers that fall
/// silent. Failures leave it as exceptions of Spark.
/// </summary>
internal sealed class ConnectClient : IDisposable
{
    private readonly ConnectUrl _url;
    private readonly string _appName;
    private readonly RemoteOptions _options;
    private readonly Metadata _headers;
    private readonly Lock _channelLock = new();
    private GrpcChannel _channel;
    private string? _serverSession;
    private volatile bool _hasAnswered;
    private bool _isDisposed;

    public ConnectClient(ConnectUrl url, string appName, RemoteOptions options, ConnectTiming timing)
    {
        _url = url;
        _appName = appName;
        _options = options;
        Timing = timing;
        SessionId = url.SessionId ?? Guid.NewGuid().ToString("D");
        string user = url.UserId ?? Environment.UserName;
        User = new UserContext { UserId = user, UserName = user };
        ClientType = ConnectChannel.ClientType(url.UserAgent ?? appName);
        _headers = ConnectChannel.Headers(url);
        _channel = ConnectChannel.Open(url, ClientType, _options, Timing);
    }

    /// <summary>Host and port, for messages.</summary>
    public string Endpoint => _url.Endpoint;

    public string SessionId { get; }

    public UserContext User { get; }

    public string ClientType { get; }

    public ConnectTiming Timing { get; }

    public int MaxMessageBytes => _url.MaxMessageBytes;

    /// <summary>The server's own id of the session, once it has told; it is echoed, so that the server notices its own restart.</summary>
    public string? ServerSession => Volatile.Read(ref _serverSession);

    /// <summary>Whether this server has ever answered.</summary>
    public bool HasAnswered => _hasAnswered;

    /// <summary>Another session on the same server, with a channel of its own.</summary>
    public ConnectClient For(string sessionId, string serverSession)
    {
        var client = new ConnectClient(_url with { SessionId = sessionId }, _appName, _options, Timing);
        client.Observe(serverSession);
        return client;
    }

    /// <summary>Begins a call with a stream of answers.</summary>
    public AsyncServerStreamingCall<TResponse> Stream<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CancellationToken token)
        where TRequest : class
        where TResponse : class =>
        Begin(invoker => invoker.AsyncServerStreamingCall(method, host: null, Options(token), request));

    /// <summary>Begins a call with a stream of requests.</summary>
    public AsyncClientStreamingCall<TRequest, TResponse> Upload<TRequest, TResponse>(Method<TRequest, TResponse> method, CancellationToken token)
        where TRequest : class
        where TResponse : class =>
        Begin(invoker => invoker.AsyncClientStreamingCall(method, host: null, Options(token)));

    /// <summary>One call with one answer, tried again as the policy says.</summary>
    /// <exception cref="SparkException">The server reports an error, or cannot be reached.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, CancellationToken token)
        where TRequest : class
        where TResponse : class
    {
        var retries = new Retries(this);
        while (true)
        {
            try
            {
                using AsyncUnaryCall<TResponse> call = Begin(invoker => invoker.AsyncUnaryCall(method, host: null, Options(token), request));
                return await WatchAsync(call.ResponseAsync, token).ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                await retries.WaitAsync(error, method.Name, token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One call with one answer that is neither retried nor translated.</summary>
    /// <exception cref="RpcException">It failed, or took longer than the limit.</exception>
    public async Task<TResponse> CallOnceAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, TimeSpan limit, CancellationToken token)
        where TRequest : class
        where TResponse : class
    {
        using var deadline = new CancellationTokenSource(limit, Timing.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
        using AsyncUnaryCall<TResponse> call = Begin(
            invoker => invoker.AsyncUnaryCall(method, host: null, Options(both.Token), request));
        return await call.ResponseAsync.ConfigureAwait(false);
    }

    /// <summary>Waits for an answer; when it takes long, makes sure that the server lives.</summary>
    /// <exception cref="RpcException">The call failed, or the server does not answer a small question either (Unavailable).</exception>
    public async Task<T> WatchAsync<T>(Task<T> answer, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return await answer.WaitAsync(Timing.Silence, Timing.Clock, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!answer.IsCompleted)
            {
                await ProbeAsync(answer, token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Remembers the server's id of the session.</summary>
    /// <exception cref="SparkException">It has changed: the server restarted, and views and settings are gone.</exception>
    public void Observe(string serverSession)
    {
        _hasAnswered = true;
        if (serverSession.Length == 0)
        {
            return;
        }

        string? before = Interlocked.CompareExchange(ref _serverSession, serverSession, comparand: null);
        if (before is not null && before != serverSession)
        {
            throw ConnectErrors.SessionChanged(Endpoint, SessionId);
        }
    }

    /// <summary>The exception for a failed call.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="call">The name of the call.</param>
    /// <param name="retries">How often it was tried again.</param>
    /// <param name="token">When cancelled, the failure is the caller's own doing.</param>
    public async Task<Exception> TranslateAsync(RpcException error, string call, int retries, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return new OperationCanceledException(error.Message, error, token);
        }

        FetchErrorDetailsResponse? details = ConnectErrors.ErrorId(error) is { } id ? await FetchAsync(id, token).ConfigureAwait(false) : null;
        return ConnectErrors.From(error, new FailedCall(Endpoint, call, retries, MaxMessageBytes, HasAnswered, _url.UseTls), details);
    }

    public void Dispose()
    {
        lock (_channelLock)
        {
            _isDisposed = true;
            _channel.Dispose();
        }
    }

    private CallOptions Options(CancellationToken token) => new(_headers, cancellationToken: token);

    // The lock keeps a channel from being replaced while a call begins on it.
    private TCall Begin<TCall>(Func<CallInvoker, TCall> begin)
    {
        lock (_channelLock)
        {
            return begin(_channel.CreateCallInvoker());
        }
    }

    private async Task ProbeAsync(Task answer, CancellationToken token)
    {
        AnalyzePlanRequest question = this.Fill(new AnalyzePlanRequest { SparkVersion = new() });
        try
        {
            await CallOnceAsync(ConnectMethods.AnalyzePlan, question, Timing.Probe, token).ConfigureAwait(false);
        }
        catch (RpcException) when (token.IsCancellationRequested)
        {
            // The call itself ends by the same token.
        }
        catch (RpcException error) when (ConnectErrors.Details(error) is null)
        {
            Forget(answer);
            Reconnect();
            string problem = $"No answer for {Timing.Silence.TotalSeconds:0} seconds, nor to a question of {Timing.Probe.TotalSeconds:0} seconds.";
            throw new RpcException(new Status(StatusCode.Unavailable, problem));
        }
    }

    // Calls on a connection whose other end is gone would hang on it like those before; a new channel makes a new one.
    private void Reconnect()
    {
        lock (_channelLock)
        {
            if (!_isDisposed)
            {
                _channel.Dispose();
                _channel = ConnectChannel.Open(_url, ClientType, _options, Timing);
            }
        }
    }

    private static void Forget(Task task) =>
        _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    // Best effort: the server keeps an error for one fetch only, and a failure here must not replace the error itself.
    private async Task<FetchErrorDetailsResponse?> FetchAsync(string errorId, CancellationToken token)
    {
        try
        {
            FetchErrorDetailsRequest request = this.Fill(new FetchErrorDetailsRequest { ErrorId = errorId });
            return await CallOnceAsync(ConnectMethods.FetchErrorDetails, request, Timing.BestEffort, token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or ObjectDisposedException)
        {
            return null;
        }
    }
}
