using BigData.Spark.Connect.Failures;
using BigData.Spark.Proto;
using Google.Protobuf;

namespace BigData.Spark.Connect.Results;

/// <summary>Puts batches together that a server sends in pieces; pieces follow each other without a gap.</summary>
internal sealed class ChunkAssembler(string endpoint)
{
    private readonly List<ByteString> _chunks = [];
    private ExecutePlanResponse.Types.ArrowBatch? _first;

    /// <summary>Whether a batch has begun and is not whole.</summary>
    public bool IsOpen => _first is not null;

    /// <summary>Takes a message.</summary>
    /// <returns>The whole batch when this message ends it; else null.</returns>
    /// <exception cref="Sql.SparkException">The piece does not follow the one before it.</exception>
    public ExecutePlanResponse.Types.ArrowBatch? Add(ExecutePlanResponse.Types.ArrowBatch message)
    {
        if (message.NumChunksInBatch <= 1 && _first is null)
        {
            return message;
        }

        _first ??= message;
        Check(message);
        _chunks.Add(message.Data);
        if (_chunks.Count < message.NumChunksInBatch)
        {
            return null;
        }

        ExecutePlanResponse.Types.ArrowBatch whole = new() { RowCount = message.RowCount, Data = Join() };
        if (message.HasStartOffset)
        {
            whole.StartOffset = message.StartOffset;
        }

        _first = null;
        _chunks.Clear();
        return whole;
    }

    private void Check(ExecutePlanResponse.Types.ArrowBatch message)
    {
        if (message.ChunkIndex != _chunks.Count)
        {
            throw ConnectErrors.Broken(endpoint, $"it sent piece {message.ChunkIndex} of a batch where piece {_chunks.Count} was due.");
        }

        if (message.NumChunksInBatch != _first!.NumChunksInBatch || message.RowCount != _first.RowCount || message.StartOffset != _first.StartOffset)
        {
            throw ConnectErrors.Broken(endpoint, "the pieces of a batch do not belong together.");
        }
    }

    private ByteString Join()
    {
        long length = _chunks.Sum(chunk => (long)chunk.Length);
        if (length > Array.MaxLength)
        {
            throw ConnectErrors.Broken(endpoint, $"a batch has {length} bytes, more than fit into memory as one.");
        }

        byte[] whole = GC.AllocateUninitializedArray<byte>((int)length);
        int at = 0;
        foreach (ByteString chunk in _chunks)
        {
            chunk.CopyTo(whole, at);
            at += chunk.Length;
        }

        return UnsafeByteOperations.UnsafeWrap(whole);
    }
}
