using System.CommandLine;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary><c>show TABLE</c>: the first rows.</summary>
internal static class ShowCommand
{
    private const int CellWidth = 40;

    private static readonly Argument<string> Name = new("TABLE") { Description = "full name, such as gold.customer_rfm" };

    private static readonly Option<int> Limit = LimitOption.Create();

    public static Command Create(AddVerb add)
    {
        Command command = new("show", "Print rows of a table") { Name, Limit };
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string table = parsed.GetValue(Name)!;
        string path = TablePath.Find(scope.Lakehouse, table);
        int limit = parsed.GetValue(Limit);
        SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            DataFrame rows = spark.Read().Format("delta").Load(path);
            if (scope.IsJson)
            {
                await WriteJsonAsync(scope, table, rows.Limit(limit), token).ConfigureAwait(false);
            }
            else
            {
                await rows.ShowAsync(limit, scope.IsVerbose ? 0 : CellWidth, vertical: false, token).ConfigureAwait(false);
            }
        }

        return ExitCodes.Ok;
    }

    private static async Task WriteJsonAsync(CommandScope scope, string table, DataFrame rows, CancellationToken token)
    {
        IReadOnlyList<Row> all = await rows.CollectAsync(token).ConfigureAwait(false);
        JsonObject document = new() { ["table"] = table, ["rows"] = new JsonArray([.. all.Select(Values.Json)]) };
        await scope.Host.Output.WriteLineAsync(JsonText.Indented(document)).ConfigureAwait(false);
    }
}
