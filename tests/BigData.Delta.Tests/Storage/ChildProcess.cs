using System.Diagnostics;
using System.Globalization;

namespace BigData.Delta.Tests.Storage;

/// <summary>Runs one test of this assembly in a process of its own, on a table given by its path.</summary>
internal static class ChildProcess
{
    private const string TableVariable = "BIGDATA_TEST_CHILD_TABLE";
    private const string NumberVariable = "BIGDATA_TEST_CHILD_NUMBER";

    /// <summary>The table that a parent process names; null in the parent, where the test starts the children.</summary>
    public static string? Table => Environment.GetEnvironmentVariable(TableVariable) is { Length: > 0 } path ? path : null;

    public static int Number => int.Parse(Environment.GetEnvironmentVariable(NumberVariable)!, CultureInfo.InvariantCulture);

    public static Process Start(string test, string table, int number, int? fileSizeLimitKilobytes = null)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        string limit = fileSizeLimitKilobytes is { } kilobytes ? string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {kilobytes}; ") : string.Empty;
        ProcessStartInfo start = new("/bin/bash", ["-c", $"{limit}exec \"{Environment.ProcessPath}\" --filter-method \"*.{test}\""])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment[TableVariable] = table;
        start.Environment[NumberVariable] = number.ToString(CultureInfo.InvariantCulture);

        // The runtime's own memory files would meet the limit first.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    public static async Task<string> WaitAsync(Process child)
    {
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
