using BigData.Delta.Logs;
using BigData.Delta.Storage;
using Parquet;
using Parquet.Schema;

namespace BigData.Delta.Checkpoints;

/// <summary>Reads classic checkpoints (whole ones and parts) into a replay.</summary>
/// <remarks>
/// Boolean columns are never read: none of them changes the state that a checkpoint describes, and the Parquet reader
/// decodes RLE booleans of v2 pages wrongly without a word.
/// </remarks>
internal static class CheckpointReader
{
    private static readonly string[] Wanted = ["txn/", "add/", "remove/", "metaData/", "protocol/", "domainMetadata/", "sidecar/path", "checkpointMetadata/version"];
    private static readonly string[] Unwanted = ["add/stats_parsed/", "add/partitionValues_parsed/", "remove/stats", "/dataChange", "/extendedFileMetadata", "/removed"];

    /// <summary>Applies the file's actions.</summary>
    /// <returns>False when the file is gone.</returns>
    /// <exception cref="DeltaException">The file is damaged, or it is a v2 checkpoint.</exception>
    public static async Task<bool> TryApplyAsync(LogReplay replay, ILogStore store, string name, CancellationToken token)
    {
        Stream? stream = await store.OpenReadAsync(name, token).ConfigureAwait(false);
        if (stream is null)
        {
            return false;
        }

        await using (stream.ConfigureAwait(false))
        {
            try
            {
                await ApplyAsync(replay, stream, token).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or DeltaException))
            {
                // Damaged Parquet makes the reader throw nearly any exception.
                throw DeltaErrors.CorruptFile(name, $"it is no readable checkpoint ({exception.Message})", exception);
            }
        }
    }

    public static async Task ApplyAsync(LogReplay replay, Stream stream, CancellationToken token)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(stream, ParquetSettings.Create(), leaveStreamOpen: true, cancellationToken: token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ParquetSchema schema = reader.Schema;
            HashSet<string> texts = new(StringComparer.Ordinal);
            bool hasJson = schema.DataFields.Any(f => f.Path.ToString() == "add/stats");
            ParsedStatistics? parsed = hasJson ? null : ParsedStatistics.TryCreate(schema);
            for (int i = 0; i < reader.RowGroupCount; i++)
            {
                token.ThrowIfCancellationRequested();
                using ParquetRowGroupReader group = reader.OpenRowGroupReader(i);
                using RowGroupColumns columns =
                    await RowGroupColumns.LoadAsync(group, schema, p => IsWanted(p) || (parsed?.Wants(p) ?? false), texts, token).ConfigureAwait(false);
                ActionCursors cursors = new(columns, parsed);
                for (long row = 0; row < group.RowCount; row++)
                {
                    cursors.ApplyRow(replay);
                }
            }
        }
    }

    private static bool IsWanted(string path) =>
        Wanted.Any(w => path.StartsWith(w, StringComparison.Ordinal)) && !Unwanted.Any(u => path.Contains(u, StringComparison.Ordinal));
}
