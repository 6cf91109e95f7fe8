using BigData.Spark.Proto;
using Grpc.Core;

namespace BigData.Spark.Connect.Calls;

/// <summary>
/// Tells the server which responses it need not keep. Nobody waits for it and nothing depends on it: at most one call is
/// under way, and what was received meanwhile is told by the next.
/// </summary>
internal sealed class ReleaseQueue(ConnectClient client, string operationId)
{
    private readonly Lock _lock = new();
    private string? _until;
    private bool _isAll;
    private bool _isRunning;

    /// <summary>The responses up to this one have arrived.</summary>
    public void Until(string responseId) => Enqueue(responseId, isAll: false);

    /// <summary>Nothing more will be asked of this operation; if it still runs, it is stopped.</summary>
    public void All() => Enqueue(responseId: null, isAll: true);

    private void Enqueue(string? responseId, bool isAll)
    {
        lock (_lock)
        {
            _until = responseId;
            _isAll |= isAll;
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        while (Next() is { } request)
        {
            try
            {
                await client.CallOnceAsync(ConnectMethods.ReleaseExecute, request, client.Timing.BestEffort, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error) when (error is RpcException or OperationCanceledException or ObjectDisposedException)
            {
                // The server drops what nobody asks for after some minutes.
            }
        }
    }

    private ReleaseExecuteRequest? Next()
    {
        lock (_lock)
        {
            if (_until is null && !_isAll)
            {
                _isRunning = false;
                return null;
            }

            ReleaseExecuteRequest request = client.Fill(new ReleaseExecuteRequest { OperationId = operationId });
            if (_isAll)
            {
                request.ReleaseAll = new();
            }
            else
            {
                request.ReleaseUntil = new() { ResponseId = _until };
            }

            _until = null;
            _isAll = false;
            return request;
        }
    }
}
