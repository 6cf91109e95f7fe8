using System.Buffers;
using System.IO.Compression;
using System.Text;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Commands.Files;

/// <summary>The compression of text files.</summary>
/// <param name="Extension">The ending that it adds, with its dot.</param>
/// <param name="Wrap">Compresses what is written to the result.</param>
internal sealed record RecordCodec(string Extension, Func<Stream, Stream> Wrap)
{
    /// <exception cref="Sql.SparkException">EMBEDDED_UNSUPPORTED.OPTION.</exception>
    public static RecordCodec Find(string? name) => name?.ToLowerInvariant() switch
    {
        null or "none" or "uncompressed" => new RecordCodec(string.Empty, stream => stream),
        "gzip" => new RecordCodec(".gz", stream => new GZipStream(stream, CompressionLevel.Optimal)),
        "deflate" => new RecordCodec(".deflate", stream => new ZLibStream(stream, CompressionLevel.Optimal)),
        _ => throw SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.OPTION",
            ("name", "compression"),
            ("value", name),
            ("reason", "It has no such codec for text files."),
            ("remedy", "Use gzip, deflate or none, or run on Spark with Remote(...).")),
    };
}

/// <summary>A text file that is being written.</summary>
internal sealed class RecordOutput : IDisposable
{
    private const int FlushAt = 256 * 1024;
    private readonly Stream _stream;

    public RecordOutput(string path, RecordCodec codec, Encoding? encoding)
    {
        Stream bytes = codec.Wrap(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));
        _stream = encoding is null ? bytes : Encoding.CreateTranscodingStream(bytes, encoding, new UTF8Encoding(false));
    }

    /// <summary>What is not yet in the file.</summary>
    public ArrayBufferWriter<byte> Buffer { get; } = new();

    /// <summary>Records so far.</summary>
    public long Records { get; set; }

    /// <summary>Moves the buffer to the file when it is large.</summary>
    public void Drain()
    {
        if (Buffer.WrittenCount >= FlushAt)
        {
            Flush();
        }
    }

    public void Dispose()
    {
        Flush();
        _stream.Dispose();
    }

    private void Flush()
    {
        _stream.Write(Buffer.WrittenSpan);
        Buffer.ResetWrittenCount();
    }
}
