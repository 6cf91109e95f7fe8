using Google.Protobuf;

namespace BigData.Benchmarks.Fetch;

/// <summary>The two messages of Spark Connect that reading raw bytes needs, by the numbers of their fields.</summary>
internal static class Wire
{
    private const int ArrowBatch = 2;
    private const int RowCountField = 1;
    private const int ChunkIndexField = 4;

    // As the client asks: the server keeps what was not received, and sends batches in pieces of this size.
    private const long Yes = 1;
    private const long PieceBytes = 2 * 1024 * 1024;

    /// <summary>The request for a range of numbers with columns computed from them.</summary>
    public static byte[] Request(long rows, int partitions, IEnumerable<string> columns)
    {
        byte[] range = Message((1, Message((2, 0L))), (15, Message((2, rows), (3, 1L), (4, (long)partitions))));
        (int, object)[] expressions = [.. columns.Select(column => (3, (object)Message((4, Message((1, column))))))];
        byte[] project = Message([(1, range), .. expressions]);
        byte[] root = Message((1, Message((2, 1L))), (3, project));
        return Message(
            (1, Guid.NewGuid().ToString("D")),
            (2, Message((1, "benchmark"))),
            (3, Message((1, root))),
            (5, Message((1, Message((1, Yes))))),
            (5, Message((2, Message((1, Yes), (2, PieceBytes))))),
            (6, Guid.NewGuid().ToString("D")));
    }

    /// <summary>How many rows a response says it has; a batch in pieces says so in each and counts with its first.</summary>
    public static long RowCount(byte[] response)
    {
        using var input = new CodedInputStream(response);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == ArrowBatch)
            {
                return BatchRows(input, end: input.ReadLength() + input.Position);
            }

            input.SkipLastField();
        }

        return 0;
    }

    private static long BatchRows(CodedInputStream input, long end)
    {
        long rows = 0;
        while (input.Position < end)
        {
            switch (WireFormat.GetTagFieldNumber(input.ReadTag()))
            {
                case RowCountField:
                    rows = input.ReadInt64();
                    break;
                case ChunkIndexField:
                    if (input.ReadInt64() > 0)
                    {
                        return 0;
                    }

                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return rows;
    }

    private static byte[] Message(params (int Field, object Value)[] fields)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            foreach ((int field, object value) in fields)
            {
                Write(output, field, value);
            }
        }

        return buffer.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, object value)
    {
        switch (value)
        {
            case long number:
                output.WriteTag(field, WireFormat.WireType.Varint);
                output.WriteInt64(number);
                break;
            case string text:
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteString(text);
                break;
            default:
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom((byte[])value));
                break;
        }
    }
}
