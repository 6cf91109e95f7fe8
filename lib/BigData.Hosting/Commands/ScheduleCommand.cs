using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Hosting.Scheduling;
using BigData.Pipelines.Locking;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using Spectre.Console;

namespace BigData.Hosting.Commands;

/// <summary><c>schedule [list|pause|resume|trigger]</c>: runs selections by the clock.</summary>
internal static class ScheduleCommand
{
    private static readonly Option<bool> Once = new("--once")
    {
        Description = "catch up on what is due and end, instead of waiting for the next time",
    };

    private static readonly Argument<string> Name = new("NAME") { Description = "a name of conf/schedules.json" };

    public static Command Create(AddVerb add)
    {
        Command list = new("list", "The schedules: when they fire next, how they went last, what is due");
        Command pause = new("pause", "Let a schedule rest; a run that is under way is not stopped") { Name };
        Command resume = new("resume", "Let a paused schedule go on; what it missed is caught up by its catch_up") { Name };
        Command trigger = new("trigger", "Run what is due of a schedule, and the interval of today, without waiting for its time") { Name };
        add(list, (scope, _, token) => ListAsync(scope, token));
        add(pause, (scope, parsed, token) => PauseAsync(scope, parsed.GetValue(Name)!, isPaused: true, token));
        add(resume, (scope, parsed, token) => PauseAsync(scope, parsed.GetValue(Name)!, isPaused: false, token));
        add(trigger, (scope, parsed, token) => TriggerAsync(scope, parsed.GetValue(Name)!, token));
        Command command = new("schedule", "Run the schedules of conf/schedules.json by the clock, until Ctrl-C") { Once, list, pause, resume, trigger };
        add(command, (scope, parsed, token) => SchedulerHost.RunAsync(
            scope, string.Join(' ', parsed.Tokens.Select(part => part.Value)), parsed.GetValue(Once), token));
        return command;
    }

    private static async Task<int> PauseAsync(CommandScope scope, string name, bool isPaused, CancellationToken token)
    {
        Schedule schedule = Schedule.Find(scope, name);
        ScheduleStore store = await ScheduleStore.OpenAsync(scope, token).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.EnsureAsync(schedule, scope.Host.Time.GetUtcNow(), token).ConfigureAwait(false);
            Task done = isPaused ? store.PauseAsync(schedule.Name, token) : store.ResumeAsync(schedule, scope.Host.Time.GetUtcNow(), token);
            await done.ConfigureAwait(false);
        }

        string state = isPaused ? "paused" : "active";
        string text = isPaused
            ? $"{schedule.Name} is paused. Go on with 'bigdata schedule resume {schedule.Name}'."
            : $"{schedule.Name} goes on{(Scheduler(scope) is null ? "; no scheduler is running, start one with 'bigdata schedule'" : string.Empty)}.";
        await WriteAsync(scope, new JsonObject { ["schedule"] = schedule.Name, ["state"] = state }, text).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static async Task<int> TriggerAsync(CommandScope scope, string name, CancellationToken token)
    {
        Schedule schedule = Schedule.Find(scope, name);
        ScheduleStore store = await ScheduleStore.OpenAsync(scope, token).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.EnsureAsync(schedule, scope.Host.Time.GetUtcNow(), token).ConfigureAwait(false);
            await store.TriggerAsync(schedule.Name, scope.Host.Time.GetUtcNow(), token).ConfigureAwait(false);
        }

        LockHolder? holder = Scheduler(scope);
        string text = holder is null
            ? $"{schedule.Name} is triggered. No scheduler is running: it runs when one starts, or now with 'bigdata schedule --once'."
            : string.Create(CultureInfo.InvariantCulture, $"{schedule.Name} is triggered; the scheduler (process {holder.Pid}) runs it within {SchedulerDatabase.Poll.TotalSeconds:0} s, after what it is running now.");
        await WriteAsync(scope, new JsonObject { ["schedule"] = schedule.Name, ["triggered"] = true, ["scheduler"] = Json(holder) }, text).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    private static async Task<int> ListAsync(CommandScope scope, CancellationToken token)
    {
        IReadOnlyList<Schedule> schedules = Schedule.All(scope);
        IReadOnlyDictionary<string, ScheduleEntry> entries = await ScheduleStore.ReadAsync(scope, schedules, token).ConfigureAwait(false);
        List<ScheduleStatus> statuses = [];
        if (TablePath.All(scope.Lakehouse).Any())
        {
            SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
            await using (spark.ConfigureAwait(false))
            {
                LakehouseReader reader = new(spark, scope.Lakehouse);
                foreach (Schedule schedule in schedules)
                {
                    ScheduleEntry entry = entries.GetValueOrDefault(schedule.Name) ?? ScheduleEntry.Unknown;
                    statuses.Add(Status(scope, schedule, entry, await IntervalRunner.HistoryAsync(reader, scope, schedule, entry.Since, token).ConfigureAwait(false)));
                }
            }
        }
        else
        {
            statuses.AddRange(schedules.Select(schedule => (Schedule: schedule, Entry: entries.GetValueOrDefault(schedule.Name) ?? ScheduleEntry.Unknown))
                .Select(one => Status(scope, one.Schedule, one.Entry, new ScheduleHistory(one.Entry.Since, [], null))));
        }

        LockHolder? holder = Scheduler(scope);
        if (scope.IsJson)
        {
            JsonObject json = new()
            {
                ["lakehouse"] = scope.Lakehouse,
                ["scheduler"] = Json(holder),
                ["schedules"] = new JsonArray([.. statuses.Select(Json)]),
            };
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(json)).ConfigureAwait(false);
        }
        else
        {
            Print(scope, holder, statuses);
        }

        return ExitCodes.Ok;
    }

    private static ScheduleStatus Status(CommandScope scope, Schedule schedule, ScheduleEntry entry, ScheduleHistory history)
    {
        DateTimeOffset now = scope.Host.Time.GetUtcNow();
        DueIntervals due = DueIntervals.Of(schedule, history, now, schedule.Clock.DayOf(now), isForced: false);
        return new ScheduleStatus(schedule, entry, history.Runs.Count == 0 ? null : history.Runs[^1], due.Due, schedule.Clock.Next(now));
    }

    private static void Print(CommandScope scope, LockHolder? holder, List<ScheduleStatus> statuses)
    {
        scope.Host.Output.WriteLine(holder is null
            ? "no scheduler is running"
            : string.Create(CultureInfo.InvariantCulture, $"process {holder.Pid} on {holder.Host} is scheduling since {Values.Time(holder.Since)} UTC"));
        Table table = TextTable.Create("schedule", "runs", "cron", "state", "next", "last", ">due");
        foreach (ScheduleStatus status in statuses)
        {
            TextTable.Add(
                table,
                status.Schedule.Name,
                status.Schedule.Select.Count == 0 ? "everything" : string.Join(' ', status.Schedule.Select),
                status.Schedule.Clock.Cron,
                status.State,
                status.Next is { } at && !status.Entry.IsPaused ? ScheduleTimes.Local(status.Schedule, at) : null,
                status.Last is { } run ? $"{(run.AsOf is { } day ? Values.Day(day) : string.Empty)} {run.Status}" : "never",
                status.Due.Count.ToString(CultureInfo.InvariantCulture));
        }

        TextTable.Console(scope.Host).Write(table);
    }

    private static JsonNode Json(ScheduleStatus status) => new JsonObject
    {
        ["schedule"] = status.Schedule.Name,
        ["select"] = new JsonArray([.. status.Schedule.Select.Select(part => JsonValue.Create(part))]),
        ["cron"] = status.Schedule.Clock.Cron,
        ["time_zone"] = status.Schedule.Clock.Zone.Id,
        ["catch_up"] = DueIntervals.Word(status.Schedule.CatchUp),
        ["state"] = status.State,
        ["since"] = Values.Json(status.Entry.Since),
        ["triggered"] = status.Entry.IsTriggered,
        ["next_at"] = status.Entry.IsPaused ? null : Values.Json(status.Next),
        ["last"] = status.Last is { } run
            ? new JsonObject { ["run_id"] = run.RunId, ["as_of"] = Values.Json(run.AsOf), ["status"] = run.Status, ["ended_at"] = Values.Json(run.EndedAt) }
            : null,
        ["due"] = new JsonArray([.. status.Due.Select(interval => JsonValue.Create(Values.Day(interval.AsOf)))]),
    };

    private static JsonObject? Json(LockHolder? holder) => holder is null ? null : new JsonObject
    {
        ["pid"] = holder.Pid,
        ["host"] = holder.Host,
        ["command"] = holder.Command,
        ["since"] = Values.Json(holder.Since),
    };

    private static LockHolder? Scheduler(CommandScope scope) => LakehouseLock.Find(scope.Lakehouse, LockPurpose.Schedule);

    private static Task WriteAsync(CommandScope scope, JsonObject json, string text) =>
        scope.Host.Output.WriteLineAsync(scope.IsJson ? JsonText.Indented(json) : text);

    private sealed record ScheduleStatus(Schedule Schedule, ScheduleEntry Entry, RunSummary? Last, IReadOnlyList<Interval> Due, DateTimeOffset? Next)
    {
        public string State => this switch
        {
            { Entry.IsPaused: true } => "paused",
            { Entry.Since: null } => "not started",
            _ => "active",
        };
    }
}
