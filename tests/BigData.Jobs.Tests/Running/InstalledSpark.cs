using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BigData.Testing;

namespace BigData.Jobs.Tests.Running;

/// <summary>The Spark that tests start servers and clusters from.</summary>
internal static class InstalledSpark
{
    /// <summary>The Spark of SPARK_HOME, or of the folder <c>shared</c>; skips the test where there is none.</summary>
    public static async Task<string> HomeOrSkipAsync()
    {
        if (Environment.GetEnvironmentVariable("SPARK_HOME") is { Length: > 0 } home)
        {
            return home;
        }

        string? unpack = RepositoryFiles.Shared("spark", "unpack");
        Assert.SkipUnless(unpack is not null, "no Spark to start: SPARK_HOME is not set and there is no ../shared/spark");
        using Process process = Process.Start(new ProcessStartInfo("bash", [unpack!]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return text.Trim();
    }

    /// <summary>A port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
