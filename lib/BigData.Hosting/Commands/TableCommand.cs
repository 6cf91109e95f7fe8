using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Spectre.Console;

namespace BigData.Hosting.Commands;

/// <summary><c>table history|detail TABLE</c>.</summary>
internal static class TableCommand
{
    private static readonly Argument<string> Name = new("TABLE") { Description = "full name, such as gold.customer_rfm" };

    private static readonly Option<int> Limit = new("--limit") { Description = "how many commits at most", DefaultValueFactory = _ => 20, HelpName = "N" };

    public static Command Create(AddVerb add)
    {
        Command history = new("history", "Commits of a table, newest first, with run, as-of date, inputs and facts") { Name, Limit };
        Command detail = new("detail", "Where a table is, how large, and what its columns mean") { Name };
        add(history, HistoryAsync);
        add(detail, DetailAsync);
        return new Command("table", "Look at a table") { history, detail };
    }

    private static async Task<int> HistoryAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string table = parsed.GetValue(Name)!;
        TablePath.Find(scope.Lakehouse, table);
        SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            IReadOnlyList<TableCommit> commits = await new LakehouseReader(spark, scope.Lakehouse)
                .HistoryAsync(table, parsed.GetValue(Limit), token).ConfigureAwait(false);
            if (scope.IsJson)
            {
                await WriteAsync(scope, new JsonObject { ["table"] = table, ["commits"] = new JsonArray([.. commits.Select(Json)]) }).ConfigureAwait(false);
            }
            else
            {
                Print(scope, table, commits);
            }
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> DetailAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string table = parsed.GetValue(Name)!;
        string path = TablePath.Find(scope.Lakehouse, table);
        SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            Row detail = await new LakehouseReader(spark, scope.Lakehouse).DetailAsync(table, token).ConfigureAwait(false);
            StructType schema = await spark.Read().Format("delta").Load(path).SchemaAsync(token).ConfigureAwait(false);
            if (scope.IsJson)
            {
                JsonArray columns = [.. schema.Fields.Select(field => new JsonObject
                {
                    ["name"] = field.Name, ["type"] = field.DataType.CatalogString, ["comment"] = field.Comment,
                })];
                await WriteAsync(scope, new JsonObject { ["table"] = table, ["detail"] = Values.Json(detail), ["columns"] = columns }).ConfigureAwait(false);
            }
            else
            {
                Print(scope, detail, schema);
            }
        }

        return ExitCodes.Ok;
    }

    private static void Print(CommandScope scope, string name, IReadOnlyList<TableCommit> commits)
    {
        IAnsiConsole console = TextTable.Console(scope.Host);
        Table table = TextTable.Create(">version", "time (UTC)", "operation", "run", "as of", "inputs", ">rows");
        foreach (TableCommit commit in commits)
        {
            TextTable.Add(
                table,
                commit.Version.ToString(CultureInfo.InvariantCulture),
                Values.Time(commit.Timestamp),
                commit.Operation,
                commit.RunId,
                commit.AsOf is { } date ? Values.Day(date) : null,
                string.Join(", ", commit.Inputs.Select(input => input.Batch is { } batch
                    ? string.Create(CultureInfo.InvariantCulture, $"{input.Table}@{input.Version} (batch {batch})")
                    : string.Create(CultureInfo.InvariantCulture, $"{input.Table}@{input.Version}"))),
                commit.Rows is { } rows ? Values.Number(rows) : null);
        }

        console.Write(table);
        foreach (TableCommit commit in commits.Where(commit => commit.Facts is not null).Take(scope.IsVerbose ? int.MaxValue : 1))
        {
            FactReport.Write(console, string.Create(CultureInfo.InvariantCulture, $"{name}@{commit.Version}"), commit.Facts!);
        }
    }

    private static void Print(CommandScope scope, Row detail, StructType schema)
    {
        IAnsiConsole console = TextTable.Console(scope.Host);
        foreach (StructField field in detail.Schema!.Fields)
        {
            if (Values.Json(detail.Get(field.Name)) is { } value)
            {
                scope.Host.Output.WriteLine($"{field.Name}: {(value is JsonValue ? value.ToString() : JsonText.OneLine(value))}");
            }
        }

        Table table = TextTable.Create("column", "type", "comment");
        foreach (StructField field in schema.Fields)
        {
            TextTable.Add(table, field.Name, field.DataType.CatalogString, field.Comment);
        }

        console.Write(table);
    }

    private static JsonObject Json(TableCommit commit) => new()
    {
        ["version"] = commit.Version,
        ["timestamp"] = Values.Json(commit.Timestamp),
        ["operation"] = commit.Operation,
        ["run_id"] = commit.RunId,
        ["as_of"] = commit.AsOf is { } date ? Values.Day(date) : null,
        ["inputs"] = new JsonArray([.. commit.Inputs.Select(input => new JsonObject
        {
            ["table"] = input.Table, ["version"] = input.Version, ["batch"] = input.Batch,
        })]),
        ["rows"] = commit.Rows,
        ["facts"] = commit.Facts?.DeepClone(),
    };

    private static Task WriteAsync(CommandScope scope, JsonObject document) =>
        scope.Host.Output.WriteLineAsync(JsonText.Indented(document));
}
