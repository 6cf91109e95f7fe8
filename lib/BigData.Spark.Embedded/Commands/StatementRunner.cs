using System.Runtime.CompilerServices;
using BigData.Spark.Embedded.Catalog;
using BigData.Spark.Embedded.Commands.Merging;
using BigData.Spark.Embedded.Executing;
using BigData.Spark.Embedded.Parsing;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Engine;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Commands;

/// <summary>Runs commands: writes, merges, views, and SQL statements, which run at once and give back the relation of their rows.</summary>
internal sealed class StatementRunner(EmbeddedSession session, SessionCompiler compiler)
{
    internal async IAsyncEnumerable<ExecuteEvent> RunAsync(Statement statement, [EnumeratorCancellation] CancellationToken token)
    {
        if (statement is SqlCommand { Input: var input })
        {
            SqlText text = input as SqlText ?? throw NotSql(input);
            CommandResult result = await ExecuteAsync(text.Statement, token).ConfigureAwait(false);
            yield return result.ToEvent(session.Conf[SessionConf.TimeZoneKey]!);
            yield break;
        }

        await ExecuteAsync(statement, token).ConfigureAwait(false);
        await foreach (ObservedEvent observed in ObserveAsync(statement, token).ConfigureAwait(false))
        {
            yield return observed;
        }
    }

    // Metrics that the rows of a write observe.
    private async IAsyncEnumerable<ObservedEvent> ObserveAsync(Statement statement, [EnumeratorCancellation] CancellationToken token)
    {
        foreach (CollectMetrics metrics in statement.DescendantsAndSelf().OfType<CollectMetrics>())
        {
            using QueryScope scope = new();
            Rendering.CompiledQuery query = await compiler.CompileAllAsync(metrics, scope, token).ConfigureAwait(false);
            await foreach (ObservedEvent observed in ObservedMetrics.RunAsync(session, metrics, [query.Observed[0]], token).ConfigureAwait(false))
            {
                yield return observed;
            }
        }
    }

    private async Task<CommandResult> ExecuteAsync(Statement statement, CancellationToken token)
    {
        switch (statement)
        {
            case CreateTable create:
                await new TableStatements(session).CreateAsync(create, token).ConfigureAwait(false);
                return CommandResult.None;
            case DescribeHistory history:
                return await new DescribeStatements(session).HistoryAsync(history, token).ConfigureAwait(false);
            case DescribeDetail detail:
                return await new DescribeStatements(session).DetailAsync(detail, token).ConfigureAwait(false);
            case WriteFrame write:
                await new FrameWriter(session, compiler).RunAsync(write, token).ConfigureAwait(false);
                return CommandResult.None;
            case WriteTable write:
                await new FrameWriter(session, compiler).RunAsync(write, token).ConfigureAwait(false);
                return CommandResult.None;
            case MergeIntoTable merge:
                await new MergeCommand(session, compiler).RunAsync(merge, token).ConfigureAwait(false);
                return CommandResult.None;
            case CreateView view:
                await CreateViewAsync(view, token).ConfigureAwait(false);
                return CommandResult.None;
            default:
                return Execute(statement);
        }
    }

    private CommandResult Execute(Statement statement)
    {
        SchemaStatements schemas = new(session);
        switch (statement)
        {
            case CreateSchema create:
                schemas.Create(create);
                return CommandResult.None;
            case DropSchema drop:
                schemas.Drop(drop);
                return CommandResult.None;
            case UseSchema use:
                schemas.Use(use);
                return CommandResult.None;
            case ShowSchemas show:
                return schemas.Show(show);
            case ShowTables show:
                return schemas.Show(show);
            case DropTable drop:
                new TableStatements(session).Drop(drop);
                return CommandResult.None;
            case DropView drop:
                DropView(drop);
                return CommandResult.None;
            case SetConfig set:
                return Set(set);
            default:
                throw SparkErrors.Create(
                    "EMBEDDED_UNSUPPORTED.COMMAND", ("name", statement.GetType().Name), ("reason", "It does not have this command."), ("remedy", "Use Spark."));
        }
    }

    private async Task CreateViewAsync(CreateView view, CancellationToken token)
    {
        // Spark analyses the plan now, so that a mistake shows here and not at the first use.
        using QueryScope scope = new();
        StructType schema = (await compiler.ResolveAsync(view.Input, scope, token).ConfigureAwait(false)).Schema;
        ValueArray<string> parts = SqlParser.ParseName(view.Name);
        if (parts.Count != 1)
        {
            throw SparkErrors.Create("TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", ("actualName", view.Name));
        }

        if (!view.ColumnNames.IsEmpty)
        {
            CheckArity(parts[0], view, schema);
            view = view with { Input = new ToDF(view.Input, view.ColumnNames) };
        }

        if (view.IsText)
        {
            RejectCycle(parts[0], view, [TableName.Quote([parts[0]])], view.Input);
        }

        session.Views.Create(parts[0], view.IsText ? view.Input : session.Views.Bound(view.Input), view.IsGlobal, view.Replace);
    }

    private static void CheckArity(string name, CreateView view, StructType schema)
    {
        if (view.ColumnNames.Count != schema.Count)
        {
            throw SparkErrors.Create(
                "CREATE_VIEW_COLUMN_ARITY_MISMATCH." + (view.ColumnNames.Count > schema.Count ? "NOT_ENOUGH_DATA_COLUMNS" : "TOO_MANY_DATA_COLUMNS"),
                ("viewName", TableName.Quote([name])),
                ("viewColumns", string.Join(", ", view.ColumnNames.Select(c => TableName.Quote([c])))),
                ("dataColumns", string.Join(", ", schema.FieldNames.Select(c => TableName.Quote([c])))));
        }
    }

    // A view of text that reads itself, perhaps through others, would never end.
    private void RejectCycle(string name, CreateView view, ValueArray<string> path, Relation plan)
    {
        foreach (ReadTable table in plan.DescendantsAndSelf().OfType<ReadTable>())
        {
            if (session.Views.Find(table.NameParts) is not { } inner)
            {
                continue;
            }

            ValueArray<string> longer = path.Add(TableName.Quote(table.NameParts));
            bool isGlobal = table.NameParts.Count == 2;
            if (isGlobal == view.IsGlobal && string.Equals(table.NameParts[^1], name, StringComparison.OrdinalIgnoreCase))
            {
                throw SparkErrors.Create("RECURSIVE_VIEW", ("viewIdent", path[0]), ("newPath", string.Join(" -> ", longer)));
            }

            RejectCycle(name, view, longer, inner);
        }
    }

    private void DropView(DropView statement)
    {
        ValueArray<string> parts = statement.NameParts;
        bool global = parts.Count == 2 && string.Equals(parts[0], SessionViews.GlobalSchema, StringComparison.OrdinalIgnoreCase);
        bool dropped = (parts.Count == 1 || global) && session.Views.Drop(parts[^1], global);
        if (!dropped && !statement.IfExists)
        {
            throw Sources.SourceFinder.TableNotFound(session, parts);
        }
    }

    private CommandResult Set(SetConfig set)
    {
        if (set is { Key: not null, Value: not null })
        {
            ConfigCommands.Set(session.Conf, set.Key, set.Value);
        }

        StructType schema = new(new StructField("key", DataTypes.String, isNullable: false), new StructField("value", DataTypes.String, isNullable: false));
        IEnumerable<KeyValuePair<string, string>> pairs = set.Key is { } key ? [new(key, session.Conf[key] ?? "<undefined>")] : session.Conf.All();
        return new CommandResult(schema, [.. pairs.Select(pair => new object?[] { pair.Key, pair.Value })]);
    }

    private static Sql.SparkException NotSql(Relation input) => SparkErrors.Create(
        "EMBEDDED_UNSUPPORTED.SQL", ("name", input.GetType().Name), ("reason", "A SQL command must be one statement in text."), ("remedy", "Use the DataFrame API, or use Spark."));
}
