using System.Buffers.Binary;

namespace BigData.Activation.PostgreSql;

/// <summary>Bytes on their way into a COPY in binary format: numbers in the byte order of the network, every field with its length before it.</summary>
internal sealed class CopyBuffer
{
    private const int FirstSize = 256 * 1024;
    private const int NullLength = -1;

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8];

    private byte[] _bytes = new byte[FirstSize];

    /// <summary>How many bytes are in it.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes; they are valid until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Takes all bytes away.</summary>
    public void Clear() => Length = 0;

    public void Header()
    {
        Bytes(Signature);
        Int32(0);
        Int32(0);
    }

    public void Trailer() => Int16(-1);

    public void Null() => Int32(NullLength);

    public void Byte(byte value) => Take(1)[0] = value;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Leaves room for the length of a field whose content follows; <see cref="End"/> fills it.</summary>
    public int Begin()
    {
        int place = Length;
        Take(sizeof(int));
        return place;
    }

    public void End(int place) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(place), Length - place - sizeof(int));

    private Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Span<byte> taken = _bytes.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
