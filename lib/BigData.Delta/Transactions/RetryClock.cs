namespace BigData.Delta.Transactions;

/// <summary>Waits between attempts: at once at first, then longer, until the budget is spent.</summary>
internal sealed class RetryClock(TimeProvider time, TimeSpan budget)
{
    private const int ImmediateAttempts = 3;
    private const int LongestWaitMilliseconds = 500;
    private readonly long _start = time.GetTimestamp();
    private readonly int _spread = Guid.NewGuid().GetHashCode() & 31;
    private int _attempt;

    /// <summary>False when the budget is spent.</summary>
    public async Task<bool> WaitAsync(CancellationToken token)
    {
        if (time.GetElapsedTime(_start) >= budget)
        {
            return false;
        }

        if (++_attempt > ImmediateAttempts)
        {
            int wait = Math.Min(LongestWaitMilliseconds, 5 << Math.Min(10, _attempt - ImmediateAttempts)) + _spread;
            await Task.Delay(TimeSpan.FromMilliseconds(wait), time, token).ConfigureAwait(false);
        }

        return true;
    }
}
