using System.Net.Sockets;
using System.Security.Authentication;
using Google.Rpc;
using Grpc.Core;

namespace BigData.Spark.Connect.Calls;

/// <summary>
/// What a failed call means for the next step. Judged by status, details and exception types, never by the text of the
/// transport: a deadline reads like a reset stream.
/// </summary>
internal static class TransportFailures
{
    private const string Disconnected = "INVALID_CURSOR.DISCONNECTED";

    /// <summary>Whether the same call may be sent again.</summary>
    public static bool IsRetryable(RpcException error) =>
        RetryDelay(error) is not null
        || error.StatusCode == StatusCode.Unavailable && !IsTls(error)
        || (error.StatusCode == StatusCode.Internal && error.Status.Detail.Contains(Disconnected, StringComparison.Ordinal))
        || IsLost(error);

    /// <summary>The server's own wish, which makes any failure retryable; zero leaves the wait to the client.</summary>
    public static TimeSpan? RetryDelay(RpcException error)
    {
        try
        {
            return error.GetRpcStatus()?.GetDetail<RetryInfo>() is { } info ? info.RetryDelay?.ToTimeSpan() ?? TimeSpan.Zero : null;
        }
        catch (Exception problem) when (problem is Google.Protobuf.InvalidProtocolBufferException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the connection broke under the call: a reset, a GOAWAY, bytes that end in the middle of a message, or an end
    /// without a status. The last two have no exception of their own: Cancelled without anybody having cancelled is the mark.
    /// </summary>
    public static bool IsLost(RpcException error) =>
        !IsTls(error) && !IsServersWord(error)
        && (error.StatusCode == StatusCode.Cancelled || Causes(error).Any(cause => cause is IOException or SocketException or HttpRequestException or InvalidDataException));

    /// <summary>Whether TLS could not be agreed on.</summary>
    public static bool IsTls(RpcException error) => Causes(error).Any(cause => cause is AuthenticationException
        or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError });

    /// <summary>Whether somebody listens there who does not speak HTTP/2 in the expected way: the connection was made, and then it failed.</summary>
    public static bool IsForeign(RpcException error) => Causes(error).Any(cause => cause is HttpRequestException
    {
        HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError or HttpRequestError.UserAuthenticationError),
    });

    /// <summary>The words of the failure at the bottom of it.</summary>
    public static string Reason(RpcException error) => Causes(error).LastOrDefault(cause => cause is not RpcException)?.Message ?? error.Status.Detail;

    /// <summary>Whether the failure carries details, which only a server can have written.</summary>
    private static bool IsServersWord(RpcException error) => error.Trailers.Any(entry => entry.Key == "grpc-status-details-bin");

    private static IEnumerable<Exception> Causes(RpcException error)
    {
        for (Exception? cause = error.Status.DebugException ?? error.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
