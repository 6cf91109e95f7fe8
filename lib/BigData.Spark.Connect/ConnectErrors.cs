using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Google.Rpc;
using Grpc.Core;

namespace BigData.Spark.Connect;

/// <summary>What a server reports, as the exceptions that the embedded engine throws for the same mistakes.</summary>
internal static partial class ConnectErrors
{
    /// <summary>A mistake that never reaches the server.</summary>
    public static SparkConnectException Client(string errorClass, string message) =>
        new(new SparkErrorInfo { ErrorClass = errorClass, Message = $"[{errorClass}] {message}" });

    /// <summary>The server broke the protocol.</summary>
    public static SparkException Broken(string endpoint, string problem, Exception? cause = null) =>
        SparkErrors.Create("CONNECT_TRANSPORT.BAD_RESPONSE", [], cause, ("endpoint", endpoint), ("problem", problem));

    /// <summary>The details that a failed call carries, or null when the failure is not the server's own word.</summary>
    public static ErrorInfo? Details(RpcException error)
    {
        try
        {
            return error.GetRpcStatus()?.GetDetail<ErrorInfo>();
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The exception for a failed call.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="endpoint">Host and port, for messages.</param>
    /// <param name="call">The name of the call.</param>
    /// <param name="fetched">What FetchErrorDetails knew, or null.</param>
    public static SparkException From(RpcException error, string endpoint, string call, FetchErrorDetailsResponse? fetched)
    {
        ErrorInfo? info = Details(error);
        if (info is null || info.Domain != "org.apache.spark")
        {
            return Transport(error, endpoint, call);
        }

        SparkErrorInfo known = FromInfo(info, error);
        FetchErrorDetailsResponse.Types.Error? root = Root(fetched);
        return SparkErrors.FromServer(
            root is { ErrorTypeHierarchy.Count: > 0 } ? root.ErrorTypeHierarchy : Classes(info),
            root is null ? known : Merge(known, root, fetched!));
    }

    /// <summary>Whether what came with the failure leaves out something that FetchErrorDetails may have.</summary>
    public static bool IsCut(ErrorInfo info) =>
        info.Metadata.ContainsKey("errorId") && (!info.Metadata.ContainsKey("errorClass") || info.Metadata.ContainsKey("stackTrace") is false);

    private static SparkException Transport(RpcException error, string endpoint, string call)
    {
        (string Name, string Value)[] values =
            [("endpoint", endpoint), ("call", call), ("message", Sentence(error.Status.Detail)), ("status", error.StatusCode.ToString())];
        string errorClass = error.StatusCode switch
        {
            StatusCode.Unavailable => "CONNECT_TRANSPORT.UNAVAILABLE",
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => "CONNECT_TRANSPORT.DENIED",
            StatusCode.Unimplemented => "CONNECT_TRANSPORT.UNSUPPORTED",
            _ => "CONNECT_TRANSPORT.FAILED",
        };
        return SparkErrors.Create(errorClass, [], error, values);
    }

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : text + ".";

    private static SparkErrorInfo FromInfo(ErrorInfo info, RpcException error)
    {
        string message = error.Status.Detail.Trim();
        info.Metadata.TryGetValue("errorClass", out string? errorClass);
        info.Metadata.TryGetValue("sqlState", out string? sqlState);
        info.Metadata.TryGetValue("stackTrace", out string? stackTrace);
        info.Metadata.TryGetValue("messageParameters", out string? parameters);
        return new SparkErrorInfo
        {
            Message = message,
            ErrorClass = errorClass ?? ClassInMessage(message),
            SqlState = sqlState,
            Parameters = Texts(parameters),
            ServerStackTrace = stackTrace,
            Cause = error,
        };
    }

    private static SparkErrorInfo Merge(SparkErrorInfo known, FetchErrorDetailsResponse.Types.Error root, FetchErrorDetailsResponse all)
    {
        FetchErrorDetailsResponse.Types.SparkThrowable? throwable = root.SparkThrowable;
        return known with
        {
            Message = root.Message.Length > 0 ? root.Message.Trim() : known.Message,
            ErrorClass = throwable is { HasErrorClass: true } ? throwable.ErrorClass : known.ErrorClass,
            SqlState = throwable is { HasSqlState: true } ? throwable.SqlState : known.SqlState,
            Parameters = throwable is { MessageParameters.Count: > 0 }
                ? new Dictionary<string, string>(throwable.MessageParameters, StringComparer.Ordinal)
                : known.Parameters,
            Context = throwable is null ? known.Context : [.. throwable.QueryContexts.Select(Context)],
            ServerStackTrace = Stack(all) ?? known.ServerStackTrace,
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

    private static FetchErrorDetailsResponse.Types.Error? Root(FetchErrorDetailsResponse? fetched) =>
        fetched is { HasRootErrorIdx: true } && fetched.RootErrorIdx >= 0 && fetched.RootErrorIdx < fetched.Errors.Count
            ? fetched.Errors[fetched.RootErrorIdx]
            : null;

    // Each error names its cause by index; the count of steps is bounded because the indexes come from outside.
    private static string? Stack(FetchErrorDetailsResponse fetched)
    {
        var text = new System.Text.StringBuilder();
        FetchErrorDetailsResponse.Types.Error? error = Root(fetched);
        for (int step = 0; error is not null && step < fetched.Errors.Count; step++)
        {
            text.Append(step == 0 ? string.Empty : "Caused by: ")
                .Append(error.ErrorTypeHierarchy.Count > 0 ? error.ErrorTypeHierarchy[0] : "unknown").Append(": ").Append(error.Message).Append('\n');
            foreach (FetchErrorDetailsResponse.Types.StackTraceElement frame in error.StackTrace)
            {
                text.Append(CultureInfo.InvariantCulture, $"    at {frame.DeclaringClass}.{frame.MethodName}({frame.FileName}:{frame.LineNumber})\n");
            }

            error = error.HasCauseIdx && error.CauseIdx >= 0 && error.CauseIdx < fetched.Errors.Count ? fetched.Errors[error.CauseIdx] : null;
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    private static string[] Classes(ErrorInfo info)
    {
        info.Metadata.TryGetValue("classes", out string? classes);
        try
        {
            return classes is null ? [info.Reason] : JsonSerializer.Deserialize(classes, ConnectJson.Default.StringArray) ?? [info.Reason];
        }
        catch (JsonException)
        {
            return [info.Reason];
        }
    }

    private static Dictionary<string, string> Texts(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize(json, ConnectJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? ClassInMessage(string message) => ErrorClass().Match(message) is { Success: true } match ? match.Groups["class"].Value : null;

    [GeneratedRegex(@"^\s*\[(?<class>[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)?)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ErrorClass();
}
