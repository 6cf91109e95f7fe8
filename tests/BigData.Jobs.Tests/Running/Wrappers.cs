using System.Globalization;

namespace BigData.Jobs.Tests.Running;

/// <summary>Programs that start the command with less than it needs: less disk, fewer rights.</summary>
internal static class Wrappers
{
    /// <summary>The user id of <c>nobody</c>.</summary>
    private const string Nobody = "65534";

    /// <summary>No file may grow beyond a number of KiB; a write beyond it fails as on a full disk instead of ending the process.</summary>
    public static string[] FileLimit(int kilobytes) => Bash(
        "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f \"$1\"; shift; exec \"$@\"", kilobytes.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// A disk of a number of KiB of its own lies over a folder while the command runs. What the command wrote there is copied to
    /// another folder afterwards; the disk ends with the process.
    /// </summary>
    public static string[] SmallDisk(int kilobytes, string folder, string copy) =>
    [
        "unshare",
        "--mount",
        .. Bash(
            "mount -t tmpfs -o size=\"$1\"k tmpfs \"$2\" || exit 99; at=$2; to=$3; shift 3; \"$@\"; code=$?; cp -a \"$at/.\" \"$to/\" || exit 98; exit $code",
            kilobytes.ToString(CultureInfo.InvariantCulture),
            folder,
            copy),
    ];

    /// <summary>Why <see cref="SmallDisk"/> cannot be used here; null when it can.</summary>
    public static async Task<string?> NoSmallDiskAsync(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux";
        }

        try
        {
            CommandResult tried = await BigDataCommand.RunProgramAsync(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", folder]);
            return tried.ExitCode == 0 ? null : "needs the right to mount a disk: " + tried.Error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return "needs unshare: " + e.Message;
        }
    }

    /// <summary>The command with Ctrl-C as on a terminal, also when the tests were started in the background, where shells have it ignored.</summary>
    public static string[]? Interruptible { get; } = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : null;

    /// <summary>The command as a user who owns nothing.</summary>
    public static string[] Unprivileged { get; } =
        ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "env", "HOME=/tmp"];

    /// <summary>Why <see cref="Unprivileged"/> cannot be used here; null when it can.</summary>
    public static async Task<string?> NotUnprivilegedAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "needs Linux and root to become a user without rights";
        }

        try
        {
            CommandResult tried = await BigDataCommand.RunAsync(["--version"], Unprivileged);
            return tried.ExitCode == 0 ? null : "a user without rights cannot start the program here: " + tried.Error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return "needs setpriv: " + e.Message;
        }
    }

    private static string[] Bash(string script, params string[] arguments) => ["bash", "-c", script, "bash", .. arguments];
}
