using System.IO.Hashing;
using System.Runtime.CompilerServices;
using BigData.Spark.Proto;
using Google.Protobuf;

namespace BigData.Spark.Connect.Uploads;

/// <summary>
/// Artifacts as the messages of one upload: small ones share a message, a large one is a sequence of pieces that nothing
/// interrupts.
/// </summary>
internal static class ArtifactRequests
{
    public const int ChunkBytes = 32 * 1024;

    public static async IAsyncEnumerable<AddArtifactsRequest> ToMessagesAsync(
        IReadOnlyList<Artifact> artifacts, [EnumeratorCancellation] CancellationToken token)
    {
        AddArtifactsRequest.Types.Batch batch = new();
        long bytes = 0;
        foreach (Artifact artifact in artifacts.Where(artifact => artifact.Length <= ChunkBytes))
        {
            if (bytes + artifact.Length > ChunkBytes && batch.Artifacts.Count > 0)
            {
                yield return new AddArtifactsRequest { Batch = batch };
                batch = new();
                bytes = 0;
            }

            batch.Artifacts.Add(new AddArtifactsRequest.Types.SingleChunkArtifact { Name = artifact.Name, Data = await WholeAsync(artifact, token).ConfigureAwait(false) });
            bytes += artifact.Length;
        }

        if (batch.Artifacts.Count > 0)
        {
            yield return new AddArtifactsRequest { Batch = batch };
        }

        foreach (Artifact artifact in artifacts.Where(artifact => artifact.Length > ChunkBytes))
        {
            await foreach (AddArtifactsRequest message in PiecesAsync(artifact, token).ConfigureAwait(false))
            {
                yield return message;
            }
        }
    }

    private static async IAsyncEnumerable<AddArtifactsRequest> PiecesAsync(Artifact artifact, [EnumeratorCancellation] CancellationToken token)
    {
        Stream source = artifact.Open();
        await using (source.ConfigureAwait(false))
        {
            byte[] buffer = new byte[ChunkBytes];
            long pieces = (artifact.Length + ChunkBytes - 1) / ChunkBytes;
            for (long piece = 0; piece < pieces; piece++)
            {
                int due = (int)Math.Min(ChunkBytes, artifact.Length - (piece * ChunkBytes));
                await source.ReadExactlyAsync(buffer.AsMemory(0, due), token).ConfigureAwait(false);
                AddArtifactsRequest.Types.ArtifactChunk chunk = Chunk(buffer.AsSpan(0, due));
                yield return piece > 0 ? new AddArtifactsRequest { Chunk = chunk } : new AddArtifactsRequest
                {
                    BeginChunk = new() { Name = artifact.Name, TotalBytes = artifact.Length, NumChunks = pieces, InitialChunk = chunk },
                };
            }
        }
    }

    private static async Task<AddArtifactsRequest.Types.ArtifactChunk> WholeAsync(Artifact artifact, CancellationToken token)
    {
        Stream source = artifact.Open();
        await using (source.ConfigureAwait(false))
        {
            byte[] bytes = new byte[artifact.Length];
            await source.ReadExactlyAsync(bytes, token).ConfigureAwait(false);
            return Chunk(bytes);
        }
    }

    private static AddArtifactsRequest.Types.ArtifactChunk Chunk(ReadOnlySpan<byte> bytes) =>
        new() { Data = ByteString.CopyFrom(bytes), Crc = Crc32.HashToUInt32(bytes) };
}
