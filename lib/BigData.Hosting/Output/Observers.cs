using System.Globalization;
using BigData.Pipelines.Ledger;
using BigData.Pipelines.Publishing;
using BigData.Pipelines.Running;

namespace BigData.Hosting.Output;

/// <summary>One JSON object a line, for machines.</summary>
internal sealed class JsonObserver(HostEnvironment host) : IRunObserver
{
    public void On(RunEvent happened)
    {
        if (RunJson.Of(happened) is { } json)
        {
            host.Output.WriteLine(JsonText.OneLine(json));
            host.Output.Flush();
        }
    }
}

/// <summary>Plain lines, for logs.</summary>
internal sealed class LineObserver(HostEnvironment host, bool isVerbose) : IRunObserver
{
    public void On(RunEvent happened)
    {
        if (RunLines.Of(happened, isVerbose) is { } line)
        {
            host.Output.WriteLine(line);
            host.Output.Flush();
        }
    }
}

/// <summary>Says nothing, where one document is to stand at the end.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public void On(RunEvent happened)
    {
    }
}

/// <summary>The events of a run as lines of text.</summary>
internal static class RunLines
{
    public static string? Of(RunEvent happened, bool isVerbose) => happened switch
    {
        RunStarted started => $"run {started.RunId}" + (started.Tables.Count == 0 ? string.Empty : ": " + string.Join(", ", started.Tables)),
        AsOfChosen chosen => $"as of {Values.Day(chosen.AsOf)} ({chosen.Origin})",
        TableStarted => null,
        TableStep step => isVerbose ? $"{step.Table}: {Step(step)}" : null,
        FileSetAside { File: { } file } => $"set aside: {file.Source}/{file.File}: {file.Reason}",
        ExpectationChecked check => isVerbose || check.Result.Failed > 0 ? Check(check.Result) : null,
        RunWarning warning => $"warning: {(warning.Table is null ? string.Empty : warning.Table + ": ")}{warning.Message}",
        RunNote note => $"note: {note.Message}",
        TableError error => isVerbose ? error.Error.ToString() : null,
        TableFinished finished => Table(finished.Result),
        PublicationStarted started => isVerbose ? $"{started.Destination}: {started.Table}: publishing" : null,
        PublicationFinished { Record: { } record } => Publication(record),
        RunFinished => null,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event of a run"),
    };

    public static string Step(TableStep step) => step.Rows is { } rows ? $"{step.Step} ({Values.Number(rows)})" : step.Step;

    private static string Check(ExpectationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Table}: {result.Rule} ({Names.Of(result.Severity)}): {result.Failed} of {result.Checked} rows break it");

    private static string Publication(PublicationRecord record)
    {
        string rows = record.Status is PublicationStatus.Ok or PublicationStatus.Previewed
            ? $", {Values.Number(record.Added)} added, {Values.Number(record.Changed)} changed, {Values.Number(record.Removed)} removed, {Values.Number(record.Rejected)} rejected"
            : string.Empty;
        return $"{record.Destination}: {record.Table}: {Names.Of(record.Status)}{rows}{(record.Message is null ? string.Empty : ": " + record.Message)}";
    }

    private static string Table(TableResult result)
    {
        string rows = result.Status == TableStatus.Ok
            ? $", {Values.Number(result.RowsIn)} in, {Values.Number(result.RowsOut)} out, {Values.Number(result.RowsRejected)} rejected"
            : string.Empty;
        string message = result.Message is null ? string.Empty : ": " + result.Message;
        return $"{result.Table}: {Names.Of(result.Status)}{rows}, {Values.Seconds(result.Seconds)} s{message}";
    }
}
