using System.Globalization;
using BigData.Delta.Actions;
using BigData.Delta.Logs;
using BigData.Delta.Storage;
using Parquet;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Writes classic checkpoints: one Parquet file, read back before it is published, and then the hint.</summary>
internal static class CheckpointWriter
{
    private const int RowsPerGroup = 131_072;

    /// <summary>Commits between checkpoints.</summary>
    public static int GetInterval(Metadata metadata) =>
        int.TryParse(metadata.GetProperty("delta.checkpointInterval"), NumberStyles.None, CultureInfo.InvariantCulture, out int interval) && interval > 0
            ? interval
            : DeltaConstants.CheckpointInterval;

    public static async Task WriteAsync(ILogStore store, Snapshot snapshot, DateTimeOffset now, CancellationToken token)
    {
        List<DeltaAction> actions = Collect(snapshot, now);
        long size = 0;
        await store.ReplaceAsync(
            LogFileName.Checkpoint(snapshot.Version),
            async (stream, cancel) =>
            {
                await WriteParquetAsync(stream, actions, cancel).ConfigureAwait(false);
                size = stream.Length;
                await VerifyAsync(stream, snapshot, cancel).ConfigureAwait(false);
            },
            token).ConfigureAwait(false);
        if (await CheckpointHint.TryReadAsync(store, token).ConfigureAwait(false) is not { } hint || hint <= snapshot.Version)
        {
            await CheckpointHint.WriteAsync(store, snapshot.Version, actions.Count, size, snapshot.Files.Count, token).ConfigureAwait(false);
        }
    }

    public static async Task WriteParquetAsync(Stream stream, IReadOnlyList<DeltaAction> actions, CancellationToken token)
    {
        ParquetSchema schema = CheckpointSchema.Create();
        ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, ParquetSettings.Create(), cancellationToken: token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            foreach (DeltaAction[] rows in actions.Chunk(RowsPerGroup))
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await CheckpointColumns.WriteAsync(group, schema, rows, token).ConfigureAwait(false);
            }
        }
    }

    private static List<DeltaAction> Collect(Snapshot snapshot, DateTimeOffset now)
    {
        List<DeltaAction> actions = [snapshot.Protocol, snapshot.Metadata];
        actions.AddRange(snapshot.AppTransactions.Values);
        actions.AddRange(snapshot.Domains.Values);
        TimeSpan? retention = Retention.Parse(snapshot.Metadata.GetProperty("delta.deletedFileRetentionDuration"), DeltaConstants.TombstoneRetention);
        long cutOff = retention is { } kept ? now.ToUnixTimeMilliseconds() - (long)kept.TotalMilliseconds : long.MinValue;
        actions.AddRange(snapshot.Tombstones.Where(t => (t.DeletionTimestamp ?? 0) > cutOff));
        actions.AddRange(snapshot.Files);
        return actions;
    }

    private static async Task VerifyAsync(Stream stream, Snapshot snapshot, CancellationToken token)
    {
        stream.Position = 0;
        LogReplay replay = new(snapshot.TablePath);
        await CheckpointReader.ApplyAsync(replay, stream, token).ConfigureAwait(false);
        Snapshot copy = replay.ToSnapshot(snapshot.Version, snapshot.Timestamp);
        bool same = copy.Files.Count == snapshot.Files.Count
            && copy.Files.Select(f => f.Path).SequenceEqual(snapshot.Files.Select(f => f.Path), StringComparer.Ordinal)
            && copy.Metadata.SchemaString == snapshot.Metadata.SchemaString
            && copy.Protocol.MinWriterVersion == snapshot.Protocol.MinWriterVersion
            && copy.AppTransactions.Count == snapshot.AppTransactions.Count;
        if (!same)
        {
            throw new InvalidDataException("Internal error, please report: the checkpoint read back differs from the snapshot.");
        }
    }
}
