using System.CommandLine;
using System.Text.Json.Nodes;
using BigData.Hosting.Output;
using BigData.Pipelines;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary><c>sql TEXT</c>: the rows of a query, or what a statement answers, on the chosen engine.</summary>
internal static class SqlCommand
{
    private const int CellWidth = 40;

    private static readonly Argument<string?> Text = new("TEXT")
    {
        Description = "Spark SQL, such as 'SELECT segment, count(*) FROM gold.customer_rfm GROUP BY ALL'",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> SqlFile = new("--file") { Description = "read the text from a file; statements end with a semicolon", HelpName = "FILE" };

    private static readonly Option<int> Limit = LimitOption.Create();

    public static Command Create(AddVerb add)
    {
        Command command = new("sql", "Run a SQL query over the lakehouse") { Text, SqlFile, Limit };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Text) is null == result.GetValue(SqlFile) is null)
            {
                result.AddError("sql: give the text as one argument or a file with --file, not both.");
            }
        });
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        IReadOnlyList<string> statements = await StatementsAsync(scope, parsed, token).ConfigureAwait(false);
        int limit = parsed.GetValue(Limit);
        SparkSession spark = await scope.OpenAsync(token).ConfigureAwait(false);
        await using (spark.ConfigureAwait(false))
        {
            await NameTablesAsync(scope, spark, statements, token).ConfigureAwait(false);
            JsonArray results = [];
            foreach (string statement in statements)
            {
                DataFrame rows = await spark.SqlAsync(statement, token).ConfigureAwait(false);
                if (scope.IsJson)
                {
                    results.Add(await JsonAsync(rows.Limit(limit), token).ConfigureAwait(false));
                }
                else if ((await rows.SchemaAsync(token).ConfigureAwait(false)).Count > 0)
                {
                    await rows.ShowAsync(limit, scope.IsVerbose ? 0 : CellWidth, vertical: false, token).ConfigureAwait(false);
                }
            }

            if (scope.IsJson)
            {
                JsonNode document = results.Count == 1 ? results[0]!.DeepClone() : new JsonObject { ["results"] = results };
                await scope.Host.Output.WriteLineAsync(JsonText.Indented(document)).ConfigureAwait(false);
            }
        }

        return ExitCodes.Ok;
    }

    // A Spark server does not know the folder: the tables that the text names get their names there first.
    private static async Task NameTablesAsync(CommandScope scope, SparkSession spark, IReadOnlyList<string> statements, CancellationToken token)
    {
        if (scope.EngineName != "spark")
        {
            return;
        }

        IEnumerable<string> named = TablePath.All(scope.Lakehouse)
            .Where(table => statements.Any(text => text.Replace("`", string.Empty, StringComparison.Ordinal).Contains(table, StringComparison.OrdinalIgnoreCase)));
        IReadOnlyList<ForeignName> foreign = await LakehouseNames.RegisterAsync(spark, scope.Lakehouse, named, token).ConfigureAwait(false);
        if (foreign.Count > 0)
        {
            throw new PipelineUsageException(string.Join(
                Environment.NewLine,
                foreign.Select(name => $"The name {name.Table} of this server points to {name.Location}, not to this lakehouse; write delta.`{name.Path}` instead.")));
        }
    }

    private static async Task<IReadOnlyList<string>> StatementsAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string? text = parsed.GetValue(Text);
        if (parsed.GetValue(SqlFile) is { } file)
        {
            string path = Path.GetFullPath(file, scope.Host.WorkingFolder);
            text = File.Exists(path)
                ? await File.ReadAllTextAsync(path, token).ConfigureAwait(false)
                : throw new PipelineUsageException($"--file {file}: there is no such file.");
        }

        IReadOnlyList<string> statements = StatementSplitter.Split(text!);
        return statements.Count > 0 ? statements : throw new PipelineUsageException("sql: the text holds no statement.");
    }

    private static async Task<JsonObject> JsonAsync(DataFrame rows, CancellationToken token)
    {
        IReadOnlyList<Row> all = await rows.CollectAsync(token).ConfigureAwait(false);
        Spark.Sql.Types.StructType schema = await rows.SchemaAsync(token).ConfigureAwait(false);
        JsonArray columns = [.. schema.Fields.Select(f => new JsonObject { ["name"] = f.Name, ["type"] = f.DataType.SimpleString })];
        return new JsonObject { ["columns"] = columns, ["rows"] = new JsonArray([.. all.Select(Values.Json)]) };
    }
}
