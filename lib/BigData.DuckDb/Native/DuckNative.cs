using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace BigData.DuckDb.Native;

/// <summary>Statements over the native library.</summary>
internal static class DuckNative
{
    /// <summary>DuckDB's number of a connection, which callbacks see too.</summary>
    public static ulong ConnectionId(DuckDBConnection connection)
    {
        NativeMethods.Startup.DuckDBConnectionGetClientContext(connection.NativeConnection, out var context);
        using (context)
        {
            return context.ConnectionId;
        }
    }

    // When a thread of DuckDB fails, it stops the others by the very flag of an interrupt, and sometimes their "interrupted" hides the error. A failed
    // statement had no effect, so it is run again to learn the reason.
    private const int Attempts = 4;

    /// <summary>Runs all statements of the text; gives the rows changed by the last one.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="isInterrupted">Whether an interrupt was asked for.</param>
    public static long Execute(DuckDBNativeConnection connection, string sql, Func<bool> isInterrupted)
    {
        using var statements = Extract(connection, sql, out var count);
        long changed = 0;
        for (var index = 0; index < count; index++)
        {
            using var prepared = Prepare(connection, statements, index);
            changed = ExecuteAndDiscard(prepared, isInterrupted);
        }

        return changed;
    }

    /// <summary>Runs all statements of the text and opens the result of the last one as a stream.</summary>
    public static ResultStream OpenStream(DuckDBNativeConnection connection, string sql, Func<bool> isInterrupted)
    {
        using var statements = Extract(connection, sql, out var count);
        for (var index = 0; index < count - 1; index++)
        {
            using var prepared = Prepare(connection, statements, index);
            ExecuteAndDiscard(prepared, isInterrupted);
        }

        using var last = Prepare(connection, statements, count - 1);
        return ResultStream.Create(Run(last, streaming: true, isInterrupted));
    }

    /// <summary>Runs the last statement of the text again, to learn why reading its result failed.</summary>
    /// <returns>The reason; null when it did not fail again.</returns>
    public static DuckFailure? FindReason(DuckDBNativeConnection connection, string sql, Func<bool> isInterrupted)
    {
        using var statements = Extract(connection, sql, out var count);
        for (var attempt = 1; attempt < Attempts && !isInterrupted(); attempt++)
        {
            try
            {
                using var last = Prepare(connection, statements, count - 1);
                using var stream = ResultStream.Create(Run(last, streaming: true, isInterrupted));
                while (stream.Read(0, CancellationToken.None) is { } batch)
                {
                    batch.Dispose();
                }

                return null;
            }
            catch (DuckFailure failure) when (failure.ErrorType == DuckDBErrorType.Interrupt)
            {
                // Hidden again.
            }
            catch (DuckFailure failure)
            {
                return failure;
            }
        }

        return null;
    }

    private static DuckDBExtractedStatements Extract(DuckDBNativeConnection connection, string sql, out int count)
    {
        count = NativeMethods.ExtractStatements.DuckDBExtractStatements(connection, sql, out var statements);
        if (count > 0)
        {
            return statements;
        }

        using (statements)
        {
            var message = NativeMethods.ExtractStatements.DuckDBExtractStatementsError(statements);
            throw new DuckFailure(
                string.IsNullOrEmpty(message) ? "Parser Error: the text holds no statement" : message, DuckDBErrorType.Parser);
        }
    }

    private static DuckDBPreparedStatement Prepare(DuckDBNativeConnection connection, DuckDBExtractedStatements statements, int index)
    {
        var state = NativeMethods.ExtractStatements.DuckDBPrepareExtractedStatement(connection, statements, index, out var prepared);
        if (state == DuckDBState.Success)
        {
            return prepared;
        }

        using (prepared)
        {
            var message = NativeMethods.PreparedStatements.DuckDBPrepareError(prepared);
            throw new DuckFailure(string.IsNullOrEmpty(message) ? "DuckDB could not prepare the statement" : message, KindOf(message));
        }
    }

    private static DuckDBResult Run(DuckDBPreparedStatement prepared, bool streaming, Func<bool> isInterrupted)
    {
        for (var attempt = 1; ; attempt++)
        {
            var state = streaming
                ? NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(prepared, out var result)
                : NativeMethods.PreparedStatements.DuckDBExecutePrepared(prepared, out result);
            try
            {
                ThrowIfFailed(state, ref result);
                return result;
            }
            catch (DuckFailure failure) when (failure.ErrorType == DuckDBErrorType.Interrupt && attempt < Attempts && !isInterrupted())
            {
                // The loop runs the statement again.
            }
        }
    }

    private static long ExecuteAndDiscard(DuckDBPreparedStatement prepared, Func<bool> isInterrupted)
    {
        var result = Run(prepared, streaming: false, isInterrupted);
        var changed = NativeMethods.Query.DuckDBRowsChanged(ref result);
        result.Close();
        return changed;
    }

    private static void ThrowIfFailed(DuckDBState state, ref DuckDBResult result)
    {
        if (state == DuckDBState.Success)
        {
            return;
        }

        var message = NativeMethods.Query.DuckDBResultError(ref result);
        var kind = NativeMethods.Query.DuckDBResultErrorType(ref result);
        result.Close();
        throw new DuckFailure(string.IsNullOrEmpty(message) ? "DuckDB could not run the statement" : message, kind);
    }

    // The native library tells no class for errors of preparing; an interrupt is the only one that the caller distinguishes.
    private static DuckDBErrorType KindOf(string? message) =>
        message is not null && DuckDbError.Parse(message).ErrorClass.Equals("INTERRUPT", StringComparison.OrdinalIgnoreCase)
            ? DuckDBErrorType.Interrupt
            : DuckDBErrorType.Invalid;
}
