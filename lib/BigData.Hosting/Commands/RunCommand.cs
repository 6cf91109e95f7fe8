using System.CommandLine;
using System.Globalization;
using BigData.Hosting.Configuration;
using BigData.Hosting.Engines;
using BigData.Hosting.Output;
using BigData.Hosting.Publishing;
using BigData.Pipelines.Running;

namespace BigData.Hosting.Commands;

/// <summary><c>run [SELECTION…]</c>: builds what is stale.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Selection = new("SELECTION")
    {
        Description = "names or globs of tables, such as gold.*; what they read is included (default: all)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> AsOf = AsOfOption.Create();

    private static readonly Option<bool> FullRefresh = new("--full-refresh")
    {
        Description = "rebuild the selected silver and gold tables from bronze; bronze is never rebuilt",
    };

    public static Command Create(AddVerb add)
    {
        Command command = new("run", "Build what is stale, in the order of the graph") { Selection, AsOf, FullRefresh };
        add(command, ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        ConfCheck.TryReadSize(scope.Conf.Require(ConfKeys.MaxBatch), out long maxBatch);
        RunRequest request = new()
        {
            Lakehouse = scope.Lakehouse,
            Settings = scope.Conf.Values,
            Selection = parsed.GetValue(Selection) ?? [],
            AsOf = AsOfOption.Read(parsed.GetValue(AsOf)),
            FullRefresh = parsed.GetValue(FullRefresh),
            Command = string.Join(' ', parsed.Tokens.Select(part => part.Value)),
            Engine = scope.EngineName,
            MaxBatchBytes = maxBatch,
        };
        scope.Graph.Select(request.Selection);
        IReadOnlyList<ConfiguredDestination> destinations = request.Selection.Count > 0
            ? []
            : [.. ConfiguredDestination.All(scope).Where(destination => destination.IsWithRun)];
        LakehousePublisher publisher = LakehousePublisher.Open(scope, destinations, []);
        await using (publisher.ConfigureAwait(false))
        {
            RunEngines engines = await RunEngines.OpenAsync(scope, token).ConfigureAwait(false);
            await using (engines.ConfigureAwait(false))
            {
                Task<RunResult> RunAsync(IRunObserver observer) =>
                    new PipelineRunner(scope.Graph, engines.Spark, observer, scope.Host.Time, publisher, engines.Ledger).RunAsync(request, token);
                return scope switch
                {
                    { IsJson: true } => (await RunAsync(new JsonObserver(scope.Host)).ConfigureAwait(false)).ExitCode,
                    { Host.IsTerminal: true } => await LiveRun.RunAsync(scope, engines.Spark, RunAsync).ConfigureAwait(false),
                    _ => Report(scope, await RunAsync(new LineObserver(scope.Host, scope.IsVerbose)).ConfigureAwait(false)),
                };
            }
        }
    }

    private static int Report(CommandScope scope, RunResult result)
    {
        RunReport.Write(scope.Host, result);
        return result.ExitCode;
    }
}

/// <summary>The option <c>--as-of</c>.</summary>
internal static class AsOfOption
{
    private const string Format = "yyyy-MM-dd";

    public static Option<string?> Create()
    {
        Option<string?> option = new("--as-of")
        {
            Description = "score what happened before this day (default: the day after the newest order)",
            HelpName = Format,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                result.AddError($"--as-of '{text}' is no date; expected {Format}, for example 2011-12-10.");
            }
        });
        return option;
    }

    public static DateOnly? Read(string? text) => text is null ? null : DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);
}
