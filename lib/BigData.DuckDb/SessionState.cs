namespace BigData.DuckDb;

/// <summary>What callbacks of a connection need to find: the token of the running statement, and a place for the exception of a source or function.</summary>
internal sealed class SessionState
{
    private Exception? _failure;
    private CancellationTokenSource? _statement;

    /// <summary>Cancelled when the running statement is.</summary>
    public CancellationToken Token => Volatile.Read(ref _statement)?.Token ?? CancellationToken.None;

    /// <summary>Whether a source or function of the statement failed.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Starts a statement.</summary>
    public void Begin(CancellationTokenSource statement)
    {
        Volatile.Write(ref _statement, statement);
        Interlocked.Exchange(ref _failure, null);
    }

    /// <summary>Ends a statement.</summary>
    public void End(CancellationTokenSource statement) => Interlocked.CompareExchange(ref _statement, null, statement);

    /// <summary>Keeps the first exception of the statement.</summary>
    public void Fail(Exception exception) => Interlocked.CompareExchange(ref _failure, exception, null);

    /// <summary>Takes the exception out.</summary>
    public Exception? TakeFailure() => Interlocked.Exchange(ref _failure, null);
}
