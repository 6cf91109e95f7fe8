using System.Globalization;
using BigData.Spark.Connect.Calls;
using BigData.Spark.Errors;
using BigData.Spark.Sql;
using Grpc.Core;

namespace BigData.Spark.Connect.Failures;

/// <summary>Failures on the way to a server, as exceptions that say what to check.</summary>
internal static class TransportErrors
{
    public static SparkException From(RpcException error, FailedCall call) => SparkErrors.Create(
        "CONNECT_TRANSPORT." + Kind(error, call),
        [],
        error,
        ("endpoint", call.Endpoint),
        ("call", call.Call),
        ("message", Sentence(TransportFailures.Reason(error)) + After(call)),
        ("status", error.StatusCode.ToString()),
        ("limit", call.MaxMessageBytes.ToString(CultureInfo.InvariantCulture)));

    private static string Kind(RpcException error, FailedCall call)
    {
        if (TransportFailures.IsTls(error))
        {
            return "TLS";
        }

        if (TransportFailures.IsForeign(error) && !call.HasAnswered)
        {
            return call.UseTls ? "FOREIGN" : "FOREIGN_OR_TLS";
        }

        return error.StatusCode switch
        {
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => "DENIED",
            StatusCode.ResourceExhausted => "MESSAGE_TOO_LARGE",
            StatusCode.Unimplemented => call.HasAnswered ? "UNSUPPORTED" : "FOREIGN",
            StatusCode.Unavailable => "UNAVAILABLE",
            _ => TransportFailures.IsLost(error) ? "UNAVAILABLE" : "FAILED",
        };
    }

    private static string After(FailedCall call) => call.Retries switch
    {
        0 => string.Empty,
        1 => " It was tried again once.",
        _ => string.Create(CultureInfo.InvariantCulture, $" It was tried again {call.Retries} times."),
    };

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : text + ".";
}
