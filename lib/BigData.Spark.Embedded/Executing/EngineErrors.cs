using BigData.Delta;
using BigData.DuckDb;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Sources.Delta;
using BigData.Spark.Errors;
using BigData.Spark.Sql;

namespace BigData.Spark.Embedded.Executing;

/// <summary>Whatever fails while a plan runs, as the exception that Spark throws for it.</summary>
internal static class EngineErrors
{
    /// <summary>Whether an error is not what a caller of Spark expects, so that it must be translated.</summary>
    internal static bool IsForeign(Exception error, RunningOperation operation) => error switch
    {
        OperationCanceledException => operation.IsInterrupted,
        DuckDbException or DeltaException or IOException or UnauthorizedAccessException => true,
        ObjectDisposedException => false,
        InvalidOperationException or ArgumentException or KeyNotFoundException => true,
        _ => false,
    };

    /// <summary>The exception to throw instead of a foreign one.</summary>
    internal static SparkException Translate(Exception error, RunningOperation operation) => error switch
    {
        OperationCanceledException when operation.IsInterrupted => SparkErrors.Create("OPERATION_CANCELED", [], error),
        DuckDbException duckDb => Translate(duckDb),
        DeltaException delta => delta.ToSpark(),
        IOException or UnauthorizedAccessException => Storage(error),
        _ => SparkErrors.Internal(error.Message, error),
    };

    private static SparkException Translate(DuckDbException error) => RuntimeErrors.Translate(error) ?? error.ErrorClass switch
    {
        "Out of Memory" => SparkErrors.Create("EMBEDDED_ENGINE.OUT_OF_MEMORY", [], error, ("reason", error.Message)),
        "IO" => Storage(error),
        _ => SparkErrors.Internal($"DuckDB refused a statement ({error.ErrorClass}): {error.Message}", error),
    };

    private static SparkException Storage(Exception error) => SparkErrors.Create(
        DeltaErrorTranslation.IsDiskFull(error) ? "EMBEDDED_STORAGE.DISK_FULL" : "EMBEDDED_STORAGE.FAILED", [], error, ("path", Place(error)), ("reason", error.Message));

    // DuckDB and .NET name the file between quotes.
    private static string Place(Exception error)
    {
        string[] parts = error.Message.Split('"', '\'');
        return parts.Length >= 3 ? parts[1] : "an unnamed place";
    }
}
