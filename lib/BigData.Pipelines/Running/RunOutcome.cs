using BigData.Pipelines.Publishing;

namespace BigData.Pipelines.Running;

/// <summary>Sums a run up.</summary>
internal static class RunOutcome
{
    public static RunResult Of(RunSession run, List<TableResult> results, IReadOnlyList<PublicationRecord> publications, bool isCancelled)
    {
        bool isBroken = results.Exists(result => result is { Status: TableStatus.Failed, ExpectationsFailed: false })
            || publications.Any(IsBroken);
        bool isExpectation = results.Exists(result => result.ExpectationsFailed);
        (RunStatus status, int exitCode) = (isCancelled, isBroken, isExpectation, run.SetAside.Count > 0) switch
        {
            (true, _, _, _) => (RunStatus.Cancelled, 130),
            (_, true, _, _) => (RunStatus.Failed, 1),
            (_, _, true, _) => (RunStatus.Failed, 3),
            (_, _, _, true) => (RunStatus.Failed, 1),
            _ => (results.Exists(result => result.Status == TableStatus.Ok) || publications.Any(record => record.Status == PublicationStatus.Ok)
                ? RunStatus.Ok : RunStatus.NoChange, 0),
        };
        return new RunResult
        {
            RunId = run.RunId,
            Status = status,
            ExitCode = exitCode,
            AsOf = run.AsOf,
            Tables = results,
            Publications = publications,
            Warnings = run.Warnings,
            SetAside = run.SetAside,
            Seconds = run.Time.GetElapsedTime(run.StartedStamp).TotalSeconds,
            Message = Message(run, results, publications),
        };
    }

    private static bool IsBroken(PublicationRecord record) => record.Status is PublicationStatus.Failed or PublicationStatus.Refused;

    private static string? Message(RunSession run, List<TableResult> results, IReadOnlyList<PublicationRecord> publications)
    {
        List<string> parts = [.. results.Where(result => result.Status == TableStatus.Failed).Select(result => $"{result.Table}: {result.Message}")];
        parts.AddRange(publications.Where(IsBroken).Select(record => $"{record.Destination}, {record.Table}: {record.Message}"));
        if (run.SetAside is [SetAsideFile first, ..])
        {
            parts.Add($"{run.SetAside.Count} file{(run.SetAside.Count == 1 ? string.Empty : "s")} set aside, first {first.File}: {first.Reason}");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }
}
