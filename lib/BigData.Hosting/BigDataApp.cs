using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using BigData.Hosting.Commands;

namespace BigData.Hosting;

/// <summary>
/// The command line over a set of table jobs. A program of one line has all verbs over its own tables:
/// <code>return await BigDataApp.RunAsync(args, typeof(MyTable).Assembly);</code>
/// </summary>
public static class BigDataApp
{
    /// <summary>Runs the command that the arguments name. Ctrl-C cancels: no half table stays behind.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="assemblies">Where the table jobs are.</param>
    /// <returns>The exit code: 0 well; 1 something failed or was set aside; 2 wrong usage; 3 expectations failed; 130 cancelled.</returns>
    public static Task<int> RunAsync(string[] args, params IReadOnlyList<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(assemblies);
        return RunAsync(args, assemblies, TimeProvider.System);
    }

    internal static async Task<int> RunAsync(string[] args, IReadOnlyList<Assembly> assemblies, TimeProvider time)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Cancel(signal, stop));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Cancel(signal, stop));
        return await RunAsync(args, assemblies, Process() with { Time = time }, stop.Token).ConfigureAwait(false);
    }

    internal static Task<int> RunAsync(
        IReadOnlyList<string> args, IReadOnlyList<Assembly> assemblies, HostEnvironment host, CancellationToken token) =>
        new CommandTree(host, assemblies).RunAsync(args, token);

    // The second signal is not held back, so it ends the process at once.
    private static void Cancel(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }

    // The one place of the library where a program meets its console.
#pragma warning disable RS0030
    private static HostEnvironment Process()
    {
        bool isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new HostEnvironment
        {
            Output = Console.Out,
            Error = Console.Error,
            IsTerminal = isTerminal,
            Width = isTerminal ? Math.Max(60, Console.WindowWidth) : 120,
            WorkingFolder = Environment.CurrentDirectory,
            ApplicationFolder = AppContext.BaseDirectory,
            Variables = Variables(),
            Time = TimeProvider.System,
        };
    }
#pragma warning restore RS0030

    private static Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? string.Empty;
        }

        return variables;
    }
}
