using System.Globalization;
using System.Text.Json;
using BigData.Delta.Actions;
using BigData.Delta.Checkpoints;
using BigData.Delta.Logs;
using BigData.Delta.Statistics;
using BigData.Delta.Transactions;
using Microsoft.Extensions.Time.Testing;
using ParquetSharp;

namespace BigData.Delta.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 31, 8, 45, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_field_of_every_action_survives_the_round_trip()
    {
        DeltaAction[] actions = [.. SampleActions()];
        using MemoryStream stream = new();
        await CheckpointWriter.WriteParquetAsync(stream, actions, TestContext.Current.CancellationToken);
        stream.Position = 0;
        LogReplay replay = new("/table");
        await CheckpointReader.ApplyAsync(replay, stream, TestContext.Current.CancellationToken);
        Snapshot snapshot = replay.ToSnapshot(5, Start);

        IEnumerable<DeltaAction> read =
        [
            snapshot.Protocol, snapshot.Metadata, .. snapshot.AppTransactions.Values, .. snapshot.Domains.Values, .. snapshot.Tombstones, .. snapshot.Files,
        ];
        Assert.Equal(ToText(actions), ToText(read));
        Assert.Null(snapshot.Files[0].Tags);
        Assert.Empty(snapshot.Files[1].Tags!);
        Assert.Null(snapshot.Files[2].Tags!["null"]);
    }

    [Fact]
    public async Task Another_parquet_library_reads_the_same_cells()
    {
        using MemoryStream stream = new();
        await CheckpointWriter.WriteParquetAsync(stream, [.. SampleActions()], TestContext.Current.CancellationToken);
        stream.Position = 0;
        using ParquetFileReader reader = new(stream, leaveOpen: true);
        Assert.Equal(SampleActions().Count(), reader.FileMetaData.NumRows);
        using RowGroupReader group = reader.RowGroup(0);
        SchemaDescriptor schema = reader.FileMetaData.Schema;
        for (int i = 0; i < schema.NumColumns; i++)
        {
            ColumnDescriptor column = schema.Column(i);
            using ColumnReader cells = group.Column(i);
            switch (column.Path.ToDotString())
            {
                case "add.path":
                    Assert.Equal(["a", "b%20c", "😀"], ReadTexts(cells));
                    break;
                case "add.size":
                    Assert.Equal((PhysicalType.Int64, 2), (column.PhysicalType, column.MaxDefinitionLevel));
                    break;
                case "add.partitionValues.key_value.key":
                    Assert.Equal(["day", "day"], ReadTexts(cells));
                    break;
                case "add.dataChange":
                    Assert.Contains(Encoding.Plain, group.MetaData.GetColumnChunkMetaData(i).Encodings);
                    break;
                case "metaData.partitionColumns.list.element":
                    Assert.Equal(["day"], ReadTexts(cells));
                    break;
                default:
                    break;
            }
        }
    }

    [Fact]
    public async Task The_schema_is_the_one_that_spark_writes_without_typed_statistics()
    {
        using MemoryStream stream = new();
        await CheckpointWriter.WriteParquetAsync(stream, [.. SampleActions()], TestContext.Current.CancellationToken);
        stream.Position = 0;
        using ParquetFileReader reader = new(stream, leaveOpen: true);
        SchemaDescriptor schema = reader.FileMetaData.Schema;
        string text = string.Join(
            '\n',
            Enumerable.Range(0, schema.NumColumns).Select(schema.Column).Select(c => string.Create(
                CultureInfo.InvariantCulture,
                $"{c.Path.ToDotString()} {c.PhysicalType} {c.LogicalType.Type} definition {c.MaxDefinitionLevel} repetition {c.MaxRepetitionLevel}")));
        BigData.Testing.Golden.Match("Schema", text);
    }

    [Fact]
    public async Task A_checkpoint_comes_with_every_tenth_commit_and_the_hint_names_it()
    {
        using TestTable table = new();
        await table.CreateAsync();
        for (int i = 1; i <= 21; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        Assert.Equal(
            ["00000000000000000010.checkpoint.parquet", "00000000000000000020.checkpoint.parquet"],
            Directory.GetFiles(table.LogPath, "*.parquet").Select(Path.GetFileName).Order());
        using JsonDocument hint = JsonDocument.Parse(await File.ReadAllTextAsync(HintPath(table), TestContext.Current.CancellationToken));
        Assert.Equal(20, hint.RootElement.GetProperty("version").GetInt64());
        Assert.Equal(22, hint.RootElement.GetProperty("size").GetInt64());
        Assert.Equal(20, hint.RootElement.GetProperty("numOfAddFiles").GetInt64());

        // Nothing before the checkpoint is needed any more.
        for (int v = 0; v <= 20; v++)
        {
            File.Delete(table.CommitPath(v));
        }

        Assert.Equal(Enumerable.Range(1, 21).Select(i => $"f{i}"), (await table.Reopen().GetSnapshotAsync()).Files.Select(f => f.Path));
        DeltaException gone = await Assert.ThrowsAsync<DeltaException>(() => table.Reopen().GetSnapshotAsync(9));
        Assert.Equal(DeltaErrorKind.VersionNotFound, gone.Kind);
        Assert.Equal("10", gone.Parameters["earliest"]);
    }

    [Fact]
    public async Task The_interval_of_the_table_is_kept()
    {
        using TestTable table = new();
        Transaction create = table.Log.Begin(null);
        create.SetMetadata(TestTable.NewMetadata() with { Configuration = new Dictionary<string, string?> { ["delta.checkpointInterval"] = "3" } });
        await TestTable.CommitAsync(create, TestTable.Append);
        for (int i = 1; i <= 4; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        Assert.Equal(["00000000000000000003.checkpoint.parquet"], Directory.GetFiles(table.LogPath, "*.parquet").Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":\"ten\"}")]
    [InlineData("{\"version\":999}")]
    [InlineData("{\"version\":3}")]
    [InlineData("[]")]
    public async Task A_missing_torn_or_stale_hint_does_no_harm(string? content)
    {
        using TestTable table = new();
        await table.CreateAsync();
        for (int i = 1; i <= 11; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        File.Delete(HintPath(table));
        if (content is not null)
        {
            await File.WriteAllTextAsync(HintPath(table), content, TestContext.Current.CancellationToken);
        }

        Assert.Equal(11, (await table.Reopen().GetSnapshotAsync()).Files.Count);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_passed_over_while_older_files_give_the_version()
    {
        using TestTable table = new();
        await table.CreateAsync();
        for (int i = 1; i <= 21; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        await TruncateAsync(table, 20);
        Assert.Equal(21, (await table.Reopen().GetSnapshotAsync()).Files.Count);
        await TruncateAsync(table, 10);
        Assert.Equal(21, (await table.Reopen().GetSnapshotAsync()).Files.Count);
        File.Delete(table.CommitPath(0));
        DeltaException damaged = await Assert.ThrowsAsync<DeltaException>(() => table.Reopen().GetSnapshotAsync());
        Assert.Equal(DeltaErrorKind.CorruptLog, damaged.Kind);
        Assert.Contains("checkpoint.parquet", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_in_parts_is_read_when_it_is_complete()
    {
        using TestTable table = new(new DeltaLogOptions { WriteCheckpoints = false });
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        await table.AppendAsync(TestTable.NewFile("b"));
        Snapshot snapshot = await table.Log.GetSnapshotAsync();
        await WritePartAsync(table, 1, [snapshot.Protocol, snapshot.Metadata, snapshot.Files[0]]);
        Assert.Equal(2, (await table.Reopen().GetSnapshotAsync()).Files.Count);
        await WritePartAsync(table, 2, [snapshot.Files[1]]);
        for (int v = 0; v <= 2; v++)
        {
            File.Delete(table.CommitPath(v));
        }

        Assert.Equal(["a", "b"], (await table.Reopen().GetSnapshotAsync()).Files.Select(f => f.Path));
        File.Delete(PartPath(table, 1));
        Assert.Null(await table.Reopen().TryGetSnapshotAsync());
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_does_not_undo_the_commit()
    {
        List<CheckpointFailure> failures = [];
        using TestTable table = new(new DeltaLogOptions
        {
            OnCheckpointFailure = failure =>
            {
                failures.Add(failure);
                throw new InvalidOperationException("a listener at fault");
            },
        });
        await table.CreateAsync();
        Directory.CreateDirectory(Path.Combine(table.LogPath, "00000000000000000010.checkpoint.parquet", "x"));
        for (int i = 1; i <= 10; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        Assert.Equal(10, Assert.Single(failures).Version);
        Assert.Equal(10, (await table.Reopen().GetSnapshotAsync()).Files.Count);
        Assert.False(File.Exists(HintPath(table)));
    }

    [Fact]
    public async Task Tombstones_stay_for_the_tables_retention()
    {
        FakeTimeProvider clock = new(Start);
        using TestTable table = new(new DeltaLogOptions { TimeProvider = clock });
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"), TestTable.NewFile("b"));
        await RemoveFirstAsync(table);
        clock.Advance(TimeSpan.FromDays(5));
        await RemoveFirstAsync(table);
        clock.Advance(TimeSpan.FromDays(3));
        await table.Log.CheckpointAsync(TestContext.Current.CancellationToken);
        for (int v = 0; v <= 3; v++)
        {
            File.Delete(table.CommitPath(v));
        }

        Assert.Equal(["b"], (await table.Reopen().GetSnapshotAsync()).Tombstones.Select(t => t.Path));
    }

    [Theory]
    [InlineData("interval 7 days", 7 * 24)]
    [InlineData("interval 1 week", 7 * 24)]
    [InlineData("INTERVAL 1 day 12 HOURS", 36)]
    [InlineData("2 days", 48)]
    [InlineData("interval 1 fortnight", null)]
    [InlineData("interval", null)]
    [InlineData("", null)]
    public void Retention_is_parsed_or_nothing_expires(string text, int? hours)
    {
        TimeSpan? expected = hours is { } h ? TimeSpan.FromHours(h) : null;
        Assert.Equal(expected, Retention.Parse(text, TimeSpan.FromDays(1)));
        Assert.Equal(TimeSpan.FromDays(1), Retention.Parse(null, TimeSpan.FromDays(1)));
    }

    private static IEnumerable<DeltaAction> SampleActions()
    {
        yield return new Protocol { MinReaderVersion = 3, MinWriterVersion = 7, ReaderFeatures = ["timestampNtz"], WriterFeatures = ["timestampNtz", "appendOnly"] };
        yield return new Metadata
        {
            Id = "id",
            Description = "Größe \"x\"\n",
            SchemaString = TestTable.Schema,
            PartitionColumns = ["day"],
            Configuration = new Dictionary<string, string?> { ["a"] = "1", ["b"] = string.Empty },
            CreatedTime = 12,
        };
        yield return new SetTransaction("app", long.MaxValue, 5);
        yield return new SetTransaction("other", -1);
        yield return new DomainMetadata("my.domain", "{}", Removed: false);
        yield return new RemoveFile { Path = "old", DataChange = false, DeletionTimestamp = 9, ExtendedFileMetadata = true, Size = 3, PartitionValues = new Dictionary<string, string?> { ["day"] = null } };
        yield return new RemoveFile { Path = "older", DataChange = false, DeletionVector = new DeletionVector("u", "xyz", 1, 2, 3) };
        yield return new AddFile { Path = "a", Size = 1, ModificationTime = 2, DataChange = false, PartitionValues = new Dictionary<string, string?> { ["day"] = "1" } };
        yield return new AddFile
        {
            Path = "b%20c",
            Size = long.MaxValue,
            ModificationTime = 2,
            DataChange = false,
            Tags = new Dictionary<string, string?>(),
            PartitionValues = new Dictionary<string, string?> { ["day"] = null },
            Statistics = FileStatistics.FromJson("""{"numRecords":1,"minValues":{"id":1}}"""),
            DeletionVector = new DeletionVector("i", "abc", null, 4, 5),
            BaseRowId = 0,
            DefaultRowCommitVersion = 3,
            ClusteringProvider = "liquid",
        };
        yield return new AddFile
        {
            Path = "😀",
            Size = 0,
            ModificationTime = 2,
            DataChange = false,
            Tags = new Dictionary<string, string?> { ["null"] = null, ["empty"] = string.Empty, ["x"] = "y" },
        };
    }

    private static string ToText(IEnumerable<DeltaAction> actions) => System.Text.Encoding.UTF8.GetString(ActionWriter.Write(actions).Span);

    // The typed reader wants one value a level; the flat one gives the non-null values as they are stored.
    private static string[] ReadTexts(ColumnReader column)
    {
        ColumnReader<ByteArray> reader = (ColumnReader<ByteArray>)column;
        ByteArray[] values = new ByteArray[100];
        short[] levels = new short[100];
        reader.ReadBatch(100, levels, new short[100], values, out long read);
        return [.. values.Take((int)read).Select(v => System.Text.Encoding.UTF8.GetString(AsSpan(v)))];
    }

    private static unsafe ReadOnlySpan<byte> AsSpan(ByteArray value) => new((void*)value.Pointer, value.Length);

    private static string HintPath(TestTable table) => Path.Combine(table.LogPath, "_last_checkpoint");

    private static string PartPath(TestTable table, int part) =>
        Path.Combine(table.LogPath, string.Create(CultureInfo.InvariantCulture, $"00000000000000000002.checkpoint.{part:D10}.0000000002.parquet"));

    private static async Task WritePartAsync(TestTable table, int part, DeltaAction[] actions)
    {
        await using FileStream stream = File.Create(PartPath(table, part));
        await CheckpointWriter.WriteParquetAsync(stream, actions, TestContext.Current.CancellationToken);
    }

    private static async Task TruncateAsync(TestTable table, int version)
    {
        string path = Path.Combine(table.LogPath, string.Create(CultureInfo.InvariantCulture, $"{version:D20}.checkpoint.parquet"));
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
    }

    private static async Task RemoveFirstAsync(TestTable table)
    {
        Transaction transaction = table.Log.Begin(await table.Log.GetSnapshotAsync());
        transaction.Remove(transaction.Snapshot!.Files[0]);
        await TestTable.CommitAsync(transaction, DeltaOperation.Delete(null));
    }
}
