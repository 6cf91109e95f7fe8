using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Spark.Embedded.Sources.Columns;

/// <summary>Text, or bytes. Text that is not UTF-8 gets the replacement character where it is broken.</summary>
internal sealed class TextBuilder(bool isBinary = false) : FieldBuilder
{
    private const int ShortCopy = 32;
    private byte[] _data = new byte[64 * 1024];
    private int[] _offsets = new int[1025];

    public override IArrowType Type => isBinary ? BinaryType.Default : StringType.Default;

    public override int Size => _offsets[Count];

    public override bool TryAdd(ReadOnlySpan<byte> text)
    {
        int end = Reserve(text.Length);
        text.CopyTo(_data.AsSpan(end));
        Finish(end + text.Length);
        return true;
    }

    public override bool TryAdd(byte[] buffer, int start, int length)
    {
        if (length > ShortCopy)
        {
            return TryAdd(buffer.AsSpan(start, length));
        }

        // Most fields are short: one copy of a fixed size into memory that is about to be overwritten anyway.
        int end = Reserve(length);
        Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), start))
            .StoreUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_data), end));
        Finish(end + length);
        return true;
    }

    public override void AddNull()
    {
        int end = Reserve(0);
        _offsets[Count + 1] = end;
        base.AddNull();
    }

    protected override IArrowArray Build(ArrowBuffer validity, int nulls)
    {
        if (!isBinary && !Utf8.IsValid(_data.AsSpan(0, _offsets[Count])))
        {
            Repair();
        }

        ArrowBuffer offsets = new(MemoryMarshal.AsBytes(_offsets.AsSpan(0, Count + 1)).ToArray());
        ArrowBuffer data = new(_data.AsMemory(0, _offsets[Count]));
        return isBinary
            ? new BinaryArray(new ArrayData(BinaryType.Default, Count, nulls, 0, [validity, offsets, data]))
            : new StringArray(Count, offsets, data, validity, nulls);
    }

    private int Reserve(int length)
    {
        int end = _offsets[Count];
        if (end + length + ShortCopy > _data.Length)
        {
            System.Array.Resize(ref _data, checked(Math.Max(_data.Length * 2, end + length + ShortCopy)));
        }

        if (Count + 2 > _offsets.Length)
        {
            System.Array.Resize(ref _offsets, _offsets.Length * 2);
        }

        return end;
    }

    private void Finish(int end)
    {
        _offsets[Count + 1] = end;
        Added();
    }

    private void Repair()
    {
        byte[] old = _data;
        int[] oldOffsets = (int[])_offsets.Clone();
        _data = new byte[(old.Length * 3) + ShortCopy];
        int end = 0;
        for (int i = 0; i < Count; i++)
        {
            end += Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(old.AsSpan(oldOffsets[i]..oldOffsets[i + 1])), _data.AsSpan(end));
            _offsets[i + 1] = end;
        }
    }
}
