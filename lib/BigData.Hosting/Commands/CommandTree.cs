using System.CommandLine;
using System.Reflection;
using BigData.Activation;
using BigData.Notebooks;
using BigData.Pipelines;
using BigData.Pipelines.Locking;
using BigData.Spark.Sql;

namespace BigData.Hosting.Commands;

/// <summary>The verbs with their options, and the one place where errors become messages and exit codes.</summary>
internal sealed class CommandTree(HostEnvironment host, IReadOnlyList<Assembly> assemblies)
{
    private readonly CommonOptions _common = new();

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken token)
    {
        ParseResult parsed = Root().Parse(args);
        bool isVerbose = args.Contains("--verbose", StringComparer.Ordinal);
        try
        {
            if (parsed.Errors.Count > 0)
            {
                foreach (string message in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
                {
                    await host.Error.WriteLineAsync(message).ConfigureAwait(false);
                }

                await host.Error.WriteLineAsync("Try --help.").ConfigureAwait(false);
                return ExitCodes.Usage;
            }

            InvocationConfiguration invocation = new()
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await host.Error.WriteLineAsync("Cancelled.").ConfigureAwait(false);
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is PipelineUsageException or DestinationSettingException or NotebookException)
        {
            return await FailAsync(e, ExitCodes.Usage, isVerbose).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PipelineException or DestinationException or SparkException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(e, ExitCodes.Failed, isVerbose).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            await host.Error.WriteLineAsync("Internal error, please report it:").ConfigureAwait(false);
            return await FailAsync(e, ExitCodes.Failed, isVerbose: true).ConfigureAwait(false);
        }
    }

    private RootCommand Root()
    {
        RootCommand root = new("Runs the tables of a lakehouse: bronze as received, silver typed, gold scored.");
        _common.AddTo(root);
        root.Subcommands.Add(RunCommand.Create(Verb));
        root.Subcommands.Add(PlanCommand.Create(Verb));
        root.Subcommands.Add(StatusCommand.Create(Verb));
        root.Subcommands.Add(ShowCommand.Create(Verb));
        root.Subcommands.Add(SqlCommand.Create(Verb));
        root.Subcommands.Add(PublishCommand.Create(Verb));
        root.Subcommands.Add(ScheduleCommand.Create(Verb));
        root.Subcommands.Add(TableCommand.Create(Verb));
        root.Subcommands.Add(ReportCommand.Create(Verb));
        root.Subcommands.Add(NotebookCommand.Create(Verb));
        root.Subcommands.Add(GenerateCommand.Create(Verb));
        root.Subcommands.Add(SparkCommand.Create(Verb));
        root.Subcommands.Add(DoctorCommand.Create(Verb));
        return root;
    }

    // Gives a command its action: configuration is read only when the verb runs, so that --help needs none.
    private void Verb(Command command, Func<CommandScope, ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, token) => action(new CommandScope(host, assemblies, _common, parsed), parsed, token));

    private async Task<int> FailAsync(Exception error, int exitCode, bool isVerbose)
    {
        await host.Error.WriteLineAsync(isVerbose ? error.ToString() : Advice.Describe(error)).ConfigureAwait(false);
        return error is LakehouseLockedException ? ExitCodes.Failed : exitCode;
    }
}

/// <summary>Adds an action to a verb.</summary>
internal delegate void AddVerb(Command command, Func<CommandScope, ParseResult, CancellationToken, Task<int>> action);

/// <summary>The exit codes of the command.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Cancelled = 130;
}
