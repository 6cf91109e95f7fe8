using System.Security.Cryptography;
using BigData.Spark.Sql;
using Grpc.Core;

namespace BigData.Spark.Connect.Calls;

/// <summary>The retries of one call or stream: decides, counts and waits.</summary>
internal sealed class Retries(ConnectClient client)
{
    private const int ChanceSteps = 1000;

    private int _spent;

    /// <summary>Progress was made: the next failure begins a new count.</summary>
    public void Reset() => _spent = 0;

    /// <summary>Waits until the call may be tried again.</summary>
    /// <exception cref="SparkException">The failure is final, or was retried often enough.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task WaitAsync(RpcException error, string call, CancellationToken token) =>
        WaitAsync(error, call, TransportFailures.IsRetryable(error), token);

    /// <summary>Waits as for a retryable failure, whatever the failure is.</summary>
    /// <exception cref="SparkException">It was retried often enough.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task InsistAsync(RpcException error, string call, CancellationToken token) => WaitAsync(error, call, mayRetry: true, token);

    private async Task WaitAsync(RpcException error, string call, bool mayRetry, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, token);
        }

        ConnectTiming timing = client.Timing;
        TimeSpan? asked = TransportFailures.RetryDelay(error);
        int budget = client.HasAnswered || asked is not null ? timing.Retry.MaxRetries : Math.Min(timing.FirstContactRetries, timing.Retry.MaxRetries);
        if (!mayRetry || _spent >= budget)
        {
            throw await client.TranslateAsync(error, call, _spent, token).ConfigureAwait(false);
        }

        double chance = RandomNumberGenerator.GetInt32(ChanceSteps + 1) / (double)ChanceSteps;
        TimeSpan wait = timing.Retry.Wait(_spent, asked, chance);
        _spent++;
        await Task.Delay(wait, timing.Clock, token).ConfigureAwait(false);
    }
}
