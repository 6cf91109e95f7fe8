using BigData.Delta.Actions;
using BigData.Delta.Transactions;

namespace BigData.Delta.Tests.Logs;

public sealed class SnapshotTests
{
    [Fact]
    public async Task A_folder_without_a_log_is_no_table()
    {
        using TestTable table = new();
        Assert.Null(await table.Log.TryGetSnapshotAsync());
        DeltaException missing = await Assert.ThrowsAsync<DeltaException>(() => table.Log.GetSnapshotAsync());
        Assert.Equal(DeltaErrorKind.TableNotFound, missing.Kind);
        Assert.Contains(table.Path, missing.Message, StringComparison.Ordinal);
        Assert.Equal(DeltaErrorKind.TableNotFound, (await Assert.ThrowsAsync<DeltaException>(() => table.Log.GetHistoryAsync())).Kind);
        Directory.CreateDirectory(table.LogPath);
        await File.WriteAllTextAsync(Path.Combine(table.LogPath, "notes.txt"), "x", TestContext.Current.CancellationToken);
        Assert.Null(await table.Log.TryGetSnapshotAsync());
    }

    [Fact]
    public async Task Every_version_can_be_read_again()
    {
        using TestTable table = new();
        await table.CreateAsync();
        for (int i = 1; i <= 25; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        Assert.True(File.Exists(Path.Combine(table.LogPath, "00000000000000000020.checkpoint.parquet")));
        for (int v = 0; v <= 25; v++)
        {
            Snapshot snapshot = await table.Reopen().GetSnapshotAsync(v);
            Assert.Equal(v, snapshot.Version);
            Assert.Equal(Enumerable.Range(1, v).Select(i => $"f{i}"), snapshot.Files.Select(f => f.Path));
        }

        DeltaException beyond = await Assert.ThrowsAsync<DeltaException>(() => table.Log.GetSnapshotAsync(26));
        Assert.Equal(DeltaErrorKind.VersionNotFound, beyond.Kind);
        Assert.Equal("25", beyond.Parameters["latest"]);
    }

    [Fact]
    public async Task A_known_snapshot_is_carried_forward_and_equals_a_fresh_one()
    {
        using TestTable table = new();
        await table.CreateAsync();
        DeltaLog reader = table.Reopen();
        Snapshot first = await reader.GetSnapshotAsync();
        Assert.Same(first, await reader.GetSnapshotAsync());
        await table.AppendAsync(TestTable.NewFile("a"));
        await table.AppendAsync(TestTable.NewFile("b"));
        Snapshot second = await reader.GetSnapshotAsync();
        Assert.Equal(2, second.Version);
        Assert.Equal(["a", "b"], second.Files.Select(f => f.Path));
        Assert.Empty(first.Files);
    }

    [Fact]
    public async Task A_table_made_anew_at_the_same_path_is_not_mistaken_for_the_old_one()
    {
        using TestTable table = new();
        string id = (await table.CreateAsync()).Metadata.Id;
        await table.AppendAsync(TestTable.NewFile("old"));
        await table.Log.GetSnapshotAsync();
        Directory.Delete(table.Path, recursive: true);
        Assert.Null(await table.Log.TryGetSnapshotAsync());
        Snapshot fresh = await table.CreateAsync();
        Assert.Equal(0, fresh.Version);
        Assert.NotEqual(id, fresh.Metadata.Id);
        Assert.Empty(fresh.Files);
    }

    [Fact]
    public async Task A_missing_commit_is_an_error_that_names_it()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        await table.AppendAsync(TestTable.NewFile("b"));
        File.Delete(table.CommitPath(1));
        DeltaException gap = await Assert.ThrowsAsync<DeltaException>(() => table.Reopen().GetSnapshotAsync());
        Assert.Equal(DeltaErrorKind.CorruptLog, gap.Kind);
        Assert.Equal("1", gap.Parameters["missing"]);
        Assert.Equal(0, (await table.Reopen().GetSnapshotAsync(0)).Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{\"add\":{\"path\":\"x\",\"size\":1")]
    [InlineData("{\"add\":{\"path\":\"x\",\"partitionValues\":{},\"size\":\"many\",\"modificationTime\":1,\"dataChange\":true}}\n")]
    [InlineData("{\"add\":{\"partitionValues\":{},\"size\":1,\"modificationTime\":1,\"dataChange\":true}}\n")]
    [InlineData("[1]\n")]
    public async Task A_torn_commit_is_an_error_that_names_the_file_and_earlier_versions_still_open(string content)
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        await File.WriteAllTextAsync(table.CommitPath(2), content, TestContext.Current.CancellationToken);
        DeltaException torn = await Assert.ThrowsAsync<DeltaException>(() => table.Reopen().GetSnapshotAsync());
        Assert.Equal(DeltaErrorKind.CorruptLog, torn.Kind);
        Assert.Contains("00000000000000000002.json", torn.Message, StringComparison.Ordinal);
        Assert.Single((await table.Reopen().GetSnapshotAsync(1)).Files);
    }

    [Fact]
    public async Task A_last_line_without_line_end_and_litter_beside_the_commits_are_fine()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await File.WriteAllTextAsync(
            table.CommitPath(1),
            """{"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"novelty":[1]},"extra":{}}""" + "\r\n\n"
            + """{"somethingNew":{"x":1}}""" + "\n" + """{"commitInfo":{"operation":"WRITE","operationParameters":{"a":null,"b":false,"c":{"d":1}},"timestamp":"soon"}}""",
            TestContext.Current.CancellationToken);
        foreach (string litter in new[] { ".00000000000000000002.json.5.tmp", "00000000000000000002.crc", "_commit_x.json.tmp", "00000000000000000009.json.bak", "1.json" })
        {
            await File.WriteAllTextAsync(Path.Combine(table.LogPath, litter), "litter", TestContext.Current.CancellationToken);
        }

        Directory.CreateDirectory(Path.Combine(table.LogPath, "_staged_commits"));
        Snapshot snapshot = await table.Reopen().GetSnapshotAsync();
        Assert.Equal(1, snapshot.Version);
        Assert.Equal("a", Assert.Single(snapshot.Files).Path);
        HistoryEntry entry = (await table.Reopen().GetHistoryAsync())[0];
        Assert.Equal("false", entry.Info.OperationParameters["b"]);
        Assert.Equal("""{"d":1}""", entry.Info.OperationParameters["c"]);
        Assert.Null(entry.Info.OperationParameters["a"]);
        Assert.Null(entry.Info.Timestamp);
    }

    [Theory]
    [InlineData("protocol")]
    [InlineData("metaData")]
    public async Task A_log_without_protocol_or_metadata_is_damaged(string missing)
    {
        using TestTable table = new();
        await table.CreateAsync();
        string[] lines = [.. table.ReadLines(0).Where(l => !l.StartsWith($"{{\"{missing}\"", StringComparison.Ordinal))];
        table.WriteForeign(0, lines);
        DeltaException damaged = await Assert.ThrowsAsync<DeltaException>(() => table.Reopen().GetSnapshotAsync());
        Assert.Equal(DeltaErrorKind.CorruptLog, damaged.Kind);
        Assert.Equal(missing, damaged.Parameters["action"]);
    }

    [Fact]
    public async Task Files_are_replayed_by_decoded_path_and_deletion_vector()
    {
        using TestTable table = new();
        await table.CreateAsync();
        table.WriteForeign(
            1,
            Add("a%20b"),
            Add("c"),
            Add($"file://{table.Path}/d"),
            Add("e"));
        table.WriteForeign(2, Remove("a b"), Remove("d"), Remove($"file:{table.Path}/e"), Add("c", 7));
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        AddFile only = Assert.Single(snapshot.Files);
        Assert.Equal(("c", 7L), (only.Path, only.Size));

        table.WriteForeign(3, Add("c", 7, ""","deletionVector":{"storageType":"u","pathOrInlineDv":"ab^-aqEH.-t@S}K{vb[*k^","offset":4,"sizeInBytes":40,"cardinality":6}"""));
        DeltaUnsupportedFeatureException refused = await Assert.ThrowsAsync<DeltaUnsupportedFeatureException>(() => table.Log.GetSnapshotAsync());
        Assert.Equal(["deletionVectors"], refused.Features);
        Assert.Equal(2, (await table.Log.GetSnapshotAsync(2)).Version);
    }

    [Fact]
    public async Task Compacted_commits_stand_for_the_single_ones_and_a_damaged_one_does_no_harm()
    {
        using TestTable table = new(new DeltaLogOptions { WriteCheckpoints = false });
        await table.CreateAsync();
        for (int i = 1; i <= 4; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        string compacted = Path.Combine(table.LogPath, "00000000000000000001.00000000000000000003.compacted.json");
        await File.WriteAllLinesAsync(compacted, Enumerable.Range(1, 3).Select(i => Add($"c{i}")), TestContext.Current.CancellationToken);
        Assert.Equal(["c1", "c2", "c3", "f4"], (await table.Reopen().GetSnapshotAsync()).Files.Select(f => f.Path));
        Assert.Equal(["f1", "f2"], (await table.Reopen().GetSnapshotAsync(2)).Files.Select(f => f.Path));

        await File.WriteAllTextAsync(compacted, "{", TestContext.Current.CancellationToken);
        Assert.Equal(["f1", "f2", "f3", "f4"], (await table.Reopen().GetSnapshotAsync()).Files.Select(f => f.Path));
    }

    [Fact]
    public async Task History_shows_the_newest_commit_first_with_what_its_writer_said()
    {
        using TestTable table = new();
        await table.CreateAsync();
        Transaction append = table.Log.Begin(await table.Log.GetSnapshotAsync());
        append.Add(TestTable.NewFile("a", 5));
        await TestTable.CommitAsync(append, TestTable.Append with { UserMetadata = "run 1" });
        IReadOnlyList<HistoryEntry> history = await table.Log.GetHistoryAsync();
        Assert.Equal([1L, 0L], history.Select(h => h.Version));
        Assert.Equal("WRITE", history[0].Info.Operation);
        Assert.Equal("run 1", history[0].Info.UserMetadata);
        Assert.Equal("5", history[0].Info.OperationMetrics["numOutputRows"]);
        Assert.Equal("CREATE TABLE", history[1].Info.Operation);
        Assert.Equal(0, Assert.Single(await table.Log.GetHistoryAsync(limit: 1)).Info.ReadVersion);
    }

    [Fact]
    public async Task Times_of_commits_rise_even_when_the_files_times_fall_and_lead_to_versions()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        await table.AppendAsync(TestTable.NewFile("b"));
        DateTimeOffset noon = new(2024, 1, 31, 12, 0, 0, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(table.CommitPath(0), noon.UtcDateTime);
        File.SetLastWriteTimeUtc(table.CommitPath(1), noon.AddHours(-1).UtcDateTime);
        File.SetLastWriteTimeUtc(table.CommitPath(2), noon.AddHours(1).UtcDateTime);
        IReadOnlyList<HistoryEntry> history = await table.Log.GetHistoryAsync();
        Assert.Equal([noon.AddHours(1), noon.AddMilliseconds(1), noon], history.Select(h => h.Timestamp));
        Assert.Equal(0, (await table.Log.GetSnapshotAsOfAsync(noon)).Version);
        Assert.Equal(1, (await table.Log.GetSnapshotAsOfAsync(noon.AddMinutes(30))).Version);
        Assert.Equal(2, (await table.Log.GetSnapshotAsOfAsync(noon.AddHours(1))).Version);
        Assert.Equal(DeltaErrorKind.VersionNotFound, (await Assert.ThrowsAsync<DeltaException>(() => table.Log.GetSnapshotAsOfAsync(noon.AddSeconds(-1)))).Kind);
        Assert.Equal(DeltaErrorKind.VersionNotFound, (await Assert.ThrowsAsync<DeltaException>(() => table.Log.GetSnapshotAsOfAsync(noon.AddHours(2)))).Kind);
    }

    [Fact]
    public async Task Detail_sums_up_the_table()
    {
        using TestTable table = new();
        await table.CreateAsync("day");
        await table.AppendAsync(TestTable.NewFile("a", 2, "1"), TestTable.NewFile("b", 3, "2"));
        TableDetail detail = await table.Log.GetDetailAsync();
        Assert.Equal((2L, 500L), (detail.NumFiles, detail.SizeInBytes));
        Assert.Equal(["appendOnly", "invariants"], detail.TableFeatures);
        Assert.Equal(["day"], detail.PartitionColumns);
        Assert.Equal(table.Path, detail.Location);
        Assert.NotNull(detail.CreatedAt);
        Assert.Equal(5, (await table.Log.GetSnapshotAsync()).CountRows());
    }

    private static string Add(string path, long size = 1, string more = "") =>
        $$$"""{"add":{"path":"{{{path}}}","partitionValues":{},"size":{{{size}}},"modificationTime":1,"dataChange":true{{{more}}}}}""";

    private static string Remove(string path) => $$$"""{"remove":{"path":"{{{path}}}","deletionTimestamp":1,"dataChange":true}}""";
}
