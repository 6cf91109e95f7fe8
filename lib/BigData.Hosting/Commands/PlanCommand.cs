using System.CommandLine;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using Spectre.Console;

namespace BigData.Hosting.Commands;

/// <summary><c>plan [SELECTION…]</c>: what a run would look at, in order, and what it would build; nothing is written.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string[]> Selection = new("SELECTION")
    {
        Description = "names or globs of tables, such as gold.*; what they read is included (default: all)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create(AddVerb add)
    {
        Command command = new("plan", "List the tables in the order of a run, and what a run would build") { Selection };
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string[] selection = parsed.GetValue(Selection) ?? [];
        scope.Graph.Select(selection);
        SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            PipelinePlanner planner = new(scope.Graph, spark, scope.Lakehouse, scope.Conf.Values);
            IReadOnlyList<PlannedTable> plan = await planner.PlanAsync(selection, token).ConfigureAwait(false);
            if (scope.IsJson)
            {
                JsonObject document = new() { ["lakehouse"] = scope.Lakehouse, ["tables"] = new JsonArray([.. plan.Select(Json)]) };
                await scope.Host.Output.WriteLineAsync(JsonText.Indented(document)).ConfigureAwait(false);
            }
            else
            {
                Print(scope, plan);
            }
        }

        return ExitCodes.Ok;
    }

    private static void Print(CommandScope scope, IReadOnlyList<PlannedTable> plan)
    {
        Table table = TextTable.Create("table", "reads", "writes by", "would build because");
        foreach (PlannedTable one in plan)
        {
            TextTable.Add(table, one.Table, string.Join(", ", one.Inputs), one.WriteMode, one.Reason ?? "up to date");
        }

        TextTable.Console(scope.Host).Write(table);
    }

    private static JsonObject Json(PlannedTable one) => new()
    {
        ["table"] = one.Table,
        ["inputs"] = new JsonArray([.. one.Inputs.Select(input => JsonValue.Create(input))]),
        ["write_mode"] = one.WriteMode,
        ["version"] = one.Version,
        ["reason"] = one.Reason,
    };
}
