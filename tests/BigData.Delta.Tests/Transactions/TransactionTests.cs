using BigData.Delta.Actions;
using BigData.Delta.Transactions;
using BigData.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BigData.Delta.Tests.Transactions;

public sealed class TransactionTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 31, 8, 45, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_log_of_a_table_is_written_as_delta_spark_writes_it()
    {
        using TestTable table = new(new DeltaLogOptions { TimeProvider = new FakeTimeProvider(Start), EngineInfo = "test" });
        Transaction create = table.Log.Begin(null);
        create.SetMetadata(TestTable.NewMetadata("day") with { Id = "00000000-0000-0000-0000-000000000001", Description = "Bestellungen „neu“", Configuration = new Dictionary<string, string?> { ["owner"] = "crm" } });
        await TestTable.CommitAsync(create, DeltaOperation.CreateTable(create.Metadata!));

        Transaction append = table.Log.Begin(await table.Log.GetSnapshotAsync());
        append.Add(TestTable.NewFile("day=1/a b.parquet", 2, "1", """{"numRecords":2,"minValues":{"id":1},"maxValues":{"id":2},"nullCount":{"id":0}}"""));
        append.Add(TestTable.NewFile("day=__HIVE_DEFAULT_PARTITION__/c.parquet", 1, string.Empty));
        append.SetAppTransaction("job", 7);
        await TestTable.CommitAsync(append, DeltaOperation.Write("Append", ["day"]) with { UserMetadata = """{"run":"r1"}""" });

        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        Transaction merge = table.Log.Begin(snapshot);
        merge.Remove(merge.Read()[0]);
        merge.Add(TestTable.NewFile("day=1/d.parquet", 3, "1"));
        DeltaOperation operation = DeltaOperation.Merge("(t.id = s.id)", [new MergeClause("update"), new MergeClause("delete", "(s.id < 0)")], [new MergeClause("insert")], []);
        await TestTable.CommitAsync(merge, operation with { Metrics = new Dictionary<string, string?> { ["numTargetRowsUpdated"] = "2" } });

        string log = string.Join('\n', Enumerable.Range(0, 3).SelectMany(v => table.ReadLines(v)));
        Golden.Match("Log", System.Text.RegularExpressions.Regex.Replace(log, "\"txnId\":\"[0-9a-f-]{36}\"", "\"txnId\":\"…\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), "json");
    }

    [Fact]
    public async Task A_write_of_an_application_is_applied_once()
    {
        using TestTable table = new();
        Snapshot before = await table.CreateAsync();
        Transaction first = table.Log.Begin(before);
        first.SetAppTransaction("job", 3);
        first.Add(TestTable.NewFile("a"));
        Assert.False(first.IsAlreadyApplied);
        Assert.Equal(1, await TestTable.CommitAsync(first, TestTable.Append));

        Transaction again = table.Log.Begin(await table.Log.GetSnapshotAsync());
        again.SetAppTransaction("job", 3);
        again.Add(TestTable.NewFile("b"));
        Assert.True(again.IsAlreadyApplied);
        Assert.Equal(new CommitResult.AlreadyApplied("job", 3, 1), await again.CommitAsync(TestTable.Append));

        Transaction behind = table.Log.Begin(before);
        behind.SetAppTransaction("job", 2);
        behind.Add(TestTable.NewFile("c"));
        Assert.Equal(new CommitResult.AlreadyApplied("job", 3, 1), await behind.CommitAsync(TestTable.Append));

        Transaction newer = table.Log.Begin(before);
        newer.SetAppTransaction("job", 4);
        newer.Add(TestTable.NewFile("d"));
        Assert.Equal(ConflictKind.ConcurrentTransaction, Assert.IsType<CommitResult.Conflict>(await newer.CommitAsync(TestTable.Append)).Kind);

        Transaction other = table.Log.Begin(before);
        other.SetAppTransaction("other job", 1);
        other.Add(TestTable.NewFile("e"));
        Assert.Equal(2, await TestTable.CommitAsync(other, TestTable.Append));
        Assert.Equal(3, (await table.Log.GetSnapshotAsync()).GetAppVersion("job"));
    }

    [Fact]
    public async Task A_run_builds_the_transaction_anew_after_a_conflict()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        int builds = 0;
        CommitResult? result = await table.Log.RunAsync(async (t, _) =>
        {
            if (++builds == 1)
            {
                await table.AppendAsync(TestTable.NewFile("b"));
            }

            t.RemoveAll();
            t.Add(TestTable.NewFile($"c{builds}"));
            return DeltaOperation.Write("Overwrite", []);
        });
        Assert.Equal(new CommitResult.Committed(3), result);
        Assert.Equal(2, builds);
        Assert.Equal(["c2"], (await table.Log.GetSnapshotAsync()).Files.Select(f => f.Path));
    }

    [Fact]
    public async Task A_run_that_chooses_to_commit_nothing_commits_nothing()
    {
        using TestTable table = new();
        await table.CreateAsync();
        Assert.Null(await table.Log.RunAsync((_, _) => Task.FromResult<DeltaOperation?>(null)));
        Assert.Equal(0, (await table.Log.GetSnapshotAsync()).Version);
    }

    [Fact]
    public async Task A_run_gives_up_with_the_conflict_when_its_time_is_spent()
    {
        FakeTimeProvider clock = new(Start);
        using TestTable table = new(new DeltaLogOptions { TimeProvider = clock, RetryBudget = TimeSpan.FromMinutes(1) });
        await table.CreateAsync();
        int builds = 0;
        CommitResult? result = await table.Log.RunAsync(async (t, _) =>
        {
            builds++;
            clock.Advance(TimeSpan.FromSeconds(31));
            t.Read();
            await table.AppendAsync(TestTable.NewFile($"f{builds}"));
            t.Add(TestTable.NewFile($"mine{builds}"));
            return DeltaOperation.Write("Overwrite", []);
        });
        Assert.Equal(ConflictKind.ConcurrentAppend, Assert.IsType<CommitResult.Conflict>(result).Kind);
        Assert.Equal(2, builds);
    }

    [Fact]
    public async Task A_commit_that_does_not_fit_together_is_refused_and_writes_nothing()
    {
        using TestTable table = new();
        Snapshot snapshot = await table.CreateAsync("day");
        await RefusedAsync(table.Log.Begin(null), "no metadata");

        Transaction twice = table.Log.Begin(snapshot);
        twice.Add(TestTable.NewFile("a", day: "1"));
        twice.Add(TestTable.NewFile("a", day: "1"));
        await RefusedAsync(twice, "twice");

        Transaction partitionless = table.Log.Begin(snapshot);
        partitionless.Add(TestTable.NewFile("a"));
        await RefusedAsync(partitionless, "partitioned by 'day'");

        Transaction foreign = table.Log.Begin(snapshot);
        foreign.Remove(TestTable.NewFile("never there", day: "1").ToAdd());
        await RefusedAsync(foreign, "no live file");
        Assert.Equal(0, (await table.Log.GetSnapshotAsync()).Version);
    }

    [Fact]
    public async Task An_append_only_table_keeps_its_rows()
    {
        using TestTable table = new();
        Transaction create = table.Log.Begin(null);
        create.SetMetadata(TestTable.NewMetadata() with { Configuration = new Dictionary<string, string?> { ["delta.appendOnly"] = "true" } });
        await TestTable.CommitAsync(create, DeltaOperation.CreateTable(create.Metadata!));
        await table.AppendAsync(TestTable.NewFile("a"));

        Transaction delete = table.Log.Begin(await table.Log.GetSnapshotAsync());
        delete.RemoveAll();
        await RefusedAsync(delete, "append-only", DeltaErrorKind.AppendOnly);

        Transaction compact = table.Log.Begin(await table.Log.GetSnapshotAsync());
        compact.Remove(compact.Snapshot!.Files[0], dataChange: false);
        compact.Add(TestTable.NewFile("b"), dataChange: false);
        Assert.Equal(2, await TestTable.CommitAsync(compact, new DeltaOperation("OPTIMIZE")));
        Assert.Contains("\"isolationLevel\":\"SnapshotIsolation\"", table.ReadLines(2)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nulls_in_a_not_null_column_are_refused()
    {
        const string Required =
            """{"type":"struct","fields":[{"name":"id","type":"long","nullable":false,"metadata":{}},{"name":"day","type":"string","nullable":false,"metadata":{}}]}""";
        using TestTable table = new();
        Transaction create = table.Log.Begin(null);
        create.SetMetadata(Metadata.Create(Required, ["day"]));
        create.Add(TestTable.NewFile("a", day: "1", stats: """{"numRecords":2,"nullCount":{"id":1}}"""));
        await RefusedAsync(create, "'id' is NOT NULL", DeltaErrorKind.NotNullViolated);

        Transaction partition = table.Log.Begin(null);
        partition.SetMetadata(Metadata.Create(Required, ["day"]));
        partition.Add(TestTable.NewFile("a", day: string.Empty, stats: """{"numRecords":2,"nullCount":{"id":0}}"""));
        await RefusedAsync(partition, "'day' is NOT NULL", DeltaErrorKind.NotNullViolated);
    }

    [Fact]
    public async Task A_cancelled_commit_writes_nothing()
    {
        using TestTable table = new();
        Transaction append = table.Log.Begin(await table.CreateAsync());
        append.Add(TestTable.NewFile("a"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append.CommitAsync(TestTable.Append, new CancellationToken(canceled: true)));
        Assert.Equal(0, (await table.Reopen().GetSnapshotAsync()).Version);
        Assert.Single(Directory.GetFiles(table.LogPath));
    }

    private static async Task RefusedAsync(Transaction transaction, string reason, DeltaErrorKind kind = DeltaErrorKind.InvalidTransaction)
    {
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => transaction.CommitAsync(TestTable.Append));
        Assert.Equal(kind, refused.Kind);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
