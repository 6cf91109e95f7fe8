using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BigData.Spark.Engine;
using BigData.Spark.Proto;
using Grpc.Core;

namespace BigData.Spark.Connect;

/// <summary>A session on a Spark Connect server.</summary>
internal sealed class ConnectBackend : ISparkBackend
{
    private static readonly TimeSpan InterruptDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReleaseDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(100);
    private const int InterruptAttempts = 20;

    private readonly ConnectClient _client;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, byte> _unanswered = new(StringComparer.Ordinal);

    public ConnectBackend(ConnectUrl url, BackendContext context)
        : this(new ConnectClient(url, context.AppName), TimeProvider.System)
    {
    }

    internal ConnectBackend(ConnectClient client, TimeProvider clock)
    {
        _client = client;
        _clock = clock;
    }

    public async IAsyncEnumerable<ExecuteEvent> ExecuteAsync(
        Plan plan, ExecuteOptions options, [EnumeratorCancellation] CancellationToken token)
    {
        var request = new ExecutePlanRequest
        {
            SessionId = _client.SessionId,
            UserContext = _client.User,
            ClientType = _client.ClientType,
            OperationId = options.OperationId,
            Plan = plan,
            Tags = { options.Tags },
        };
        if (_client.ServerSession is { } server)
        {
            request.ClientObservedServerSideSessionId = server;
        }

        _unanswered[options.OperationId] = 0;
        using AsyncServerStreamingCall<ExecutePlanResponse> call = _client.Stream(ConnectMethods.ExecutePlan, request, token);
        var decoder = new ResponseDecoder(_client.Endpoint);
        try
        {
            while (await _client.NextAsync(call, token).ConfigureAwait(false) is { } response)
            {
                _unanswered.TryRemove(options.OperationId, out _);
                _client.Observe(response.ServerSideSessionId);
                foreach (ExecuteEvent item in decoder.Decode(response))
                {
                    yield return item;
                }
            }

            decoder.Finish();
        }
        finally
        {
            decoder.Dispose();
            if (!token.IsCancellationRequested)
            {
                _unanswered.TryRemove(options.OperationId, out _);
            }
        }

        yield return new CompleteEvent();
    }

    public async Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken token)
    {
        AnalyzePlanRequest sent = request.Clone();
        sent.SessionId = _client.SessionId;
        sent.UserContext = _client.User;
        sent.ClientType = _client.ClientType;
        if (_client.ServerSession is { } server)
        {
            sent.ClientObservedServerSideSessionId = server;
        }

        AnalyzePlanResponse response = await _client.CallAsync(ConnectMethods.AnalyzePlan, sent, token).ConfigureAwait(false);
        _client.Observe(response.ServerSideSessionId);
        return response;
    }

    public async Task<ConfigResponse> ConfigAsync(ConfigRequest request, CancellationToken token)
    {
        ConfigRequest sent = request.Clone();
        sent.SessionId = _client.SessionId;
        sent.UserContext = _client.User;
        sent.ClientType = _client.ClientType;
        if (_client.ServerSession is { } server)
        {
            sent.ClientObservedServerSideSessionId = server;
        }

        ConfigResponse response = await _client.CallAsync(ConnectMethods.Config, sent, token).ConfigureAwait(false);
        _client.Observe(response.ServerSideSessionId);
        return response;
    }

    public async Task InterruptAsync(InterruptScope scope, CancellationToken token)
    {
        var request = new InterruptRequest { SessionId = _client.SessionId, UserContext = _client.User, ClientType = _client.ClientType };
        switch (scope)
        {
            case InterruptScope.ByTag tagged:
                request.InterruptType = InterruptRequest.Types.InterruptType.Tag;
                request.OperationTag = tagged.Tag;
                break;
            case InterruptScope.ByOperation operation:
                request.InterruptType = InterruptRequest.Types.InterruptType.OperationId;
                request.OperationId = operation.OperationId;
                break;
            default:
                request.InterruptType = InterruptRequest.Types.InterruptType.All;
                break;
        }

        InterruptResponse response = await SendAsync(request, token).ConfigureAwait(false);
        if (scope is not InterruptScope.ByOperation { OperationId: var id } || !_unanswered.TryRemove(id, out _))
        {
            return;
        }

        // A request that is given up at once may reach the server after its interrupt, and would then run to its end.
        for (int attempt = 1; attempt < InterruptAttempts && response.InterruptedIds.Count == 0; attempt++)
        {
            await Task.Delay(InterruptPause, _clock, token).ConfigureAwait(false);
            response = await SendAsync(request, token).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            var request = new ReleaseSessionRequest { SessionId = _client.SessionId, UserContext = _client.User, ClientType = _client.ClientType };
            if (_client.ServerSession is not null)
            {
                await _client.CallAsync(ConnectMethods.ReleaseSession, request, CancellationToken.None, ReleaseDeadline).ConfigureAwait(false);
            }
        }
        catch (Sql.SparkException)
        {
            // A session that cannot be released is dropped by the server when it has been idle for an hour.
        }
        finally
        {
            _client.Dispose();
        }
    }

    // Servers before 4.2 may wait for ever on an operation that they never saw.
    private Task<InterruptResponse> SendAsync(InterruptRequest request, CancellationToken token) =>
        _client.CallAsync(ConnectMethods.Interrupt, request, token, InterruptDeadline);
}
