using System.Text.Json.Nodes;
using BigData.Hosting.Commands;
using BigData.Hosting.Output;
using BigData.Pipelines;
using BigData.Pipelines.Running;

namespace BigData.Hosting.Scheduling;

/// <summary>What a scheduler says: lines for people and logs, or one JSON object a line.</summary>
internal sealed class ScheduleOutput(CommandScope scope)
{
    /// <summary>Hears the runs.</summary>
    public IRunObserver Observer { get; } = scope.IsJson ? new JsonObserver(scope.Host) : new LineObserver(scope.Host, scope.IsVerbose);

    public void Started(IReadOnlyList<Schedule> schedules, IReadOnlyList<string> removed)
    {
        Say(
            $"scheduling {string.Join(", ", schedules.Select(schedule => schedule.Name))} on {scope.Lakehouse}",
            new JsonObject { ["event"] = "scheduler_started", ["schedules"] = new JsonArray([.. schedules.Select(schedule => JsonValue.Create(schedule.Name))]) });
        foreach (string name in removed)
        {
            Say($"{name} is no longer configured and is forgotten; its runs stay in ops.runs", new JsonObject { ["event"] = "schedule_removed", ["schedule"] = name });
        }
    }

    public void Starting(Schedule schedule, Interval interval) => Say(
        $"{schedule.Name}: as of {Values.Day(interval.AsOf)}", Event("interval_started", schedule, interval.AsOf, ("fires_at", Values.Json(interval.FiresAt))));

    public void Finished(RunResult result)
    {
        if (!scope.IsJson)
        {
            RunReport.Write(scope.Host, result);
        }
    }

    public void Skipped(Schedule schedule, SkippedInterval skipped) => Say(
        $"{schedule.Name}: {Values.Day(skipped.Interval.AsOf)} is left out: {skipped.Reason}",
        Event("interval_skipped", schedule, skipped.Interval.AsOf, ("reason", skipped.Reason)));

    public void DoneAlready(Schedule schedule, DateOnly day, string runId) => Say(
        $"{schedule.Name}: {Values.Day(day)} is done already, by run {runId}", Event("interval_done", schedule, day, ("run_id", runId)));

    public void Waiting(Schedule schedule, Interval interval, string reason) => Say(
        $"{schedule.Name}: {Values.Day(interval.AsOf)} waits: {reason}", Event("interval_waits", schedule, interval.AsOf, ("reason", reason)));

    public void Failed(Schedule? schedule, Interval? interval, Exception error)
    {
        string message = Advice.Describe(error);
        string text = schedule is null ? message : $"{schedule.Name}: {Values.Day(interval!.AsOf)}: {message}";
        Say("failed: " + text + " What is due stays due.", Event("interval_failed", schedule, interval?.AsOf, ("message", message)));
        if (scope.IsVerbose)
        {
            scope.Host.Error.WriteLine(error);
        }
    }

    /// <summary>A defect of ours, or of the store of the scheduler: the scheduler lives on.</summary>
    public void Broken(string what, Exception error) => Say(
        $"failed: {what}: {error}", new JsonObject { ["event"] = "scheduler_error", ["message"] = $"{what}: {error.Message}" });

    public void Unknown(string name) => Say(
        $"{name} fired, but this scheduler does not know it: the configuration has changed since it started; start it again",
        new JsonObject { ["event"] = "schedule_unknown", ["schedule"] = name });

    public void Next(IReadOnlyList<(Schedule Schedule, DateTimeOffset At)> next)
    {
        string text = next.Count == 0
            ? "nothing fires any more"
            : "next: " + string.Join(", ", next.Select(one => $"{one.Schedule.Name} at {ScheduleTimes.Local(one.Schedule, one.At)}"));
        JsonArray times = [.. next.Select(one => new JsonObject { ["schedule"] = one.Schedule.Name, ["at"] = Values.Json(one.At) })];
        Say(text, new JsonObject { ["event"] = "waiting", ["next"] = times });
    }

    public void Stopped() => Say("the scheduler has stopped", new JsonObject { ["event"] = "scheduler_stopped" });

    private static JsonObject Event(string name, Schedule? schedule, DateOnly? asOf, (string Name, JsonNode? Value) more) => new()
    {
        ["event"] = name,
        ["schedule"] = schedule?.Name,
        ["as_of"] = asOf is { } day ? Values.Day(day) : null,
        [more.Name] = more.Value,
    };

    private void Say(string text, JsonObject json)
    {
        scope.Host.Output.WriteLine(scope.IsJson ? JsonText.OneLine(json) : text);
        scope.Host.Output.Flush();
    }
}

/// <summary>Times of schedules for people.</summary>
internal static class ScheduleTimes
{
    /// <summary>An instant in the zone of a schedule, with the zone's name.</summary>
    public static string Local(Schedule schedule, DateTimeOffset at) =>
        $"{Values.Time(TimeZoneInfo.ConvertTime(at, schedule.Clock.Zone))[..^3]} {schedule.Clock.Zone.Id}";
}
