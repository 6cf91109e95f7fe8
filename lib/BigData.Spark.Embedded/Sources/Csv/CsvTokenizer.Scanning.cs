using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BigData.Spark.Embedded.Sources.Csv;

/// <summary>Finds the bytes that may end or change a field, 64 at a time.</summary>
internal sealed partial class CsvTokenizer
{
    // The first byte at or after the position that may end or change a field; at or beyond the end when there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextSpecial(int from)
    {
        int offset = from - _blockStart;
        if ((uint)offset < 64)
        {
            ulong rest = _mask >> offset;
            if (rest != 0)
            {
                return from + BitOperations.TrailingZeroCount(rest);
            }

            from = _blockStart + 64;
        }

        return NextBlock(from);
    }

    private int NextBlock(int from)
    {
        ref byte data = ref MemoryMarshal.GetArrayDataReference(_buffer);
        for (; from < _end; from += 64)
        {
            ulong mask = Specials(ref Unsafe.Add(ref data, from)) | ((ulong)Specials(ref Unsafe.Add(ref data, from + 32)) << 32);
            if (mask != 0)
            {
                _blockStart = from;
                _mask = mask;
                return from + BitOperations.TrailingZeroCount(mask);
            }
        }

        return _end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Specials(ref byte at)
    {
        Vector256<byte> block = Vector256.LoadUnsafe(ref at);
        Vector256<byte> found = Vector256.Equals(block, _delimiters) | Vector256.Equals(block, _quotes) | Vector256.Equals(block, _escapes)
            | Vector256.Equals(block, Vector256.Create((byte)'\n')) | Vector256.Equals(block, Vector256.Create((byte)'\r'));
        return found.ExtractMostSignificantBits();
    }
}
