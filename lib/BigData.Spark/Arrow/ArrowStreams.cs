using System.Diagnostics.CodeAnalysis;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace BigData.Spark.Arrow;

/// <summary>Arrow IPC streams that came from outside: decoded, then checked, then shown.</summary>
internal static class ArrowStreams
{
    /// <summary>Decodes one complete stream without copying its buffers (uncompressed ones).</summary>
    /// <param name="stream">The bytes; they must live as long as the batches.</param>
    /// <param name="compression">The codecs for compressed buffers, or null when none are expected.</param>
    /// <returns>The schema and the batches, in order; there may be none.</returns>
    /// <exception cref="ArrowFormatException">The bytes are damaged in any way.</exception>
    public static (Schema Schema, IReadOnlyList<RecordBatch> Batches) Read(
        ReadOnlyMemory<byte> stream, ICompressionCodecFactory? compression = null)
    {
        int expected = ArrowStreamGuard.Check(stream.Span);
        var batches = new List<RecordBatch>(expected);
        try
        {
            Schema schema = Decode(stream, compression, batches);
            if (batches.Count != expected)
            {
                throw ArrowFormatException.Because($"it has {expected} batches, {batches.Count} could be read");
            }

            foreach (RecordBatch batch in batches)
            {
                ArrowBatchCheck.Check(batch);
            }

            return (schema, batches);
        }
        catch
        {
            batches.ForEach(batch => batch.Dispose());
            throw;
        }
    }

    /// <summary>Decodes one stream whose number of rows was announced.</summary>
    /// <exception cref="ArrowFormatException">The bytes are damaged or hold another number of rows.</exception>
    public static (Schema Schema, IReadOnlyList<RecordBatch> Batches) Read(
        ReadOnlyMemory<byte> stream, long rowCount, ICompressionCodecFactory? compression = null)
    {
        (Schema schema, IReadOnlyList<RecordBatch> batches) = Read(stream, compression);
        long rows = batches.Sum(batch => (long)batch.Length);
        if (rows == rowCount)
        {
            return (schema, batches);
        }

        foreach (RecordBatch batch in batches)
        {
            batch.Dispose();
        }

        throw ArrowFormatException.Because($"{rowCount} rows were announced, {rows} arrived in {batches.Count} batches");
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a reader throws on hostile bytes is one thing: damaged data.")]
    private static Schema Decode(ReadOnlyMemory<byte> stream, ICompressionCodecFactory? compression, List<RecordBatch> batches)
    {
        try
        {
            using var reader = new ArrowStreamReader(stream, compression);
            Schema schema = reader.Schema;
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                batches.Add(batch);
            }

            return schema;
        }
        catch (Exception error)
        {
            throw new ArrowFormatException($"The Arrow data is damaged: {error.Message}", error);
        }
    }
}
