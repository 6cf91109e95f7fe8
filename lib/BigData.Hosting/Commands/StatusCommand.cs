using System.CommandLine;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Pipelines.Locking;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using Spectre.Console;

namespace BigData.Hosting.Commands;

/// <summary><c>status</c>: who writes now, the newest runs, the tables, and files that lie set aside.</summary>
internal static class StatusCommand
{
    private const int Runs = 10;

    public static Command Create(AddVerb add)
    {
        Command command = new("status", "The newest runs, the tables and the files that are set aside");
        add(command, (scope, _, token) => ExecuteAsync(scope, token));
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, CancellationToken token)
    {
        LockHolder? holder = LakehouseLock.Find(scope.Lakehouse);
        LakehouseStatus status = LakehouseStatus.Empty;
        if (TablePath.All(scope.Lakehouse).Any())
        {
            SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
            await using (spark.ConfigureAwait(false))
            {
                status = await new LakehouseReader(spark, scope.Lakehouse)
                    .StatusAsync(scope.Graph, Runs, isLocked: holder is not null, token).ConfigureAwait(false);
            }
        }

        if (scope.IsJson)
        {
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(Json(scope, holder, status))).ConfigureAwait(false);
        }
        else
        {
            Print(scope, holder, status);
        }

        return ExitCodes.Ok;
    }

    private static void Print(CommandScope scope, LockHolder? holder, LakehouseStatus status)
    {
        TextWriter output = scope.Host.Output;
        IAnsiConsole console = TextTable.Console(scope.Host);
        output.WriteLine($"lakehouse {scope.Lakehouse}");
        output.WriteLine(holder is null
            ? "nobody is writing"
            : $"process {holder.Pid} on {holder.Host} is writing since {Values.Time(holder.Since)} UTC ({holder.Command})");
        if (status.Runs.Count == 0)
        {
            output.WriteLine("no run yet");
            return;
        }

        Table runs = TextTable.Create("run", "started (UTC)", ">seconds", "engine", "as of", "status", "message");
        foreach (RunSummary run in status.Runs)
        {
            TextTable.Add(
                runs,
                run.RunId,
                Values.Time(run.StartedAt),
                run.EndedAt is { } end ? Values.Seconds((end - run.StartedAt).TotalSeconds) : null,
                run.Engine,
                run.AsOf is { } date ? Values.Day(date) : null,
                run.Status,
                run.Message);
        }

        console.Write(runs);
        Table tables = TextTable.Create("table", ">version", "as of", "last run");
        foreach (TableSummary table in status.Tables)
        {
            TextTable.Add(tables, table.Table, table.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture), table.AsOf is { } date ? Values.Day(date) : null, table.RunId ?? "never built");
        }

        console.Write(tables);
        foreach (SetAsideFile file in status.SetAside)
        {
            output.WriteLine($"set aside: {file.Source}/{file.File}: {file.Reason}");
        }
    }

    private static JsonObject Json(CommandScope scope, LockHolder? holder, LakehouseStatus status) => new()
    {
        ["lakehouse"] = scope.Lakehouse,
        ["locked_by"] = holder is null ? null : new JsonObject
        {
            ["pid"] = holder.Pid,
            ["host"] = holder.Host,
            ["command"] = holder.Command,
            ["since"] = Values.Json(holder.Since),
        },
        ["runs"] = new JsonArray([.. status.Runs.Select(run => new JsonObject
        {
            ["run_id"] = run.RunId,
            ["command"] = run.Command,
            ["engine"] = run.Engine,
            ["as_of"] = Values.Json(run.AsOf),
            ["started_at"] = Values.Json(run.StartedAt),
            ["ended_at"] = Values.Json(run.EndedAt),
            ["status"] = run.Status,
            ["exit_code"] = run.ExitCode,
            ["message"] = run.Message,
        })]),
        ["tables"] = new JsonArray([.. status.Tables.Select(table => new JsonObject
        {
            ["table"] = table.Table, ["version"] = table.Version, ["as_of"] = Values.Json(table.AsOf), ["run_id"] = table.RunId,
        })]),
        ["set_aside"] = new JsonArray([.. status.SetAside.Select(file => new JsonObject
        {
            ["source"] = file.Source, ["file"] = file.File, ["reason"] = file.Reason,
        })]),
    };
}
