using System.Globalization;
using System.Text;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Error = BigData.Spark.Proto.FetchErrorDetailsResponse.Types.Error;

namespace BigData.Spark.Connect.Failures;

/// <summary>
/// The answer of FetchErrorDetails: a list of errors that name their causes by index. The indexes come from outside, so
/// every walk is bounded by the length of the list.
/// </summary>
internal static class ErrorChain
{
    /// <summary>The error itself, or null when the server knew nothing of it.</summary>
    public static Error? Root(FetchErrorDetailsResponse? fetched) =>
        fetched is { HasRootErrorIdx: true } ? At(fetched, fetched.RootErrorIdx) : null;

    /// <summary>What came with the call, made whole; the causes become inner exceptions.</summary>
    public static SparkErrorInfo Merge(SparkErrorInfo known, Error root, FetchErrorDetailsResponse fetched)
    {
        SparkErrorInfo info = Info(root);
        List<Error> chain = [.. Walk(fetched)];
        return known with
        {
            Message = root.Message.Length > 0 ? info.Message : known.Message,
            ErrorClass = info.ErrorClass ?? known.ErrorClass,
            SqlState = info.SqlState ?? known.SqlState,
            Parameters = info.Parameters.Count > 0 ? info.Parameters : known.Parameters,
            Context = info.Context,
            ServerStackTrace = Trace(chain) ?? known.ServerStackTrace,
            Cause = Cause(chain, known.Cause),
        };
    }

    private static IEnumerable<Error> Walk(FetchErrorDetailsResponse fetched)
    {
        Error? error = Root(fetched);
        for (int step = 0; error is not null && step < fetched.Errors.Count; step++)
        {
            yield return error;
            error = error.HasCauseIdx ? At(fetched, error.CauseIdx) : null;
        }
    }

    private static Error? At(FetchErrorDetailsResponse fetched, int index) => index >= 0 && index < fetched.Errors.Count ? fetched.Errors[index] : null;

    private static Exception? Cause(List<Error> chain, Exception? last)
    {
        Exception? cause = last;
        foreach (Error error in chain.Skip(1).Reverse())
        {
            cause = SparkErrors.FromServer(error.ErrorTypeHierarchy, Info(error) with { Cause = cause });
        }

        return cause;
    }

    private static SparkErrorInfo Info(Error error)
    {
        FetchErrorDetailsResponse.Types.SparkThrowable? throwable = error.SparkThrowable;
        string message = error.Message.Trim();
        return new SparkErrorInfo
        {
            Message = message.Length > 0 ? message : error.ErrorTypeHierarchy.FirstOrDefault() ?? "unknown",
            ErrorClass = throwable is { HasErrorClass: true } ? throwable.ErrorClass : null,
            SqlState = throwable is { HasSqlState: true } ? throwable.SqlState : null,
            Parameters = new Dictionary<string, string>(throwable?.MessageParameters ?? [], StringComparer.Ordinal),
            Context = throwable is null ? [] : [.. throwable.QueryContexts.Select(Context)],
        };
    }

    private static QueryContext Context(FetchErrorDetailsResponse.Types.QueryContext context) => new()
    {
        ObjectType = context.ObjectType,
        ObjectName = context.ObjectName,
        StartIndex = context.StartIndex,
        StopIndex = context.StopIndex,
        Fragment = context.Fragment,
        CallSite = context.CallSite,
        Summary = context.Summary,
    };

    private static string? Trace(List<Error> chain)
    {
        var text = new StringBuilder();
        foreach (Error error in chain)
        {
            text.Append(text.Length == 0 ? string.Empty : "Caused by: ").Append(error.ErrorTypeHierarchy.FirstOrDefault() ?? "unknown")
                .Append(": ").Append(error.Message).Append('\n');
            foreach (FetchErrorDetailsResponse.Types.StackTraceElement frame in error.StackTrace)
            {
                text.Append(CultureInfo.InvariantCulture, $"    at {frame.DeclaringClass}.{frame.MethodName}({frame.FileName}:{frame.LineNumber})\n");
            }
        }

        return text.Length > 0 ? text.ToString() : null;
    }
}
