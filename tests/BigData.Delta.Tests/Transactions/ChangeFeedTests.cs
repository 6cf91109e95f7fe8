using BigData.Delta.Actions;
using BigData.Delta.Changes;
using BigData.Delta.DataFiles;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Transactions;

/// <summary>What a log tells of the row changes of commits.</summary>
public sealed class ChangeFeedTests : IDisposable
{
    private readonly TestTable _table = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task A_table_that_records_changes_lists_the_feature_for_writers_only_and_keeps_change_files_out_of_its_state()
    {
        await CreateAsync("day");
        Assert.Contains("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["changeDataFeed","invariants","appendOnly"]}}""", _table.ReadLines(0));
        await _table.AppendAsync(TestTable.NewFile("day=x/a", day: "x"));
        await MergeAsync(TestTable.NewFile("day=x/b", day: "x"), TestTable.NewFile("_change_data/day=x/cdc-1", day: "x"));
        Assert.Contains("""{"cdc":{"path":"_change_data/day=x/cdc-1","partitionValues":{"day":"x"},"size":100,"dataChange":false}}""", _table.ReadLines(2));
        Assert.Equal(["day=x/b"], (await _table.Reopen().GetSnapshotAsync()).Files.Select(file => file.Path));
        await _table.Log.CheckpointAsync();
        Assert.Equal(["day=x/b"], (await _table.Reopen().GetSnapshotAsync()).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Change_files_tell_everything_and_other_commits_tell_it_by_whole_files()
    {
        await CreateAsync();
        await _table.AppendAsync(TestTable.NewFile("a"), TestTable.NewFile("b"));
        await MergeAsync(TestTable.NewFile("c"), TestTable.NewFile("_change_data/cdc-1"));
        Transaction compaction = _table.Log.Begin(await _table.Log.GetSnapshotAsync());
        foreach (AddFile file in compaction.Read())
        {
            compaction.Remove(file, dataChange: false);
        }

        compaction.Add(TestTable.NewFile("d"), dataChange: false);
        await TestTable.CommitAsync(compaction, new DeltaOperation("OPTIMIZE"));
        Transaction overwrite = _table.Log.Begin(await _table.Log.GetSnapshotAsync());
        overwrite.RemoveAll();
        overwrite.Add(TestTable.NewFile("e"));
        await TestTable.CommitAsync(overwrite, DeltaOperation.Write("Overwrite", []));

        IReadOnlyList<CommitChanges> changes = await ChangesAsync(0, 4);
        Assert.Equal(
            ["1: came a b", "2: told by _change_data/cdc-1", "4: came e went d"],
            changes.Select(commit => $"{commit.Version}:{Text(" told by", commit.Changed)}{Text(" came", commit.Inserted)}{Text(" went", commit.Deleted)}"));
        Assert.True(changes[0].Timestamp < changes[1].Timestamp);
        Assert.Equal([4L], (await ChangesAsync(3, 4)).Select(commit => commit.Version));
    }

    [Fact]
    public async Task Versions_that_did_not_record_their_changes_or_had_other_columns_are_named()
    {
        await _table.CreateAsync();
        await _table.AppendAsync(TestTable.NewFile("a"));
        DeltaException before = await Assert.ThrowsAsync<DeltaException>(() => ChangesAsync(0, 1));
        Assert.Equal((DeltaErrorKind.ChangesNotRecorded, "0"), (before.Kind, before.Parameters["version"]));

        Snapshot snapshot = await _table.Log.GetSnapshotAsync();
        await SetAsync(snapshot.Metadata with { Configuration = Recording }, overwrite: false);
        await _table.AppendAsync(TestTable.NewFile("b"));
        Assert.Equal([3L], (await ChangesAsync(2, 3)).Select(commit => commit.Version));
        await SetAsync(snapshot.Metadata with { Configuration = Recording, SchemaString = TestTable.Schema.Replace("\"long\"", "\"string\"", StringComparison.Ordinal) }, overwrite: true);
        DeltaException retyped = await Assert.ThrowsAsync<DeltaException>(() => ChangesAsync(2, 4));
        Assert.Equal((DeltaErrorKind.ChangesNotRecorded, "2"), (retyped.Kind, retyped.Parameters["version"]));
        Assert.Contains("'id' would change from long to string", retyped.Message, StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync(5, 5, grow: true));
    }

    [Fact]
    public async Task What_cannot_be_told_is_refused()
    {
        await CreateAsync("day");
        await _table.AppendAsync(TestTable.NewFile("day=x/a", day: "x"));
        _table.WriteForeign(2, """{"remove":{"path":"day=x/a","deletionTimestamp":1,"dataChange":true}}""");
        Assert.Equal(DeltaErrorKind.CorruptLog, (await Assert.ThrowsAsync<DeltaException>(() => ChangesAsync(0, 2))).Kind);
        File.Delete(_table.CommitPath(1));
        Assert.Equal(DeltaErrorKind.CorruptLog, (await Assert.ThrowsAsync<DeltaException>(() => ChangesAsync(0, 2))).Kind);

        using TestTable plain = new();
        Transaction told = plain.Log.Begin(await plain.CreateAsync());
        told.AddChanges(TestTable.NewFile("_change_data/cdc-1"));
        Assert.Equal(DeltaErrorKind.InvalidTransaction, (await Assert.ThrowsAsync<DeltaException>(() => told.CommitAsync(new DeltaOperation("MERGE")))).Kind);
    }

    private static Dictionary<string, string?> Recording => new() { ["delta.enableChangeDataFeed"] = "true" };

    private static string Text(string what, IReadOnlyList<FileAction> files) => files.Count == 0 ? string.Empty : $"{what} {string.Join(' ', files.Select(file => file.Path))}";

    private async Task CreateAsync(params string[] partitions)
    {
        Transaction create = _table.Log.Begin(null);
        create.SetMetadata(TestTable.NewMetadata(partitions) with { Configuration = Recording });
        await TestTable.CommitAsync(create, DeltaOperation.CreateTable(create.Metadata!));
    }

    private async Task MergeAsync(DataFile added, DataFile changes)
    {
        Transaction merge = _table.Log.Begin(await _table.Log.GetSnapshotAsync());
        merge.RemoveAll();
        merge.Add(added);
        merge.AddChanges(changes);
        await TestTable.CommitAsync(merge, new DeltaOperation("MERGE"));
    }

    private async Task SetAsync(Metadata metadata, bool overwrite)
    {
        Transaction set = _table.Log.Begin(await _table.Log.GetSnapshotAsync());
        set.SetMetadata(metadata, overwrite);
        if (overwrite)
        {
            set.RemoveAll();
        }

        await TestTable.CommitAsync(set, new DeltaOperation("SET TBLPROPERTIES"));
    }

    private async Task<IReadOnlyList<CommitChanges>> ChangesAsync(long from, long to, bool grow = false)
    {
        if (grow)
        {
            await SetAsync((await _table.Log.GetSnapshotAsync()).Metadata with { Description = "x" }, overwrite: false);
        }

        return await _table.Log.GetChangesAsync(from, to, await _table.Log.GetSnapshotAsync());
    }
}
