using System.Buffers.Binary;
using System.IO.Compression;

namespace BigData.Pipelines.Files;

/// <summary>
/// Checks that a gzip file ends where its last member does. The runtime's reader takes a file that lacks a piece of its end for
/// a whole one. A member ends with the CRC-32 and the length of its content (RFC 1952, 2.3.1).
/// </summary>
internal static class GzipEnd
{
    private const int TrailerBytes = 8;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Whether the file is whole.</summary>
    /// <param name="path">The file, which the runtime's reader has read to its end.</param>
    /// <param name="contentBytes">How many bytes came out of it.</param>
    /// <param name="token">Stops the second pass that files of several members need.</param>
    public static bool IsWhole(string path, long contentBytes, CancellationToken token)
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < TrailerBytes)
        {
            return false;
        }

        file.Seek(-TrailerBytes, SeekOrigin.End);
        file.ReadExactly(trailer);
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (length == (uint)contentBytes)
        {
            return true;
        }

        file.Seek(0, SeekOrigin.Begin);
        return length < contentBytes && CrcOfEnd(file, contentBytes - length, token) == crc;
    }

    // The last member's content is the end of the whole content, so its CRC-32 starts there.
    private static uint CrcOfEnd(FileStream file, long start, CancellationToken token)
    {
        using GZipStream content = new(file, CompressionMode.Decompress, leaveOpen: true);
        byte[] buffer = new byte[1 << 16];
        uint crc = uint.MaxValue;
        long position = 0;
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            token.ThrowIfCancellationRequested();
            int skip = (int)Math.Clamp(start - position, 0, read);
            foreach (byte b in buffer.AsSpan(skip, read - skip))
            {
                crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
            }

            position += read;
        }

        return ~crc;
    }

    private static uint Entry(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320u ^ (value >> 1);
        }

        return value;
    }
}
