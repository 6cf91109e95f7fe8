using System.IO.Compression;
using System.Text;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>The bytes of one file as UTF-8 without a byte-order mark, in a window that moves forward.</summary>
internal sealed class CsvInput : IDisposable
{
    private const int InitialSize = 256 * 1024;
    private readonly Stream _stream;

    private CsvInput(Stream stream) => _stream = stream;

    /// <summary>The window; <see cref="CsvTokenizer.Slack"/> bytes behind <see cref="End"/> can be read.</summary>
    public byte[] Buffer { get; private set; } = new byte[InitialSize + CsvTokenizer.Slack];

    /// <summary>The end of the data in the window.</summary>
    public int End { get; private set; }

    /// <summary>Whether nothing follows the window.</summary>
    public bool IsLast { get; private set; }

    public static CsvInput Open(string path, Encoding? encoding)
    {
        Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        Stream bytes = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".GZ" => new CheckedGzipStream(file),
            ".DEFLATE" => new ZLibStream(file, CompressionMode.Decompress),
            ".BZ2" or ".LZ4" or ".SNAPPY" or ".ZST" => throw Compressed(file, path),
            _ => file,
        };
        CsvInput input = new(encoding is null ? bytes : Encoding.CreateTranscodingStream(bytes, encoding, new UTF8Encoding(false)));
        input.Fill(0);
        input.Start = input.Buffer.AsSpan(0, input.End).StartsWith("\uFEFF"u8) ? 3 : 0;
        return input;
    }

    /// <summary>Where the data begins.</summary>
    public int Start { get; private set; }

    /// <summary>Drops everything before the position, moves the rest to the front and reads on.</summary>
    /// <param name="keepFrom">The first byte that is still needed; it is at 0 afterwards.</param>
    public void Fill(int keepFrom)
    {
        int kept = End - keepFrom;
        if (kept > (Buffer.Length - CsvTokenizer.Slack) / 2)
        {
            byte[] larger = new byte[checked(((Buffer.Length - CsvTokenizer.Slack) * 2) + CsvTokenizer.Slack)];
            Buffer.AsSpan(keepFrom, kept).CopyTo(larger);
            Buffer = larger;
        }
        else
        {
            Buffer.AsSpan(keepFrom, kept).CopyTo(Buffer);
        }

        End = kept;
        int room = Buffer.Length - CsvTokenizer.Slack - End;
        int read = _stream.ReadAtLeast(Buffer.AsSpan(End, room), room, throwOnEndOfStream: false);
        IsLast = read < room;
        End += read;
    }

    public void Dispose() => _stream.Dispose();

    private static Sql.SparkException Compressed(Stream file, string path)
    {
        file.Dispose();
        return SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.OPTION",
            ("name", "compression"),
            ("value", Path.GetExtension(path)),
            ("reason", $"The file {Path.GetFileName(path)} is compressed in a way that this version does not read."),
            ("remedy", "Compress it with gzip, or not at all."));
    }
}
