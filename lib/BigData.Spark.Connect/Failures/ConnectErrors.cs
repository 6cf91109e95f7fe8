using System.Text.Json;
using System.Text.RegularExpressions;
using BigData.Spark.Errors;
using BigData.Spark.Proto;
using BigData.Spark.Sql;
using Google.Rpc;
using Grpc.Core;

namespace BigData.Spark.Connect.Failures;

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
        catch (Exception problem) when (problem is Google.Protobuf.InvalidProtocolBufferException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The session of this client is not the server's any more.</summary>
    public static SparkException SessionChanged(string endpoint, string sessionId) => SparkErrors.FromServer([], new SparkErrorInfo
    {
        ErrorClass = "INVALID_HANDLE.SESSION_CHANGED",
        SqlState = "HY000",
        Message = ServerAdvice.Add(
            $"[INVALID_HANDLE.SESSION_CHANGED] The handle {sessionId} is invalid. The existing Spark server driver instance has restarted. Please reconnect. SQLSTATE: HY000",
            "INVALID_HANDLE.SESSION_CHANGED", [], endpoint),
        Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["handle"] = sessionId },
    });

    /// <summary>The error class that a server gave, or null.</summary>
    public static string? ClassOf(RpcException error) => Details(error) is not { } info ? null
        : info.Metadata.TryGetValue("errorClass", out string? name) ? name : ClassInMessage(error.Status.Detail);

    /// <summary>The key by which the server keeps all details of the error, or null.</summary>
    public static string? ErrorId(RpcException error) =>
        Details(error) is { } info && info.Metadata.TryGetValue("errorId", out string? id) && id.Length > 0 ? id : null;

    /// <summary>The exception for a failed call.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="call">Which call it was.</param>
    /// <param name="fetched">What FetchErrorDetails knew, or null.</param>
    public static SparkException From(RpcException error, FailedCall call, FetchErrorDetailsResponse? fetched)
    {
        ErrorInfo? info = Details(error);
        if (info is null || info.Domain != "org.apache.spark")
        {
            return TransportErrors.From(error, call);
        }

        SparkErrorInfo known = FromInfo(info, error);
        FetchErrorDetailsResponse.Types.Error? root = ErrorChain.Root(fetched);
        known = root is null ? known : ErrorChain.Merge(known, root, fetched!);
        return SparkErrors.FromServer(
            root is { ErrorTypeHierarchy.Count: > 0 } ? root.ErrorTypeHierarchy : Classes(info),
            known with { Message = ServerAdvice.Add(known.Message, known.ErrorClass, known.Parameters, call.Endpoint) });
    }

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
