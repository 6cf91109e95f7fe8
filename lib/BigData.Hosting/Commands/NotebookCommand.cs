using System.CommandLine;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BigData.Hosting.Notebooks;
using BigData.Hosting.Output;
using BigData.Hosting.Publishing;
using BigData.Notebooks;
using BigData.Notebooks.Files;
using BigData.Notebooks.Kernel;
using BigData.Pipelines;

namespace BigData.Hosting.Commands;

/// <summary><c>notebook</c>: the C# kernel for Jupyter, and notebooks without Jupyter.</summary>
internal static class NotebookCommand
{
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "install below DIR/share/jupyter (default: the user's Jupyter folder)", HelpName = "DIR" };

    private static readonly Argument<string[]> Files = new("FILE") { Description = "notebooks to run", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> Output = new("--output") { Description = "folder for the notebooks with their outputs (default: _published/notebooks in the lakehouse)", HelpName = "FOLDER" };

    private static readonly Option<string[]> Set = new("--set") { Description = "value of a variable in the cell with the tag 'parameters'; may be given again", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = false };

    private static readonly Argument<string> Connection = new("CONNECTION_FILE");

    public static Command Create(AddVerb add)
    {
        Command install = new("install", $"Make the kernel '{KernelSpec.Name}' known to Jupyter and VS Code") { Prefix };
        Command run = new("run", "Run notebooks and write them with their outputs") { Files, Output, Set };
        Command kernel = new("kernel", "Serve a connection file of Jupyter") { Connection };
        kernel.Hidden = true;
        Set.Validators.Add(result =>
        {
            foreach (string value in (result.GetValueOrDefault<string[]>() ?? []).Where(value => value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"--set '{value}': expected NAME=VALUE, for example --set source=shop.");
            }
        });
        add(install, InstallAsync);
        add(run, RunAsync);
        add(kernel, KernelAsync);
        return new Command("notebook", "C# notebooks over the lakehouse") { install, run, kernel };
    }

    private static async Task<int> InstallAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string jupyter = parsed.GetValue(Prefix) is { } prefix
            ? Path.Combine(Path.GetFullPath(prefix, scope.Host.WorkingFolder), "share", "jupyter")
            : JupyterFolder(scope.Host);
        string folder = KernelSpec.Install(jupyter, [.. Program(), "notebook", "kernel", .. Given(scope, parsed)]);
        if (scope.IsJson)
        {
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(new JsonObject { ["kernel"] = KernelSpec.Name, ["folder"] = folder })).ConfigureAwait(false);
        }
        else
        {
            await scope.Host.Output.WriteLineAsync($"installed: {folder} (kernel {KernelSpec.Name}, '{KernelSpec.DisplayName}' in the list of kernels)").ConfigureAwait(false);
        }

        return ExitCodes.Ok;
    }

    // Not inlined, so that other verbs do not load the compiler.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> KernelAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        string file = Path.GetFullPath(parsed.GetValue(Connection)!, scope.Host.WorkingFolder);
        await JupyterKernel.RunAsync(file, Options(scope, scope.Host.WorkingFolder), token).ConfigureAwait(false);
        return ExitCodes.Ok;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(CommandScope scope, ParseResult parsed, CancellationToken token)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (string pair in parsed.GetValue(Set) ?? [])
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters[pair[..equals]] = pair[(equals + 1)..];
        }

        JsonArray runs = [];
        bool isWell = true;
        foreach ((string file, string target) in Targets(scope, parsed))
        {
            NotebookRun run = await NotebookRunner.RunAsync(file, target, parameters, Options(scope, Path.GetDirectoryName(file)!), token).ConfigureAwait(false);
            isWell &= run.FailedCell is null;
            runs.Add(new JsonObject { ["file"] = file, ["output"] = target, ["cells"] = run.Cells, ["failed_cell"] = run.FailedCell, ["error"] = run.Error });
            if (!scope.IsJson)
            {
                await TellAsync(scope, file, target, run).ConfigureAwait(false);
            }
        }

        if (scope.IsJson)
        {
            await scope.Host.Output.WriteLineAsync(JsonText.Indented(new JsonObject { ["notebooks"] = runs })).ConfigureAwait(false);
        }

        return isWell ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task TellAsync(CommandScope scope, string file, string target, NotebookRun run)
    {
        string near = Path.GetRelativePath(scope.Host.WorkingFolder, file);
        string name = near.StartsWith("..", StringComparison.Ordinal) ? file : near;
        if (run.FailedCell is null)
        {
            await scope.Host.Output.WriteLineAsync($"ran: {name} ({Values.Number(run.Cells)} cells), written: {target}").ConfigureAwait(false);
            return;
        }

        await scope.Host.Error.WriteLineAsync($"failed: {name}, cell {Values.Number(run.FailedCell.Value)}; as far as it came: {target}").ConfigureAwait(false);
        await scope.Host.Error.WriteLineAsync(run.Error).ConfigureAwait(false);
    }

    private static List<(string File, string Target)> Targets(CommandScope scope, ParseResult parsed)
    {
        string[] files = [.. (parsed.GetValue(Files) ?? []).Select(file => Path.GetFullPath(file, scope.Host.WorkingFolder))];
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new PipelineUsageException($"There is no notebook {missing}.");
        }

        string folder = parsed.GetValue(Output) is { } given
            ? Path.GetFullPath(given, scope.Host.WorkingFolder)
            : PublishedFolder.Of(new NotebookEngine(scope, Path.GetDirectoryName(files[0])!).Lakehouse, "notebooks");
        List<(string File, string Target)> targets = [.. files.Select(file => (file, Path.Combine(folder, Path.GetFileName(file))))];
        IGrouping<string, (string File, string Target)>? clash = targets.GroupBy(pair => pair.Target, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return clash is null
            ? targets
            : throw new PipelineUsageException($"{string.Join(" and ", clash.Select(pair => pair.File))} would both be written to {clash.Key}; run them one by one, each with its own --output.");
    }

    private static NotebookOptions Options(CommandScope scope, string folder) => new()
    {
        Engine = new NotebookEngine(scope, folder),
        WorkingFolder = folder,
        Time = scope.Host.Time,
        Assemblies = [.. scope.Assemblies],
    };

    // A program of its own, or one that 'dotnet' runs.
    private static IEnumerable<string> Program()
    {
        string program = Environment.ProcessPath ?? throw new PipelineUsageException("The path of this program is not known; write the kernelspec by hand.");
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost && Assembly.GetEntryAssembly()?.Location is { Length: > 0 } entry ? [program, entry] : [program];
    }

    // What was said at the installation holds for the kernel; paths without the folder that they were said in.
    private static IEnumerable<string> Given(CommandScope scope, ParseResult parsed)
    {
        foreach ((string option, bool isPath) in new[] { ("--engine", false), ("--remote", false), ("--lakehouse", true), ("--conf", true) })
        {
            if (parsed.GetValue<string?>(option) is { Length: > 0 } value)
            {
                yield return option;
                yield return isPath ? Path.GetFullPath(value, scope.Host.WorkingFolder) : value;
            }
        }
    }

    // As 'jupyter --data-dir' answers.
    private static string JupyterFolder(HostEnvironment host)
    {
        if (host.Variable("JUPYTER_DATA_DIR") is { } given)
        {
            return given;
        }

        string home = host.Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(host.Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter");
    }
}
