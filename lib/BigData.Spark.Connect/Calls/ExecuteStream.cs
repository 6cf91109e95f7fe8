using BigData.Spark.Connect.Failures;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Grpc.Core;

namespace BigData.Spark.Connect.Calls;

/// <summary>
/// One execution, read to its end over as many connections as that takes. The server keeps what was not received: after a
/// broken connection reading goes on behind the last response. Nothing runs twice, because the operation keeps its id.
/// </summary>
internal sealed class ExecuteStream(ConnectClient client, ExecutePlanRequest request) : IDisposable
{
    // A server may end a stream that has run for long without a word; one that ends streams at once would be asked for ever.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);

    // A server keeps some MB of what was sent anyway; a call for each small response would cost more than the response.
    private const long ReleaseBytes = 4 * 1024 * 1024;

    private readonly Retries _retries = new(client);
    private readonly ReleaseQueue _releases = new(client, request.OperationId);
    private AsyncServerStreamingCall<ExecutePlanResponse>? _call;
    private string? _lastResponse;
    private long _opened;
    private long _unreleased;
    private bool _wasSent;
    private bool _reattach;
    private bool _heardOnCall;

    /// <summary>Whether any response has arrived, so that the server surely knows the operation.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Whether the operation has ended well and everything was received.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the server itself ended the operation with an error.</summary>
    public bool HasFailed { get; private set; }

    private string CallName => _reattach ? nameof(ConnectMethods.ReattachExecute) : nameof(ConnectMethods.ExecutePlan);

    /// <summary>The next response; null at the end.</summary>
    /// <exception cref="SparkException">The operation failed, or the server is lost for good.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ExecutePlanResponse?> NextAsync(CancellationToken token)
    {
        while (!IsComplete)
        {
            try
            {
                _call ??= Open(token);
                if (await client.WatchAsync(_call.ResponseStream.MoveNext(CancellationToken.None), token).ConfigureAwait(false))
                {
                    return Accept(_call.ResponseStream.Current);
                }

                await EndCallAsync(token).ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                Close();
                await RecoverAsync(error, token).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Nothing more is wanted from the operation: the server forgets it, and stops it if it still runs.</summary>
    public void Release()
    {
        if (_wasSent)
        {
            _releases.All();
        }
    }

    public void Dispose() => Close();

    private AsyncServerStreamingCall<ExecutePlanResponse> Open(CancellationToken token)
    {
        _heardOnCall = false;
        _opened = client.Timing.Clock.GetTimestamp();
        if (!_reattach)
        {
            _wasSent = true;
            return client.Stream(ConnectMethods.ExecutePlan, client.Fill(request), token);
        }

        var again = new ReattachExecuteRequest { OperationId = request.OperationId };
        if (_lastResponse is not null)
        {
            again.LastResponseId = _lastResponse;
        }

        return client.Stream(ConnectMethods.ReattachExecute, client.Fill(again), token);
    }

    private ExecutePlanResponse Accept(ExecutePlanResponse response)
    {
        HasAnswer = true;
        _heardOnCall = true;
        _retries.Reset();
        if (response.ResponseTypeCase == ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete)
        {
            IsComplete = true;
            Release();
        }
        else if (response.ResponseId.Length > 0)
        {
            _lastResponse = response.ResponseId;
            _unreleased += response.ArrowBatch?.Data.Length ?? 0;
            if (_unreleased >= ReleaseBytes)
            {
                _unreleased = 0;
                _releases.Until(response.ResponseId);
            }
        }

        client.Observe(response.ServerSideSessionId);
        return response;
    }

    // A stream that ends without a ResultComplete was cut by the server at its limit of time or size; servers that cannot
    // reattach give their responses no ids and end with the last one.
    private async Task EndCallAsync(CancellationToken token)
    {
        Close();
        if (HasAnswer && _lastResponse is null)
        {
            IsComplete = true;
            return;
        }

        if (!_heardOnCall && client.Timing.Clock.GetElapsedTime(_opened) < ShortestLife)
        {
            var ended = new RpcException(new Status(StatusCode.Unavailable, "The server ended a result before it was complete"));
            await _retries.WaitAsync(ended, CallName, token).ConfigureAwait(false);
        }

        _reattach = true;
    }

    private async Task RecoverAsync(RpcException error, CancellationToken token)
    {
        switch (ConnectErrors.ClassOf(error))
        {
            // The request never arrived, so it is sent for the first time. Once anything was received that would run it twice.
            case "INVALID_HANDLE.OPERATION_NOT_FOUND" or "INVALID_HANDLE.SESSION_NOT_FOUND" when _reattach && !HasAnswer:
                await _retries.InsistAsync(error, CallName, token).ConfigureAwait(false);
                _reattach = false;
                break;

            // A request that seemed lost has arrived after all.
            case "INVALID_HANDLE.OPERATION_ALREADY_EXISTS" when !_reattach && !HasAnswer:
                await _retries.InsistAsync(error, CallName, token).ConfigureAwait(false);
                _reattach = true;
                break;
            default:
                await RetryAsync(error, token).ConfigureAwait(false);
                _reattach = true;
                break;
        }
    }

    private async Task RetryAsync(RpcException error, CancellationToken token)
    {
        try
        {
            await _retries.WaitAsync(error, CallName, token).ConfigureAwait(false);
        }
        catch (SparkException)
        {
            HasFailed = true;
            Release();
            throw;
        }
    }

    private void Close()
    {
        _call?.Dispose();
        _call = null;
    }
}
