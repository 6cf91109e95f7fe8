using System.Diagnostics;

namespace BigData.Hosting.Tests.Reporting;

/// <summary>The Chromium of this machine, without a window and without a network.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static void RequireOrSkip() => Assert.SkipUnless(Program is not null, "no Chromium on this machine to look at pages with");

    /// <summary>The elements of a page once its scripts have come to rest.</summary>
    public static async Task<string> DumpAsync(string page, string profile)
    {
        ProcessStartInfo start = new(Program!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", $"--user-data-dir={profile}", "--virtual-time-budget=60000", "--dump-dom", new Uri(page).AbsoluteUri,
            },
        };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(stop.Token);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(stop.Token);
            await process.WaitForExitAsync(stop.Token);
            Assert.True(process.ExitCode == 0 && output.Length > 0, $"Chromium exited with {process.ExitCode}: {await error}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
