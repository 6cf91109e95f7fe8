using System.CommandLine;
using BigData.Hosting.Engines;
using BigData.Hosting.Output;
using BigData.Hosting.Publishing;
using BigData.Pipelines.Publishing;
using BigData.Pipelines.Running;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary><c>publish DESTINATION [SELECTION…]</c>: sends the difference between tables and what a destination acknowledged last.</summary>
internal static class PublishCommand
{
    private static readonly Argument<string> Destination = new("DESTINATION") { Description = "a name of conf/destinations.json, such as files or bi" };

    private static readonly Argument<string[]> Selection = new("SELECTION")
    {
        Description = "names or globs of tables, such as gold.* (default: all that the destination gets)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "only say what would be sent: counts, and samples without personal values",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "publish also when the destination would shrink or grow by more than its max_shrink or max_growth",
    };

    public static Command Create(AddVerb add)
    {
        Command command = new("publish", "Publish tables to a destination: what was added, changed and removed since it acknowledged last") { Destination, Selection, DryRun, Force };
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        ConfiguredDestination destination = ConfiguredDestination.Find(scope, parsed.GetValue(Destination)!);
        bool isDryRun = parsed.GetValue(DryRun);
        string[] selection = parsed.GetValue(Selection) ?? [];
        LakehousePublisher publisher = LakehousePublisher.Open(scope, [destination], selection, parsed.GetValue(Force), isDryRun);
        await using (publisher.ConfigureAwait(false))
        {
            RunEngines engines = await RunEngines.OpenAsync(scope, token).ConfigureAwait(false);
            await using (engines.ConfigureAwait(false))
            {
                return isDryRun
                    ? await PreviewAsync(scope, engines.Spark, publisher, token).ConfigureAwait(false)
                    : await PublishAsync(scope, engines, publisher, selection, parsed, token).ConfigureAwait(false);
            }
        }
    }

    private static async Task<int> PublishAsync(
        CommandScope scope, RunEngines engines, LakehousePublisher publisher, string[] selection, ParseResult parsed, CancellationToken token)
    {
        RunRequest request = new()
        {
            Lakehouse = scope.Lakehouse,
            Settings = scope.Conf.Values,
            Selection = selection,
            PublishesOnly = true,
            Command = string.Join(' ', parsed.Tokens.Select(part => part.Value)),
            Engine = scope.EngineName,
        };
        RunResult result = await new PipelineRunner(scope.Graph, engines.Spark, Observer(scope), scope.Host.Time, publisher, engines.Ledger)
            .RunAsync(request, token).ConfigureAwait(false);
        if (scope.IsJson)
        {
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(RunJson.Of(new RunFinished(result))!)).ConfigureAwait(false);
        }
        else
        {
            RunReport.Write(scope.Host, result);
        }

        return result.ExitCode;
    }

    private static async Task<int> PreviewAsync(CommandScope scope, SparkSession spark, LakehousePublisher publisher, CancellationToken token)
    {
        PublishContext context = PublishContext.ForPreview(spark, scope.Lakehouse, Observer(scope), scope.Host.Time);
        IReadOnlyList<PublicationRecord> records = await publisher.PublishAsync(context, token).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        if (scope.IsJson)
        {
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(PublicationOutput.Preview(records, publisher.Samples))).ConfigureAwait(false);
        }
        else
        {
            PublicationOutput.Write(scope.Host, records, publisher.Samples);
        }

        return records.Any(record => record.Status == PublicationStatus.Failed) ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static IRunObserver Observer(CommandScope scope) => scope.IsJson ? new SilentObserver() : new LineObserver(scope.Host, scope.IsVerbose);
}
