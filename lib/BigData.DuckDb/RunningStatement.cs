using Apache.Arrow;
using BigData.DuckDb.Native;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace BigData.DuckDb;

/// <summary>A statement from its start to the disposal of its result: cancellation, progress and errors are handled here.</summary>
internal sealed class RunningStatement : IDisposable
{
    private static readonly TimeSpan InterruptAgain = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly DuckDBConnection _connection;
    private readonly SessionState _state;
    private readonly string _sql;
    private readonly Action _release;
    private readonly CancellationToken _userToken;
    private readonly CancellationTokenSource _ended;
    private readonly ITimer? _progress;
    private readonly Lock _native = new();
    private readonly Lock _reading = new();
    private bool _running;

    public RunningStatement(
        DuckDBConnection connection, SessionState state, string sql, IProgress<DuckDbProgress>? progress, Action release, CancellationToken token)
    {
        _connection = connection;
        _state = state;
        _sql = sql;
        _release = release;
        _userToken = token;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(token);
        state.Begin(_ended);
        _progress = progress is null
            ? null
            : TimeProvider.System.CreateTimer(_ => Report(progress), null, ProgressInterval, ProgressInterval);
    }

    /// <summary>Runs all statements, giving the rows changed by the last one.</summary>
    public long Execute() => Guarded(() => DuckNative.Execute(_connection.NativeConnection, _sql, IsInterrupted));

    /// <summary>Runs all statements and opens the last one's result as a stream.</summary>
    public ResultStream OpenStream() => Guarded(() => DuckNative.OpenStream(_connection.NativeConnection, _sql, IsInterrupted));

    /// <summary>Reads the next batch, joined until it has the rows asked for.</summary>
    public RecordBatch? Read(ResultStream stream, int batchRows)
    {
        lock (_reading)
        {
            return Guarded(() => ReadWithReason(stream, batchRows));
        }
    }

    /// <summary>Closes a result, also one that is being read: the read fails, and sources that wait for data are told that nobody wants it any more.</summary>
    public void Close(ResultStream stream)
    {
        _ended.Cancel();
        Interrupt();
        lock (_reading)
        {
            stream.Dispose();
        }
    }

    public void Dispose()
    {
        _progress?.Dispose();
        _state.End(_ended);
        _ended.Dispose();
        _release();
    }

    // Also true when the failure of a source or function explains why DuckDB stopped.
    private bool IsInterrupted() => _ended.IsCancellationRequested || _state.HasFailed;

    private RecordBatch? ReadWithReason(ResultStream stream, int batchRows)
    {
        try
        {
            return stream.Read(batchRows, _userToken);
        }
        catch (DuckFailure failure) when (failure.ErrorType == DuckDBErrorType.Interrupt && !IsInterrupted())
        {
            throw DuckNative.FindReason(_connection.NativeConnection, _sql, IsInterrupted) ?? failure;
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        _userToken.ThrowIfCancellationRequested();
        lock (_native)
        {
            _running = true;
        }

        using var again = _userToken.CanBeCanceled
            ? TimeProvider.System.CreateTimer(_ => Interrupt(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
            : null;

        // An interrupt that arrives before DuckDB starts the statement is forgotten by DuckDB, hence it is repeated until the work ends.
        using var registration = _userToken.UnsafeRegister(timer => ((ITimer)timer!).Change(TimeSpan.Zero, InterruptAgain), again);
        try
        {
            return work();
        }
        catch (DuckFailure failure)
        {
            throw Translate(failure);
        }
        finally
        {
            lock (_native)
            {
                _running = false;
            }
        }
    }

    private void Interrupt()
    {
        lock (_native)
        {
            if (_running)
            {
                _connection.NativeConnection.Interrupt();
            }
        }
    }

    private void Report(IProgress<DuckDbProgress> progress)
    {
        DuckDBQueryProgress value;
        lock (_native)
        {
            if (!_running)
            {
                return;
            }

            value = _connection.GetQueryProgress();
        }

        progress.Report(new DuckDbProgress(value.Percentage, (long)value.RowsProcessed, (long)value.TotalRowsToProcess));
    }

    private Exception Translate(DuckFailure failure)
    {
        var cause = _state.TakeFailure();
        if (_userToken.IsCancellationRequested && (failure.ErrorType == DuckDBErrorType.Interrupt || cause is OperationCanceledException))
        {
            return new OperationCanceledException("The DuckDB statement was cancelled.", failure, _userToken);
        }

        var error = DuckDbError.Parse(failure.Message);
        return failure.ErrorType == DuckDBErrorType.Interrupt && cause is not null
            ? new DuckDbException(error with { ErrorClass = "Invalid Input", Message = cause.Message }, _sql, cause)
            : new DuckDbException(error, _sql, cause);
    }
}
