using BigData.Pipelines.Publishing;
using BigData.Pipelines.Running;

namespace BigData.Pipelines.Ledger;

/// <summary>The words for states in tables, JSON and output.</summary>
public static class Names
{
    /// <summary>The word for a table's outcome.</summary>
    /// <param name="status">The outcome.</param>
    /// <returns>A lower-case word such as <c>no_change</c>.</returns>
    public static string Of(TableStatus status) => status switch
    {
        TableStatus.Ok => "ok",
        TableStatus.NoChange => "no_change",
        TableStatus.Failed => "failed",
        TableStatus.Skipped => "skipped",
        TableStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "unknown table status"),
    };

    /// <summary>The word for a run's outcome.</summary>
    /// <param name="status">The outcome.</param>
    /// <returns>A lower-case word such as <c>no_change</c>.</returns>
    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Ok => "ok",
        RunStatus.NoChange => "no_change",
        RunStatus.Failed => "failed",
        RunStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "unknown run status"),
    };

    /// <summary>The word for a publication's outcome.</summary>
    /// <param name="status">The outcome.</param>
    /// <returns>A lower-case word such as <c>no_change</c>.</returns>
    public static string Of(PublicationStatus status) => status switch
    {
        PublicationStatus.Ok => "ok",
        PublicationStatus.NoChange => "no_change",
        PublicationStatus.Previewed => "previewed",
        PublicationStatus.Refused => "refused",
        PublicationStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "unknown publication status"),
    };

    /// <summary>The word for a severity.</summary>
    /// <param name="severity">The severity.</param>
    /// <returns>A lower-case word such as <c>quarantine</c>.</returns>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Fail => "fail",
        Severity.Quarantine => "quarantine",
        Severity.Warn => "warn",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "unknown severity"),
    };
}
