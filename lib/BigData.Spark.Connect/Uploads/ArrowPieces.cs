using System.Buffers.Binary;
using BigData.Spark.Arrow;
using BigData.Spark.Errors;

namespace BigData.Spark.Connect.Uploads;

/// <summary>An Arrow stream of this program cut into complete streams of one batch each.</summary>
internal static class ArrowPieces
{
    private const int PrefixBytes = 8;
    private const byte SchemaHeader = 1;

    private static readonly byte[] EndOfStream = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

    /// <summary>The pieces, each in parts that share the memory of the stream. A stream without batches is one piece.</summary>
    public static IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> Cut(ReadOnlyMemory<byte> stream)
    {
        ReadOnlyMemory<byte> schema = default;
        List<IReadOnlyList<ReadOnlyMemory<byte>>> pieces = [];
        int at = 0;
        while (at < stream.Length && Length(stream.Span[at..], out byte kind) is > 0 and var length)
        {
            ReadOnlyMemory<byte> message = stream.Slice(at, length);
            at += length;
            if (kind == SchemaHeader)
            {
                schema = message;
            }
            else
            {
                pieces.Add([schema, message, EndOfStream]);
            }
        }

        return pieces.Count > 0 ? pieces : [[schema, EndOfStream]];
    }

    // The message with prefix, metadata and body; 0 at the end of the stream.
    private static int Length(ReadOnlySpan<byte> bytes, out byte kind)
    {
        kind = 0;
        if (bytes.Length < PrefixBytes || BinaryPrimitives.ReadInt32LittleEndian(bytes) != -1)
        {
            throw SparkErrors.Internal("The Arrow data of a local relation is not a stream of messages.");
        }

        int metadata = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (metadata == 0)
        {
            return 0;
        }

        FlatTable message = FlatTable.Root(bytes.Slice(PrefixBytes, metadata));
        kind = message.Byte(1);
        return checked(PrefixBytes + metadata + (int)message.Int64(3));
    }
}
