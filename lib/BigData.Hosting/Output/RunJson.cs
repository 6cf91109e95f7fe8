using System.Text.Json.Nodes;
using BigData.Pipelines.Ledger;
using BigData.Pipelines.Publishing;
using BigData.Pipelines.Running;

namespace BigData.Hosting.Output;

/// <summary>The events of a run as JSON objects.</summary>
internal static class RunJson
{
    /// <summary>The JSON of an event; null for events that machines need not see.</summary>
    public static JsonObject? Of(RunEvent happened) => happened switch
    {
        RunStarted started => new JsonObject
        {
            ["event"] = "run_started",
            ["run_id"] = started.RunId,
            ["at"] = Values.Json(started.At),
            ["tables"] = new JsonArray([.. started.Tables.Select(table => JsonValue.Create(table))]),
        },
        AsOfChosen chosen => new JsonObject { ["event"] = "as_of", ["as_of"] = Values.Day(chosen.AsOf), ["origin"] = chosen.Origin },
        TableStarted started => new JsonObject { ["event"] = "table_started", ["table"] = started.Table },
        TableStep step => new JsonObject { ["event"] = "table_step", ["table"] = step.Table, ["step"] = step.Step, ["rows"] = step.Rows },
        FileSetAside file => File(file.File, "file_set_aside"),
        ExpectationChecked check => new JsonObject
        {
            ["event"] = "expectation",
            ["table"] = check.Result.Table,
            ["rule"] = check.Result.Rule,
            ["severity"] = Names.Of(check.Result.Severity),
            ["checked"] = check.Result.Checked,
            ["failed"] = check.Result.Failed,
        },
        RunWarning warning => new JsonObject { ["event"] = "warning", ["table"] = warning.Table, ["message"] = warning.Message },
        RunNote note => new JsonObject { ["event"] = "note", ["message"] = note.Message },
        TableError => null,
        TableFinished finished => Table(finished.Result, "table_finished"),
        PublicationStarted => null,
        PublicationFinished finished => Publication(finished.Record),
        RunFinished finished => Run(finished.Result),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event of a run"),
    };

    private static JsonObject File(SetAsideFile file, string? name)
    {
        JsonObject json = name is null ? [] : new JsonObject { ["event"] = name };
        json["source"] = file.Source;
        json["file"] = file.File;
        json["reason"] = file.Reason;
        return json;
    }

    private static JsonObject Table(TableResult result, string? name)
    {
        JsonObject json = name is null ? [] : new JsonObject { ["event"] = name };
        json["table"] = result.Table;
        json["status"] = Names.Of(result.Status);
        json["rows_in"] = result.RowsIn;
        json["rows_out"] = result.RowsOut;
        json["rows_rejected"] = result.RowsRejected;
        json["seconds"] = Math.Round(result.Seconds, 3);
        json["version"] = result.Version;
        json["message"] = result.Message;
        json["facts"] = result.Facts?.DeepClone();
        return json;
    }

    private static JsonObject Publication(PublicationRecord record)
    {
        JsonObject json = PublicationOutput.Json(record);
        json.Insert(0, "event", "publication_finished");
        return json;
    }

    private static JsonObject Run(RunResult result) => new()
    {
        ["event"] = "run_finished",
        ["run_id"] = result.RunId,
        ["status"] = Names.Of(result.Status),
        ["exit_code"] = result.ExitCode,
        ["as_of"] = result.AsOf is { } date ? Values.Day(date) : null,
        ["seconds"] = Math.Round(result.Seconds, 3),
        ["message"] = result.Message,
        ["tables"] = new JsonArray([.. result.Tables.Select(table => Table(table, null))]),
        ["publications"] = new JsonArray([.. result.Publications.Select(PublicationOutput.Json)]),
        ["warnings"] = new JsonArray([.. result.Warnings.Select(warning => JsonValue.Create(warning))]),
        ["set_aside"] = new JsonArray([.. result.SetAside.Select(file => File(file, null))]),
    };
}
