using System.Diagnostics;
using System.Globalization;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Storage;

public sealed class SeparateProcessTests
{
    private const int Processes = 3;
    private const int CommitsEach = 12;

    [Fact]
    public async Task Writers_in_separate_processes_win_each_version_once_and_lose_no_row()
    {
        if (ChildProcess.Table is { } given)
        {
            await AppendManyTimesAsync(given);
            return;
        }

        using TestTable table = new();
        await table.CreateAsync();
        Process[] children = [.. Enumerable.Range(0, Processes).Select(i => ChildProcess.Start(nameof(Writers_in_separate_processes_win_each_version_once_and_lose_no_row), table.Path, i))];
        string[] outputs = await Task.WhenAll(children.Select(ChildProcess.WaitAsync));
        Assert.All(children.Zip(outputs), c => Assert.True(c.First.ExitCode == 0, c.Second));
        Snapshot snapshot = await table.Reopen().GetSnapshotAsync();
        Assert.Equal(Processes * CommitsEach, snapshot.Version);
        Assert.Equal(Processes * CommitsEach, snapshot.Files.Select(f => f.Path).Distinct().Count());
        Assert.Equal(snapshot.Files.Select(f => f.Path).Order(), (await ReadWithoutCheckpointsAsync(table)).Order());
    }

    [Fact]
    public async Task A_writer_killed_at_any_moment_leaves_a_table_that_opens_and_goes_on()
    {
        if (ChildProcess.Table is { } given)
        {
            await AppendUntilKilledAsync(given);
            return;
        }

        using TestTable table = new();
        await table.CreateAsync();
        Random random = new(1);
        for (int round = 0; round < 3; round++)
        {
            long before = (await table.Log.GetSnapshotAsync()).Version;
            using Process child = ChildProcess.Start(nameof(A_writer_killed_at_any_moment_leaves_a_table_that_opens_and_goes_on), table.Path, round);
            await WaitForVersionAsync(table, before + random.Next(1, 15), child);
            child.Kill(entireProcessTree: true);
            await ChildProcess.WaitAsync(child);
            long after = (await table.Reopen().GetSnapshotAsync()).Version;
            Assert.Equal(after + 1, await table.AppendAsync(TestTable.NewFile($"after-{round}")));
        }

        Snapshot snapshot = await table.Reopen().GetSnapshotAsync();
        Assert.Equal(snapshot.Version, snapshot.Files.Count);
        Assert.Equal(snapshot.Files.Select(f => f.Path).Order(), (await ReadWithoutCheckpointsAsync(table)).Order());
    }

    [Fact]
    public async Task A_full_disk_stops_the_commit_with_a_clear_error_and_leaves_nothing_behind()
    {
        if (ChildProcess.Table is { } given)
        {
            await CommitMoreThanAllowedAsync(given);
            return;
        }

        using TestTable table = new();
        await table.CreateAsync();

        // A limit on file sizes gives the child what a full disk would give it in the middle of a write.
        using Process child = ChildProcess.Start(nameof(A_full_disk_stops_the_commit_with_a_clear_error_and_leaves_nothing_behind), table.Path, 0, fileSizeLimitKilobytes: 64);
        string output = await ChildProcess.WaitAsync(child);
        Assert.True(child.ExitCode == 0, output);
        Assert.Equal([Path.GetFileName(table.CommitPath(0))], Directory.GetFiles(table.LogPath).Select(Path.GetFileName));
        Assert.Equal(1, await table.AppendAsync(TestTable.NewFile("after")));
    }

    private static async Task AppendManyTimesAsync(string table)
    {
        DeltaLog log = DeltaLog.ForPath(table);
        await AppendAsync(log, CommitsEach);
    }

    private static async Task AppendUntilKilledAsync(string table)
    {
        DeltaLog log = DeltaLog.ForPath(table);
        await AppendAsync(log, 1_000_000);
    }

    private static async Task CommitMoreThanAllowedAsync(string table)
    {
        DeltaLog log = DeltaLog.ForPath(table);
        Transaction transaction = log.Begin(await log.GetSnapshotAsync());
        for (int i = 0; i < 1000; i++)
        {
            transaction.Add(TestTable.NewFile(string.Create(CultureInfo.InvariantCulture, $"file-{i}")));
        }

        DeltaException full = await Assert.ThrowsAsync<DeltaException>(() => transaction.CommitAsync(TestTable.Append));
        Assert.Equal(DeltaErrorKind.Storage, full.Kind);
        Assert.Contains("Nothing of it was published", full.Message, StringComparison.Ordinal);
    }

    private static async Task AppendAsync(DeltaLog log, int count)
    {
        for (int i = 0; i < count; i++)
        {
            CommitResult? result = await log.RunAsync((t, _) =>
            {
                t.Add(TestTable.NewFile(string.Create(CultureInfo.InvariantCulture, $"p{ChildProcess.Number}-{i}-{t.Snapshot!.Version}")));
                return Task.FromResult<DeltaOperation?>(TestTable.Append);
            });
            Assert.IsType<CommitResult.Committed>(result);
        }
    }

    private static async Task WaitForVersionAsync(TestTable table, long version, Process child)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(table.LogPath, Path.GetFileName(table.CommitPath(version)));
        watcher.Created += (_, _) => reached.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (File.Exists(table.CommitPath(version)))
        {
            reached.TrySetResult();
        }

        Task first = await Task.WhenAny(reached.Task, child.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.True(first == reached.Task, "the child ended by itself");
    }

    private static async Task<IEnumerable<string>> ReadWithoutCheckpointsAsync(TestTable table)
    {
        foreach (string checkpoint in Directory.GetFiles(table.LogPath, "*.parquet"))
        {
            File.Delete(checkpoint);
        }

        return (await table.Reopen().GetSnapshotAsync()).Files.Select(f => f.Path);
    }
}
