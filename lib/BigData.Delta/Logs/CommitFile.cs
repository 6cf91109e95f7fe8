using System.Text.Json;
using BigData.Delta.Actions;
using BigData.Delta.Storage;

namespace BigData.Delta.Logs;

/// <summary>Reads commit files whole. A line that cannot be parsed is an error that names the file; lines are never skipped.</summary>
internal static class CommitFile
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>The actions of a commit in the order of its lines, or null when the file is gone.</summary>
    /// <exception cref="DeltaException">The file is torn or otherwise damaged.</exception>
    public static async Task<List<DeltaAction>?> TryReadAsync(ILogStore store, string name, CancellationToken token)
    {
        ReadOnlyMemory<byte>? content = await TryReadBytesAsync(store, name, token).ConfigureAwait(false);
        return content is { } bytes ? Parse(name, bytes) : null;
    }

    /// <summary>The <c>commitInfo</c> of a commit alone; empty when the writer left none, null when the file is gone.</summary>
    public static async Task<CommitInfo?> TryReadInfoAsync(ILogStore store, string name, CancellationToken token)
    {
        ReadOnlyMemory<byte>? content = await TryReadBytesAsync(store, name, token).ConfigureAwait(false);
        if (content is not { } rest)
        {
            return null;
        }

        while (TryTakeLine(ref rest, out ReadOnlyMemory<byte> line))
        {
            if (line.Span.IndexOf("\"commitInfo\""u8) is >= 0 and < 16 && ParseLine(name, line) is CommitInfo info)
            {
                return info;
            }
        }

        return new CommitInfo();
    }

    public static List<DeltaAction> Parse(string name, ReadOnlyMemory<byte> content)
    {
        List<DeltaAction> actions = [];
        bool any = false;
        while (TryTakeLine(ref content, out ReadOnlyMemory<byte> line))
        {
            any = true;
            if (ParseLine(name, line) is { } action)
            {
                actions.Add(action);
            }
        }

        return any ? actions : throw DeltaErrors.CorruptFile(name, "it is empty");
    }

    public static async Task<ReadOnlyMemory<byte>?> TryReadBytesAsync(ILogStore store, string name, CancellationToken token)
    {
        Stream? stream = await store.OpenReadAsync(name, token).ConfigureAwait(false);
        if (stream is null)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            byte[] bytes = new byte[stream.Length];
            int read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
            return bytes.AsMemory(0, read);
        }
    }

    private static DeltaAction? ParseLine(string name, ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return ActionReader.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw DeltaErrors.CorruptFile(name, $"a line is no action: {exception.Message}", exception);
        }
    }

    private static bool TryTakeLine(ref ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> line)
    {
        while (content.Length > 0)
        {
            int end = content.Span.IndexOf(LineEnd);
            line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (line.Span.ContainsAnyExcept((byte)' ', (byte)'\r', (byte)'\t'))
            {
                return true;
            }
        }

        line = default;
        return false;
    }
}
