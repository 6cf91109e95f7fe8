using BigData.Delta.Actions;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Transactions;

/// <summary>Every pair of a transaction of ours and a commit that came in between; null means that both stand.</summary>
public sealed class ConflictMatrixTests
{
    private const string NewColumn =
        """{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}},{"name":"day","type":"string","nullable":true,"metadata":{}},{"name":"more","type":"long","nullable":true,"metadata":{}}]}""";

    private static readonly Dictionary<string, Action<Transaction>> Winners = new(StringComparer.Ordinal)
    {
        ["append to day 1"] = t => t.Add(TestTable.NewFile("w1", day: "1")),
        ["append to day 2"] = t => t.Add(TestTable.NewFile("w2", day: "2")),
        ["rewrite of day 1"] = t => Rewrite(t, "1", "w"),
        ["rewrite of day 2"] = t => Rewrite(t, "2", "w"),
        ["delete of day 1"] = t => t.Remove(Find(t, "1")),
        ["compaction of day 1"] = t => Compact(t, "1", "w"),
        ["compaction of day 2"] = t => Compact(t, "2", "w"),
        ["new column"] = t => t.SetMetadata(t.Metadata! with { SchemaString = NewColumn }),
        ["only a txn"] = t => t.SetAppTransaction("other", 1),
    };

    private static readonly Dictionary<string, Action<Transaction>> Ours = new(StringComparer.Ordinal)
    {
        ["blind append"] = t => t.Add(TestTable.NewFile("o", day: "1")),
        ["merge into day 1"] = t => Rewrite(t, "1", "o"),
        ["merge without condition"] = t =>
        {
            t.Read();
            t.Remove(Find(t, "1"));
            t.Add(TestTable.NewFile("o", day: "1"));
        },
        ["overwrite"] = t =>
        {
            t.RemoveAll();
            t.Add(TestTable.NewFile("o", day: "1"));
        },
        ["insert that read day 1"] = t =>
        {
            t.Read(Day("1"));
            t.Add(TestTable.NewFile("o", day: "1"));
        },
        ["compaction of day 1"] = t => Compact(t, "1", "o"),
        ["new column"] = t => t.SetMetadata(t.Metadata! with { SchemaString = NewColumn }),
    };

    public static TheoryData<string, string, ConflictKind?> Cases() => new()
    {
        { "blind append", "append to day 1", null },
        { "blind append", "append to day 2", null },
        { "blind append", "rewrite of day 1", null },
        { "blind append", "delete of day 1", null },
        { "blind append", "compaction of day 1", null },
        { "blind append", "new column", ConflictKind.MetadataChanged },
        { "blind append", "only a txn", null },
        { "merge into day 1", "append to day 1", ConflictKind.ConcurrentAppend },
        { "merge into day 1", "append to day 2", null },
        { "merge into day 1", "rewrite of day 1", ConflictKind.ConcurrentAppend },
        { "merge into day 1", "rewrite of day 2", null },
        { "merge into day 1", "delete of day 1", ConflictKind.ConcurrentDeleteDelete },
        { "merge into day 1", "compaction of day 1", ConflictKind.ConcurrentDeleteDelete },
        { "merge into day 1", "compaction of day 2", null },
        { "merge into day 1", "new column", ConflictKind.MetadataChanged },
        { "merge into day 1", "only a txn", null },
        { "merge without condition", "append to day 2", ConflictKind.ConcurrentAppend },
        { "merge without condition", "rewrite of day 2", ConflictKind.ConcurrentAppend },
        { "merge without condition", "compaction of day 2", ConflictKind.ConcurrentDeleteRead },
        { "overwrite", "append to day 2", ConflictKind.ConcurrentAppend },
        { "overwrite", "delete of day 1", ConflictKind.ConcurrentDeleteDelete },
        { "overwrite", "compaction of day 2", ConflictKind.ConcurrentDeleteDelete },
        { "overwrite", "new column", ConflictKind.MetadataChanged },
        { "insert that read day 1", "append to day 1", ConflictKind.ConcurrentAppend },
        { "insert that read day 1", "append to day 2", null },
        { "insert that read day 1", "delete of day 1", ConflictKind.ConcurrentDeleteRead },
        { "insert that read day 1", "compaction of day 1", ConflictKind.ConcurrentDeleteRead },
        { "insert that read day 1", "compaction of day 2", null },
        { "compaction of day 1", "append to day 1", null },
        { "compaction of day 1", "append to day 2", null },
        { "compaction of day 1", "rewrite of day 1", ConflictKind.ConcurrentDeleteDelete },
        { "compaction of day 1", "compaction of day 1", ConflictKind.ConcurrentDeleteDelete },
        { "compaction of day 1", "compaction of day 2", null },
        { "compaction of day 1", "new column", ConflictKind.MetadataChanged },
        { "new column", "append to day 1", null },
        { "new column", "new column", ConflictKind.MetadataChanged },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_commit_in_between_stops_ours_exactly_when_it_changed_what_ours_had_read(string ours, string winner, ConflictKind? expected)
    {
        using TestTable table = new();
        await table.CreateAsync("day");
        await table.AppendAsync(TestTable.NewFile("f1", day: "1"), TestTable.NewFile("f2", day: "2"));
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        Transaction mine = table.Log.Begin(snapshot);
        Ours[ours](mine);
        Transaction first = table.Log.Begin(snapshot);
        Winners[winner](first);
        Assert.Equal(2, await TestTable.CommitAsync(first, new DeltaOperation("WRITE")));

        CommitResult result = await mine.CommitAsync(new DeltaOperation("WRITE"));
        if (expected is null)
        {
            Assert.Equal(new CommitResult.Committed(3), result);
            return;
        }

        CommitResult.Conflict conflict = Assert.IsType<CommitResult.Conflict>(result);
        Assert.Equal(expected, conflict.Kind);
        Assert.Equal(2, conflict.Version);
        Assert.Contains("Version 2 was committed first", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await table.Log.GetSnapshotAsync()).Version);
    }

    [Fact]
    public async Task A_changed_protocol_stops_every_commit()
    {
        using TestTable table = new();
        Transaction mine = table.Log.Begin(await table.CreateAsync());
        mine.Add(TestTable.NewFile("a"));
        table.WriteForeign(1, """{"protocol":{"minReaderVersion":1,"minWriterVersion":3}}""");
        Assert.Equal(ConflictKind.ProtocolChanged, Assert.IsType<CommitResult.Conflict>(await mine.CommitAsync(TestTable.Append)).Kind);
    }

    [Fact]
    public async Task Statistics_tell_apart_what_partitions_do_not()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("low", stats: Range(0, 9)), TestTable.NewFile("high", stats: Range(10, 19)));
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        DeltaPredicate low = DeltaPredicate.Compare("id", ComparisonOperator.LessThan, DeltaValue.Long(10));

        Transaction first = table.Log.Begin(snapshot);
        first.Remove(snapshot.Files[1]);
        first.Add(TestTable.NewFile("high2", stats: Range(12, 30)));
        await TestTable.CommitAsync(first, TestTable.Append);

        Transaction mine = table.Log.Begin(snapshot);
        mine.Remove(Assert.Single(mine.Read(low)));
        mine.Add(TestTable.NewFile("low2", stats: Range(0, 9)));
        Assert.Equal(3, await TestTable.CommitAsync(mine, TestTable.Append));

        Transaction late = table.Log.Begin(snapshot);
        late.Read(low);
        late.Add(TestTable.NewFile("low3", stats: Range(0, 9)));
        Assert.Equal(ConflictKind.ConcurrentAppend, Assert.IsType<CommitResult.Conflict>(await late.CommitAsync(TestTable.Append)).Kind);
    }

    private static string Range(int min, int max) => $$$"""{"numRecords":10,"minValues":{"id":{{{min}}}},"maxValues":{"id":{{{max}}}},"nullCount":{"id":0}}""";

    private static DeltaPredicate Day(string day) => DeltaPredicate.EqualTo("day", DeltaValue.String(day));

    private static AddFile Find(Transaction transaction, string day) => transaction.Snapshot!.Files.Single(f => f.PartitionValues["day"] == day);

    private static void Rewrite(Transaction transaction, string day, string by)
    {
        transaction.Remove(Assert.Single(transaction.Read(Day(day))));
        transaction.Add(TestTable.NewFile($"{by}-rewrite-{day}", day: day));
    }

    private static void Compact(Transaction transaction, string day, string by)
    {
        transaction.Remove(Find(transaction, day), dataChange: false);
        transaction.Add(TestTable.NewFile($"{by}-compact-{day}", day: day), dataChange: false);
    }
}
