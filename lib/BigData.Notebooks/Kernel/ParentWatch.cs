using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace BigData.Notebooks.Kernel;

/// <summary>
/// Sees that the program which started the kernel is gone: a kernel without one would live for ever. Jupyter names it in JPY_PARENT_PID; beside that an orphan
/// gets another parent from the system.
/// </summary>
internal static partial class ParentWatch
{
    private const string Variable = "JPY_PARENT_PID";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the parent is gone, or when the token is cancelled.</summary>
    public static async Task WaitAsync(TimeProvider time, CancellationToken token)
    {
        int? named = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 1 ? id : null;
        int first = Parent();
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(token).ConfigureAwait(false))
            {
                if (Parent() != first || (named is { } parent && !IsAlive(parent)))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private static int Parent() => OperatingSystem.IsWindows() ? 0 : GetParentId();

    private static bool IsAlive(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true; // It is there, but not ours to look at.
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
