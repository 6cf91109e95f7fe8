using System.Buffers.Binary;

namespace BigData.Spark.Arrow;

/// <summary>
/// Walks the messages of an Arrow IPC stream before a reader sees them: framing, schema, node and buffer ranges.
/// The reader recurses over the schema and trusts lengths, so a cycle or a huge length must never reach it.
/// </summary>
internal static class ArrowStreamGuard
{
    private const int MaxDepth = 64;
    private const int MaxFields = 100_000;
    private const long MaxUncompressedBytes = 1L << 31;

    private const byte SchemaHeader = 1;
    private const byte DictionaryHeader = 2;
    private const byte RecordBatchHeader = 3;

    /// <summary>Checks one complete stream and returns the number of record batch messages in it.</summary>
    /// <exception cref="ArrowFormatException">The bytes are not a stream that may be shown to a reader.</exception>
    public static int Check(ReadOnlySpan<byte> stream)
    {
        Require(stream.Length > 0, "there are no bytes");
        var shape = new StreamShape();
        bool hasSchema = false;
        int batches = 0;
        int at = 0;
        while (TryNextMessage(stream, at, out Range metadata, out int body))
        {
            FlatTable message = FlatTable.Root(stream[metadata]);
            long bodyLength = message.Int64(3);
            Require(bodyLength >= 0 && bodyLength <= stream.Length - body, "a message's body is cut");
            CheckVersion(message);
            byte kind = message.Byte(1);
            if (kind == SchemaHeader && !hasSchema)
            {
                hasSchema = true;
                CheckSchema(Header(message), shape);
            }
            else
            {
                Require(kind != DictionaryHeader, "it has dictionary batches, which Spark never sends");
                Require(hasSchema && kind == RecordBatchHeader, "a message is out of place");
                CheckBatch(Header(message), stream.Slice(body, (int)bodyLength), shape);
                batches++;
            }

            at = body + (int)bodyLength;
        }

        Require(hasSchema, "there is no schema");
        return batches;
    }

    private static bool TryNextMessage(ReadOnlySpan<byte> stream, int at, out Range metadata, out int body)
    {
        metadata = default;
        body = 0;
        if (at == stream.Length)
        {
            return false;
        }

        Require(stream.Length - at >= 8, "a message's prefix is cut");
        Require(BinaryPrimitives.ReadInt32LittleEndian(stream[at..]) == -1, "a message does not begin with its marker");
        int length = BinaryPrimitives.ReadInt32LittleEndian(stream[(at + 4)..]);
        Require(length >= 0 && length <= stream.Length - at - 8, "a message's metadata is cut");
        if (length == 0)
        {
            Require(stream.Length == at + 8, "bytes follow the end of the stream");
            return false;
        }

        metadata = (at + 8)..(at + 8 + length);
        body = at + 8 + length;
        return true;
    }

    private static void CheckVersion(FlatTable message)
    {
        short version = message.Int16(0);
        Require(version is 3 or 4, "its metadata version is not 4 or 5");
    }

    private static FlatTable Header(FlatTable message)
    {
        Require(message.TryTable(2, out FlatTable header), "a message has no header");
        return header;
    }

    private static void CheckSchema(FlatTable schema, StreamShape shape)
    {
        Require(schema.Int16(0) == 0, "it is big-endian");
        schema.Vector(1, 4, out int fields);
        for (int i = 0; i < fields; i++)
        {
            CheckField(schema.Element(1, i), 1, shape);
        }

        CheckMetadata(schema, 2);
    }

    private static void CheckField(FlatTable field, int depth, StreamShape shape)
    {
        Require(depth <= MaxDepth, "its schema is nested too deeply");
        Require(++shape.Nodes <= MaxFields, "its schema has too many fields");
        string name = field.Text(0) ?? string.Empty;
        Require(!field.TryTable(4, out _), $"column '{name}' is dictionary-encoded, which Spark never sends");
        bool hasType = field.TryTable(3, out FlatTable type);
        var kind = (ArrowTypeCode)field.Byte(2);
        field.Vector(5, 4, out int children);
        Require(hasType, $"column '{name}' has no type");
        shape.Buffers += BuffersOf(kind, type, name, children);
        for (int i = 0; i < children; i++)
        {
            CheckField(field.Element(5, i), depth + 1, shape);
        }

        CheckMetadata(field, 6);
    }

    private static int BuffersOf(ArrowTypeCode kind, FlatTable type, string name, int children)
    {
        int expectedChildren = kind switch
        {
            ArrowTypeCode.List or ArrowTypeCode.LargeList or ArrowTypeCode.Map => 1,
            ArrowTypeCode.Struct => children,
            _ => 0,
        };
        Require(children == expectedChildren, $"column '{name}' has {children} children, expected {expectedChildren}");
        switch (kind)
        {
            case ArrowTypeCode.Null:
                return 0;
            case ArrowTypeCode.Struct:
                return 1;
            case ArrowTypeCode.Int:
                Require(type.Int32(0) is 8 or 16 or 32 or 64, $"column '{name}' has an integer width that Arrow does not know");
                return 2;
            case ArrowTypeCode.Decimal:
                Require(type.Int32(2, 128) == 128 && type.Int32(0) is >= 1 and <= 38, $"column '{name}' is not a decimal of 1 to 38 digits");
                return 2;
            case ArrowTypeCode.FloatingPoint or ArrowTypeCode.Bool or ArrowTypeCode.Date or ArrowTypeCode.Time
                or ArrowTypeCode.Timestamp or ArrowTypeCode.Interval or ArrowTypeCode.Duration
                or ArrowTypeCode.List or ArrowTypeCode.LargeList or ArrowTypeCode.Map:
                return 2;
            case ArrowTypeCode.Utf8 or ArrowTypeCode.Binary or ArrowTypeCode.LargeUtf8 or ArrowTypeCode.LargeBinary:
                return 3;
            default:
                throw ArrowFormatException.Because($"column '{name}' has the Arrow type {kind}, which no Spark type maps to");
        }
    }

    private static void CheckMetadata(FlatTable owner, int slot)
    {
        owner.Vector(slot, 4, out int count);
        for (int i = 0; i < count; i++)
        {
            FlatTable pair = owner.Element(slot, i);
            Require(pair.Text(0) is not null, "a metadata entry has no key");
            _ = pair.Text(1);
        }
    }

    private static void CheckBatch(FlatTable batch, ReadOnlySpan<byte> body, StreamShape shape)
    {
        long rows = batch.Int64(0);
        Require(rows is >= 0 and <= int.MaxValue, "a batch's row count is out of range");
        ReadOnlySpan<byte> nodes = batch.Vector(1, 16, out int nodeCount);
        ReadOnlySpan<byte> buffers = batch.Vector(2, 16, out int bufferCount);
        Require(nodeCount == shape.Nodes, $"a batch has {nodeCount} columns, its schema {shape.Nodes}");
        Require(bufferCount == shape.Buffers, $"a batch has {bufferCount} buffers, its schema needs {shape.Buffers}");
        for (int i = 0; i < nodeCount; i++)
        {
            long length = BinaryPrimitives.ReadInt64LittleEndian(nodes[(16 * i)..]);
            long nulls = BinaryPrimitives.ReadInt64LittleEndian(nodes[((16 * i) + 8)..]);
            Require(length is >= 0 and <= int.MaxValue && nulls >= 0 && nulls <= length, "a column's length or null count is out of range");
        }

        bool compressed = batch.TryTable(3, out _);
        long uncompressed = 0;
        for (int i = 0; i < bufferCount; i++)
        {
            long offset = BinaryPrimitives.ReadInt64LittleEndian(buffers[(16 * i)..]);
            long length = BinaryPrimitives.ReadInt64LittleEndian(buffers[((16 * i) + 8)..]);
            Require(offset >= 0 && length >= 0 && offset <= body.Length && length <= body.Length - offset, "a buffer lies outside its batch");
            uncompressed += compressed ? RawLength(body.Slice((int)offset, (int)length)) : 0;
            Require(uncompressed <= MaxUncompressedBytes, "a compressed batch would need more than 2 GiB");
        }
    }

    private static long RawLength(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        Require(buffer.Length >= 8, "a compressed buffer is cut");
        long raw = BinaryPrimitives.ReadInt64LittleEndian(buffer);
        Require(raw is >= -1 and <= int.MaxValue, "a compressed buffer's length is out of range");
        return Math.Max(raw, 0);
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw ArrowFormatException.Because(problem);
        }
    }

    private sealed class StreamShape
    {
        public int Nodes { get; set; }

        public int Buffers { get; set; }
    }
}
