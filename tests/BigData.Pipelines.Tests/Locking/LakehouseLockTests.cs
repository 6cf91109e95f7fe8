using System.Diagnostics;
using BigData.Pipelines.Locking;
using Microsoft.Extensions.Time.Testing;

namespace BigData.Pipelines.Tests.Locking;

public sealed class LakehouseLockTests : IDisposable
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_writer_is_told_who_writes()
    {
        using LakehouseLock held = LakehouseLock.Acquire(_folder.FullPath, "run gold.*", Time);
        LakehouseLockedException error = Assert.Throws<LakehouseLockedException>(() => LakehouseLock.Acquire(_folder.FullPath, "run", Time));
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName} (run gold.*) since 2026-01-02 03:04:05 UTC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_is_free_after_dispose()
    {
        LakehouseLock.Acquire(_folder.FullPath, "run", Time).Dispose();
        Assert.Null(LakehouseLock.Find(_folder.FullPath));
        LakehouseLock.Acquire(_folder.FullPath, "run", Time).Dispose();
    }

    [Fact]
    public void The_lakehouse_is_made_when_it_is_not_there()
    {
        string lakehouse = _folder.File("a", "b");
        LakehouseLock.Acquire(lakehouse, "run", Time).Dispose();
        Assert.True(File.Exists(Path.Combine(lakehouse, ".bigdata.lock")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_and_no_lock()
    {
        File.WriteAllText(_folder.File("file"), "x");
        PipelineException error = Assert.Throws<PipelineException>(() => LakehouseLock.Acquire(_folder.File("file", "lake"), "run", Time));
        Assert.IsNotType<LakehouseLockedException>(error);
        Assert.Contains("--lakehouse", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_process_is_held_off_and_its_lock_ends_with_a_kill()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "needs the program flock to hold the lock in another process");
        string file = _folder.File(".bigdata.lock");
        File.WriteAllText(file, string.Empty);
        File.WriteAllText(_folder.File(".bigdata.lock.json"), """{"pid":42,"host":"elsewhere","command":"run","since":"2026-01-01T00:00:00+00:00"}""");
        ProcessStartInfo start = new("/usr/bin/flock", ["--exclusive", file, "sh", "-c", "echo held; exec sleep 600"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process other = Process.Start(start)!;
        try
        {
            Assert.Equal("held", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal(42, LakehouseLock.Find(_folder.FullPath)?.Pid);
            LakehouseLockedException error = Assert.Throws<LakehouseLockedException>(() => LakehouseLock.Acquire(_folder.FullPath, "run", Time));
            Assert.Contains("process 42 on elsewhere", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            other.Kill(entireProcessTree: true);
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Null(LakehouseLock.Find(_folder.FullPath));
        using LakehouseLock held = LakehouseLock.Acquire(_folder.FullPath, "run", Time);
        Assert.Equal(Environment.ProcessId, LakehouseLock.Find(_folder.FullPath)?.Pid);
    }
}
