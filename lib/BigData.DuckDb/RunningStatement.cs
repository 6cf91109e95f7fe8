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
    public long Execute() => Guarded(() => DuckNative.Execute(_connection.NativeConnection, _sql));

    /// <summary>Runs all statements and opens the last one's result as a stream.</summary>
    public ResultStream OpenStream() => Guarded(() => DuckNative.OpenStream(_connection.NativeConnection, _sql));

    /// <summary>Reads the next batch, joined until it has the rows asked for.</summary>
    public RecordBatch? Read(ResultStream stream, int batchRows) => Guarded(() => stream.Read(batchRows, _userToken));

    public void Dispose()
    {
        _progress?.Dispose();
        _ended.Cancel();
        _ended.Dispose();
        _release();
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

        return new DuckDbException(DuckDbError.Parse(failure.Message), _sql, cause);
    }
}
