using System.Buffers.Binary;
using System.IO.Compression;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>
/// Reads a gzip file and refuses one that was cut off, which the class of the framework reads as if it were whole: the file must end
/// with the count of the bytes that came out of it.
/// </summary>
internal sealed class CheckedGzipStream(Stream file) : Stream
{
    private readonly GZipStream _gzip = new(file, CompressionMode.Decompress);
    private uint _count;
    private bool _isChecked;

    private static ReadOnlySpan<byte> MemberStart => [0x1F, 0x8B, 0x08];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length of unpacked data is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("Unpacked data has no position.");
        set => throw new NotSupportedException("Unpacked data cannot be sought.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = _gzip.Read(buffer);
        _count = unchecked(_count + (uint)read);
        if (read == 0 && !buffer.IsEmpty && !_isChecked)
        {
            Check();
            _isChecked = true;
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Unpacked data cannot be sought.");

    public override void SetLength(long value) => throw new NotSupportedException("Unpacked data cannot be written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Unpacked data cannot be written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check()
    {
        Span<byte> end = stackalloc byte[4];
        if (file.Length >= 18)
        {
            file.Seek(-4, SeekOrigin.End);
            file.ReadExactly(end);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == _count || HasSeveralMembers())
            {
                return;
            }
        }

        throw new InvalidDataException("The gzip file is cut off or damaged: its end does not tell the count of the bytes in it.");
    }

    // Files that were put one behind the other are one gzip file, whose end counts the bytes of the last part only.
    private bool HasSeveralMembers()
    {
        byte[] buffer = new byte[64 * 1024];
        int kept = 0;
        file.Seek(1, SeekOrigin.Begin);
        for (int read = file.Read(buffer); read > 0; read = file.Read(buffer.AsSpan(kept)))
        {
            ReadOnlySpan<byte> data = buffer.AsSpan(0, kept + read);
            for (int at = data.IndexOf(MemberStart); at >= 0 && at + 3 < data.Length;)
            {
                if (data[at + 3] <= 0x1F)
                {
                    return true;
                }

                int next = data[(at + 1)..].IndexOf(MemberStart);
                at = next < 0 ? -1 : at + 1 + next;
            }

            kept = Math.Min(3, data.Length);
            data[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
