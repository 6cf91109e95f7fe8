using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using BigData.Spark.Sql;

namespace BigData.Spark.Connect.Launching;

/// <summary>A process that outlives the one that started it.</summary>
internal static class ServerProcess
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(3);

    // Job control gives the server a process group of its own, so that Ctrl-C in this terminal does not reach it; the ignored
    // hang-up lets it outlive the terminal.
    private const string Detach = """set -m; trap '' HUP; "$@" </dev/null >"$BIGDATA_SERVER_LOG" 2>&1 & echo $!""";

    /// <summary>Starts a program with its output in a file.</summary>
    /// <returns>The id of the process.</returns>
    public static async Task<int> StartAsync(
        string program, IReadOnlyList<string> arguments, string folder, string log, IReadOnlyDictionary<string, string?> variables, CancellationToken token)
    {
        bool isWindows = OperatingSystem.IsWindows();
        string[] words = isWindows
            ? ["/d", "/c", "call", program, .. arguments, ">", log, "2>&1"]
            : ["-c", Detach, "bash", program, .. arguments];
        ProcessStartInfo start = new(isWindows ? "cmd.exe" : "bash", words)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder,
            RedirectStandardOutput = !isWindows,
            RedirectStandardError = !isWindows,
        };
        start.Environment["BIGDATA_SERVER_LOG"] = log;
        foreach ((string name, string? value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            if (isWindows)
            {
                using Process process = Process.Start(start)!;
                return process.Id;
            }

            (int exitCode, string output, string error) = await CaptureAsync(start, token).ConfigureAwait(false);
            return int.TryParse(output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                ? pid
                : throw new SparkConnectException($"{program} could not be started (exit code {exitCode}): {error.Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new SparkConnectException($"{start.FileName}, which starts {program}, could not be run: {e.Message}. Spark's own scripts need it, too.", e);
        }
    }

    /// <summary>When the process began, UTC; null when it is gone.</summary>
    public static DateTimeOffset? StartOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited || IsZombie(pid) ? null : new DateTimeOffset(process.StartTime).ToUniversalTime();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether the process that began at a time is there; another one with the same id is not it.</summary>
    public static bool IsAlive(int pid, DateTimeOffset startedAt) =>
        StartOf(pid) is { } start && (start - startedAt).Duration() < Jitter;

    /// <summary>Asks the process to end, waits, and ends it by force when it does not.</summary>
    public static async Task StopAsync(int pid, DateTimeOffset startedAt, TimeSpan patience, CancellationToken token)
    {
        if (OperatingSystem.IsWindows())
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(token).ConfigureAwait(false);
            return;
        }

        await SignalAsync("TERM", pid, token).ConfigureAwait(false);
        if (!await WaitAsync(pid, startedAt, patience, token).ConfigureAwait(false))
        {
            await SignalAsync("KILL", pid, token).ConfigureAwait(false);
            await WaitAsync(pid, startedAt, patience, token).ConfigureAwait(false);
        }

        // Children that did not end with their parent.
        await SignalAsync("KILL", pid, token).ConfigureAwait(false);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> CaptureAsync(ProcessStartInfo start, CancellationToken token)
    {
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} was not started.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(token);
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        try
        {
            await process.WaitForExitAsync(token).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<bool> WaitAsync(int pid, DateTimeOffset startedAt, TimeSpan patience, CancellationToken token)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (IsAlive(pid, startedAt))
        {
            if (TimeProvider.System.GetElapsedTime(begin) > patience)
            {
                return false;
            }

            await Task.Delay(Poll, TimeProvider.System, token).ConfigureAwait(false);
        }

        return true;
    }

    // To the whole group of the server.
    private static async Task SignalAsync(string signal, int pid, CancellationToken token)
    {
        ProcessStartInfo start = new("bash", ["-c", "kill -s \"$1\" -- \"-$2\"", "bash", signal, pid.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await CaptureAsync(start, token).ConfigureAwait(false);
    }

    // In a container nobody may collect the exit code of a process whose parent is gone.
    private static bool IsZombie(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            int end = stat.LastIndexOf(')');
            return end > 0 && end + 2 < stat.Length && stat[end + 2] is 'Z' or 'X';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
