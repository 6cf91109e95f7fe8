using System.Diagnostics;
using System.Text;
using BigData.Testing;

namespace BigData.Jobs.Tests.Running;

/// <summary>The command <c>bigdata</c> as a process of its own, as users start it.</summary>
internal sealed class BigDataCommand : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly List<string> _lines = [];

    private BigDataCommand(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
            {
                _error.AppendLine(line.Data);
            }
        };
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "bigdata.exe" : "bigdata");

    /// <summary>Starts the command in the root of the checkout.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="wrapper">A program that starts the command given as its last arguments, such as <c>setpriv</c>.</param>
    /// <param name="variables">Environment variables of the command.</param>
    public static BigDataCommand Start(
        IReadOnlyList<string> arguments, IReadOnlyList<string>? wrapper = null, IReadOnlyDictionary<string, string?>? variables = null) =>
        StartProgram([.. wrapper ?? [], Program, .. arguments], variables);

    /// <summary>Runs the command to its end.</summary>
    public static async Task<CommandResult> RunAsync(params string[] arguments) => await RunAsync(arguments, wrapper: null);

    /// <summary>Runs the command to its end, started by a wrapper.</summary>
    public static Task<CommandResult> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyList<string>? wrapper, IReadOnlyDictionary<string, string?>? variables = null) =>
        RunProgramAsync([.. wrapper ?? [], Program, .. arguments], variables);

    /// <summary>Runs any program to its end.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="variables">Environment variables of the program.</param>
    public static async Task<CommandResult> RunProgramAsync(string[] words, IReadOnlyDictionary<string, string?>? variables = null)
    {
        using BigDataCommand command = StartProgram(words, variables);
        while (await command.ReadLineAsync() is not null)
        {
            // The result holds all lines.
        }

        return await command.ResultAsync();
    }

    public int ProcessId => _process.Id;

    /// <summary>The next line of the output, or null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is not null)
        {
            _lines.Add(line);
        }

        return line;
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Blocks until the command ends.</summary>
    public void WaitForExit() => _process.WaitForExit();

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        using Process kill = Process.Start(new ProcessStartInfo("kill", ["-INT", ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        kill.WaitForExit();
    }

    public async Task<CommandResult> ResultAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        lock (_error)
        {
            return new CommandResult(_process.ExitCode, _lines, _error.ToString());
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static BigDataCommand StartProgram(string[] words, IReadOnlyDictionary<string, string?>? variables)
    {
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = RepositoryFiles.Root,
        };
        start.Environment.Remove("SPARK_REMOTE");
        foreach ((string name, string? value) in variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var command = new BigDataCommand(new Process { StartInfo = start });
        command._process.Start();
        command._process.StandardInput.Close();
        command._process.BeginErrorReadLine();
        return command;
    }
}

/// <summary>What a finished command left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Lines">Lines of the standard output.</param>
/// <param name="Error">The standard error.</param>
internal sealed record CommandResult(int ExitCode, IReadOnlyList<string> Lines, string Error)
{
    public string Output => string.Join('\n', Lines);

    /// <summary>Fails with both outputs when the exit code is another one.</summary>
    public CommandResult ShouldExit(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode}, expected {code}\n{Output}\n{Error}");
        return this;
    }
}
