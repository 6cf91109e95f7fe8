using System.Buffers;
using System.Text.Json;
using BigData.Delta.Logs;
using BigData.Delta.Storage;

namespace BigData.Delta.Checkpoints;

/// <summary>The file <c>_last_checkpoint</c>: only a hint, so whatever is wrong with it means "no hint".</summary>
internal static class CheckpointHint
{
    public static async Task<long?> TryReadAsync(ILogStore store, CancellationToken token)
    {
        ReadOnlyMemory<byte>? content = await CommitFile.TryReadBytesAsync(store, LogFileName.LastCheckpoint, token).ConfigureAwait(false);
        if (content is not { } bytes)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.TryGetProperty("version", out JsonElement version) && version.TryGetInt64(out long number) && number >= 0
                ? number
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static Task WriteAsync(ILogStore store, long version, long actions, long sizeInBytes, long files, CancellationToken token)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, LogJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            writer.WriteNumber("size", actions);
            writer.WriteNumber("sizeInBytes", sizeInBytes);
            writer.WriteNumber("numOfAddFiles", files);
            writer.WriteEndObject();
        }

        return store.ReplaceAsync(LogFileName.LastCheckpoint, (stream, cancel) => stream.WriteAsync(buffer.WrittenMemory, cancel).AsTask(), token);
    }
}
