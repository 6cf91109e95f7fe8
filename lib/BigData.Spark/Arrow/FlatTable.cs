using System.Buffers.Binary;

namespace BigData.Spark.Arrow;

/// <summary>A FlatBuffers table read with every offset checked: forward only, inside the buffer.</summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableSize;
    private readonly int _tableSize;

    private FlatTable(ReadOnlySpan<byte> buffer, int position)
    {
        Require(position >= 0 && position <= buffer.Length - 4, "a table lies outside the message");
        long vtable = (long)position - BinaryPrimitives.ReadInt32LittleEndian(buffer[position..]);
        Require(vtable >= 0 && vtable <= buffer.Length - 4, "a table's field list lies outside the message");
        _buffer = buffer;
        _position = position;
        _vtable = (int)vtable;
        _vtableSize = BinaryPrimitives.ReadUInt16LittleEndian(buffer[_vtable..]);
        _tableSize = BinaryPrimitives.ReadUInt16LittleEndian(buffer[(_vtable + 2)..]);
        Require(_vtableSize >= 4 && _vtable + _vtableSize <= buffer.Length, "a table's field list is cut");
        Require(_tableSize >= 4 && _position + _tableSize <= buffer.Length, "a table is cut");
    }

    /// <summary>The root table of a message.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> buffer)
    {
        Require(buffer.Length >= 8, "the message is too short for a root table");
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
        Require(offset <= buffer.Length - 4, "the root table lies outside the message");
        return new FlatTable(buffer, (int)offset);
    }

    public byte Byte(int slot, byte absent = 0) => TryField(slot, 1, out int at) ? _buffer[at] : absent;

    public short Int16(int slot, short absent = 0) =>
        TryField(slot, 2, out int at) ? BinaryPrimitives.ReadInt16LittleEndian(_buffer[at..]) : absent;

    public int Int32(int slot, int absent = 0) =>
        TryField(slot, 4, out int at) ? BinaryPrimitives.ReadInt32LittleEndian(_buffer[at..]) : absent;

    public long Int64(int slot, long absent = 0) =>
        TryField(slot, 8, out int at) ? BinaryPrimitives.ReadInt64LittleEndian(_buffer[at..]) : absent;

    public bool TryTable(int slot, out FlatTable table)
    {
        table = default;
        if (!TryField(slot, 4, out int at))
        {
            return false;
        }

        table = new FlatTable(_buffer, Target(at));
        return true;
    }

    /// <summary>The elements of a vector of fixed-size structs or scalars; empty when the field is absent.</summary>
    public ReadOnlySpan<byte> Vector(int slot, int elementSize, out int count)
    {
        count = 0;
        if (!TryField(slot, 4, out int at))
        {
            return default;
        }

        int start = Target(at);
        Require(start <= _buffer.Length - 4, "a vector lies outside the message");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer[start..]);
        long bytes = (long)length * elementSize;
        Require(bytes <= _buffer.Length - start - 4, "a vector is longer than the message");
        count = (int)length;
        return _buffer.Slice(start + 4, (int)bytes);
    }

    /// <summary>The table at an index of a vector of tables.</summary>
    public FlatTable Element(int slot, int index)
    {
        TryField(slot, 4, out int at);
        int element = Target(at) + 4 + (4 * index);
        return new FlatTable(_buffer, Target(element));
    }

    /// <summary>A text; null when the field is absent.</summary>
    public string? Text(int slot)
    {
        ReadOnlySpan<byte> bytes = Vector(slot, 1, out _);
        return TryField(slot, 4, out _) ? System.Text.Encoding.UTF8.GetString(bytes) : null;
    }

    private bool TryField(int slot, int size, out int at)
    {
        at = 0;
        int entry = 4 + (2 * slot);
        if (entry + 2 > _vtableSize)
        {
            return false;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_buffer[(_vtable + entry)..]);
        if (offset == 0)
        {
            return false;
        }

        at = _position + offset;
        Require(offset >= 4 && offset + size <= _tableSize, "a field lies outside its table");
        return true;
    }

    private int Target(int at)
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(_buffer[at..]);
        long target = (long)at + offset;
        Require(offset > 0 && target < _buffer.Length, "an offset points outside the message");
        return (int)target;
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw ArrowFormatException.Because(problem);
        }
    }
}
