using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Transactions;

public sealed class ConcurrentWriterTests
{
    private const int Writers = 10;
    private const int CommitsEach = 15;

    [Fact]
    public async Task Ten_writers_win_each_version_once_and_lose_no_row()
    {
        using TestTable table = new();
        await table.CreateAsync();
        Task<List<long>>[] writers = [.. Enumerable.Range(0, Writers).Select(w => Task.Run(() => AppendManyAsync(table, w)))];
        List<long>[] versions = await Task.WhenAll(writers);

        long[] won = [.. versions.SelectMany(v => v).Order()];
        Assert.Equal(Enumerable.Range(1, Writers * CommitsEach).Select(v => (long)v), won);
        Snapshot snapshot = await table.Reopen().GetSnapshotAsync();
        Assert.Equal(Writers * CommitsEach, snapshot.Version);
        Assert.Equal(Writers * CommitsEach, snapshot.Files.Select(f => f.Path).Distinct().Count());
        Assert.DoesNotContain(Directory.EnumerateFiles(table.LogPath), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_of_many_creators_makes_the_table()
    {
        using TestTable table = new();
        CommitResult[] results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            Transaction transaction = table.Reopen().Begin(null);
            transaction.SetMetadata(TestTable.NewMetadata());
            return await transaction.CommitAsync(DeltaOperation.CreateTable(transaction.Metadata!));
        })));

        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.All(results.OfType<CommitResult.Conflict>(), c => Assert.Equal(ConflictKind.TableCreated, c.Kind));
        Assert.Equal(0, (await table.Log.GetSnapshotAsync()).Version);
    }

    [Fact]
    public async Task Rewriters_of_one_file_never_both_win_and_all_get_their_turn()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("f0"));
        CommitResult?[] results = await Task.WhenAll(Enumerable.Range(1, Writers).Select(w => Task.Run(() => table.Reopen().RunAsync((t, _) =>
        {
            AddFile old = Assert.Single(t.Read());
            t.Remove(old);
            t.Add(TestTable.NewFile(string.Create(CultureInfo.InvariantCulture, $"f{w}-{t.Snapshot!.Version}")));
            return Task.FromResult<DeltaOperation?>(DeltaOperation.Update(null));
        }))));

        Assert.All(results, r => Assert.IsType<CommitResult.Committed>(r));
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        Assert.Equal(1 + Writers, snapshot.Version);
        Assert.Single(snapshot.Files);
    }

    private static async Task<List<long>> AppendManyAsync(TestTable table, int writer)
    {
        DeltaLog log = table.Reopen();
        Snapshot snapshot = await log.GetSnapshotAsync();
        List<long> versions = [];
        for (int i = 0; i < CommitsEach; i++)
        {
            // The old snapshot is kept on purpose: a blind append must win from however far behind.
            Transaction transaction = log.Begin(snapshot);
            transaction.Add(TestTable.NewFile(string.Create(CultureInfo.InvariantCulture, $"w{writer}-{i}")));
            versions.Add(await TestTable.CommitAsync(transaction, TestTable.Append));
        }

        return versions;
    }
}
