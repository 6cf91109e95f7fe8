using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using BigData.Pipelines.Files;
using BigData.Pipelines.Running;

namespace BigData.Pipelines.Tests.Running;

/// <summary>Files that cannot be taken.</summary>
public sealed class SetAsideTests
{
    private const string Unprivileged = "BIGDATA_TEST_UNPRIVILEGED";

    [Fact]
    public async Task Bad_files_are_set_aside_while_the_others_go_on()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        bench.Land("good.csv", "1,ann,4,2026-01-01 10:00:00");
        bench.LandText("missing.csv", "order_id,customer,at\n2,bob,2026-01-01 10:00:00\n");
        bench.LandText("empty.csv", string.Empty);
        bench.Land("header.csv");
        File.WriteAllBytes(Path.Combine(bench.Landing, "latin.csv"), Encoding.Latin1.GetBytes("order_id,customer,qty,at\n3,Zo\u00eb,1,2026-01-01 10:00:00\n"));
        byte[] gzip = Gzip("order_id,customer,qty,at\n4,dan,1,2026-01-01 10:00:00\n");
        File.WriteAllBytes(Path.Combine(bench.Landing, "cut.csv.gz"), gzip[..^6]);

        RunResult first = await bench.RunAsync();
        Assert.Equal((RunStatus.Failed, 1), (first.Status, first.ExitCode));
        Assert.Equal(
            ["cut.csv.gz|broken gzip: truncated or damaged", "empty.csv|empty file: 0 bytes", "latin.csv|not UTF-8 text: invalid byte at 29", "missing.csv|missing column qty"],
            first.SetAside.Select(file => $"{file.File}|{file.Reason}"));
        Assert.Equal(["shop|1|ann|4|2026-01-01 10:00"], await bench.RowsAsync("silver.lines"));
        string[] files = await bench.RowsAsync("ops.files", "file", "status");
        Assert.Equal(
            ["cut.csv.gz|set_aside", "empty.csv|set_aside", "good.csv|ingested", "header.csv|ingested", "latin.csv|set_aside", "missing.csv|set_aside"], files);

        long version = await bench.VersionAsync("bronze.shop");
        RunResult second = await bench.RunAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Equal(4, second.SetAside.Count);
        Assert.Equal(files, await bench.RowsAsync("ops.files", "file", "status"));
        Assert.Equal(version, await bench.VersionAsync("bronze.shop"));
    }

    [Fact]
    public async Task A_file_that_is_delivered_whole_again_is_taken()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        bench.LandText("a.csv", "order_id,customer\n1,ann\n");
        Assert.Equal(1, (await bench.RunAsync()).ExitCode);
        bench.Land("a.csv", "1,ann,4,2026-01-01 10:00:00");
        RunResult result = await bench.RunAsync();
        Assert.Equal((RunStatus.Ok, 0), (result.Status, result.ExitCode));
        Assert.Equal(["a.csv|ingested|null", "a.csv|set_aside|missing columns qty, at"], await bench.RowsAsync("ops.files", "file", "status", "reason"));
    }

    [Fact]
    public async Task A_source_without_a_folder_fails_with_what_to_do()
    {
        await using RunnerBench bench = RunnerBench.OnEmbedded();
        Directory.Delete(bench.Landing);
        RunResult result = await bench.RunAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--source shop=FOLDER", result.Message, StringComparison.Ordinal);
        Assert.Equal([TableStatus.Failed, TableStatus.Skipped, TableStatus.Skipped, TableStatus.Skipped], result.Tables.Select(table => table.Status));
    }

    [Fact]
    public async Task Files_and_folders_without_rights_are_set_aside()
    {
        if (Environment.GetEnvironmentVariable(Unprivileged) is { Length: > 0 } folder)
        {
            LookWithoutRights(folder);
            return;
        }

        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"),
            "needs root and setpriv to run as a user without rights");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using TempFolder temp = new();
        string landing = temp.File("landing");
        Directory.CreateDirectory(Path.Combine(landing, "closed"));
        File.WriteAllText(Path.Combine(landing, "a.csv"), "id\n1\n");
        File.WriteAllText(Path.Combine(landing, "b.csv"), "id\n1\n");
        File.SetUnixFileMode(temp.FullPath, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path.Combine(landing, "b.csv"), UnixFileMode.None);
        File.SetUnixFileMode(Path.Combine(landing, "closed"), UnixFileMode.None);
        (int exitCode, string output) = await RunUnprivilegedAsync(landing);
        Assert.SkipWhen(exitCode is 126 or 127, "the tests' folder is closed to a user without rights: " + output);
        Assert.True(exitCode == 0, output);
    }

    private static void LookWithoutRights(string folder)
    {
        LandingListing listing = LandingFolder.List("shop", folder);
        Assert.Equal(["closed"], listing.Unreadable.Select(entry => entry.Name));
        FileInspector inspector = new(["id"]);
        FileReport[] reports = [.. listing.Files.Select(file => inspector.Inspect(file, null, TestContext.Current.CancellationToken))];
        Assert.Equal([FileVerdict.Accepted, FileVerdict.SetAside], reports.Select(report => report.Verdict));
        Assert.Equal("unreadable: permission denied", reports[1].Reason);
    }

    private static async Task<(int ExitCode, string Output)> RunUnprivilegedAsync(string landing)
    {
        ProcessStartInfo start = new("/usr/bin/setpriv")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/tmp",
        };
        string[] args =
        [
            "--reuid=65534", "--regid=65534", "--clear-groups", "--", Environment.ProcessPath!,
            "--filter-method", $"*{nameof(Files_and_folders_without_rights_are_set_aside)}", "--results-directory", "/tmp/bigdata-unprivileged",
        ];
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment[Unprivileged] = landing;
        start.Environment["HOME"] = "/tmp";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }

    private static byte[] Gzip(string text)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
