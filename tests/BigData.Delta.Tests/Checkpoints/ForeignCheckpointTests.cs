using BigData.Delta.Actions;
using BigData.Delta.Checkpoints;
using BigData.Delta.Logs;
using CsCheck;
using Parquet;
using Parquet.Schema;

namespace BigData.Delta.Tests.Checkpoints;

/// <summary>Checkpoints that this library would not write: of other writers, of later versions, and damaged ones.</summary>
public sealed class ForeignCheckpointTests
{
    [Fact]
    public async Task Statistics_that_are_only_typed_columns_become_json()
    {
        StructField bounds = new("minValues", new DataField<long?>("id"), new DataField<string>("s"), new StructField("n", new DataField<double?>("x")));
        ParquetSchema schema = new(new StructField(
            "add",
            new DataField<string>("path"),
            new DataField<long?>("size"),
            new StructField("stats_parsed", new DataField<long?>("numRecords"), bounds)));
        using MemoryStream stream = new();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await WriteAsync(group, schema, "add/path", [2, 2], ["a".AsMemory(), "b".AsMemory()]);
            await WriteAsync(group, schema, "add/size", [2, 2], [1L, 2L]);
            await WriteAsync(group, schema, "add/stats_parsed/numRecords", [3, 1], [7L]);
            await WriteAsync(group, schema, "add/stats_parsed/minValues/id", [4, 1], [-5L]);
            await WriteAsync(group, schema, "add/stats_parsed/minValues/s", [4, 1], ["q\"".AsMemory()]);
            await WriteAsync(group, schema, "add/stats_parsed/minValues/n/x", [4, 1], Array.Empty<double>());
        }

        stream.Position = 0;
        LogReplay replay = new("/table");
        replay.Apply([new Protocol { MinReaderVersion = 1, MinWriterVersion = 2 }, TestTable.NewMetadata()]);
        await CheckpointReader.ApplyAsync(replay, stream, TestContext.Current.CancellationToken);
        IReadOnlyList<AddFile> files = replay.ToSnapshot(1, DateTimeOffset.UnixEpoch).Files;
        Assert.Equal("""{"numRecords":7,"minValues":{"id":-5,"s":"q\""}}""", files[0].Statistics?.ToJson());
        Assert.Null(files[1].Statistics);
    }

    [Fact]
    public async Task A_checkpoint_with_sidecars_is_refused_by_feature_name()
    {
        ParquetSchema schema = new(new StructField("checkpointMetadata", new DataField<long?>("version")), new StructField("sidecar", new DataField<string>("path")));
        using TestTable table = new(new DeltaLogOptions { WriteCheckpoints = false });
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        await using (FileStream stream = File.Create(Path.Combine(table.LogPath, "00000000000000000001.checkpoint.parquet")))
        {
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await WriteAsync(group, schema, "checkpointMetadata/version", [2, 0], [1L]);
            await WriteAsync(group, schema, "sidecar/path", [0, 2], ["x.parquet".AsMemory()]);
        }

        DeltaUnsupportedFeatureException refused = await Assert.ThrowsAsync<DeltaUnsupportedFeatureException>(() => table.Reopen().GetSnapshotAsync());
        Assert.Equal(["v2Checkpoint"], refused.Features);
    }

    [Fact]
    public async Task A_log_whose_only_way_in_is_a_checkpoint_named_by_uuid_is_refused_by_feature_name()
    {
        using TestTable table = new();
        await table.CreateAsync();
        await table.AppendAsync(TestTable.NewFile("a"));
        await table.AppendAsync(TestTable.NewFile("b"));
        await File.WriteAllTextAsync(
            Path.Combine(table.LogPath, "00000000000000000001.checkpoint.8aebe228-b96c-4831-b0b6-22882eb9a3d3.json"), "{}", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await table.Reopen().GetSnapshotAsync()).Files.Count);
        File.Delete(table.CommitPath(0));
        File.Delete(table.CommitPath(1));
        DeltaUnsupportedFeatureException refused = await Assert.ThrowsAsync<DeltaUnsupportedFeatureException>(() => table.Reopen().GetSnapshotAsync());
        Assert.Equal(["v2Checkpoint"], refused.Features);
    }

    [Fact]
    public async Task Hostile_bytes_in_a_checkpoint_give_a_table_or_an_error_that_names_the_file()
    {
        using TestTable table = new();
        await table.CreateAsync();
        for (int i = 1; i <= 10; i++)
        {
            await table.AppendAsync(TestTable.NewFile($"f{i}"));
        }

        string path = Path.Combine(table.LogPath, "00000000000000000010.checkpoint.parquet");
        byte[] good = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (int v = 0; v <= 10; v++)
        {
            File.Delete(table.CommitPath(v));
        }

        await Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 8].SampleAsync(
            async changes =>
            {
                byte[] bad = [.. good];
                foreach ((int at, byte value) in changes)
                {
                    bad[at] = value;
                }

                await File.WriteAllBytesAsync(path, bad);
                Exception? error = await Record.ExceptionAsync(() => table.Reopen().GetSnapshotAsync());
                return error is null || (error is DeltaException delta && delta.Kind is DeltaErrorKind.CorruptLog or DeltaErrorKind.InvalidSchema or DeltaErrorKind.UnsupportedFeature);
            },
            iter: 80,
            threads: 1);
    }

    private static async Task WriteAsync<T>(ParquetRowGroupWriter group, ParquetSchema schema, string path, int[] definitions, T[] values)
        where T : struct =>
        await group.WriteAllPartsAsync(schema.DataFields.Single(f => f.Path.ToString() == path), new ReadOnlyMemory<T>(values), definitions, null, TestContext.Current.CancellationToken);
}
