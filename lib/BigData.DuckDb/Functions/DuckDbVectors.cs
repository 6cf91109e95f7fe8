using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using BigData.DuckDb.Native;
using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace BigData.DuckDb.Functions;

/// <summary>The argument vectors of one call; valid only during it.</summary>
public sealed unsafe class DuckDbArguments
{
    private readonly nint[] _vectors;
    private readonly void*[] _data;
    private readonly ulong*[] _validity;

    internal DuckDbArguments(nint chunk, int columns, int rows)
    {
        Rows = rows;
        _vectors = new nint[columns];
        _data = new void*[columns];
        _validity = new ulong*[columns];
        for (var i = 0; i < columns; i++)
        {
            _vectors[i] = DuckCalls.DataChunkGetVector(chunk, (ulong)i);
            _data[i] = Vectors.DuckDBVectorGetData(_vectors[i]);
            _validity[i] = Vectors.DuckDBVectorGetValidity(_vectors[i]);
        }
    }

    /// <summary>Number of arguments.</summary>
    public int Count => _vectors.Length;

    private int Rows { get; }

    /// <summary>Tells whether an argument is NULL.</summary>
    /// <param name="argument">The argument, from 0.</param>
    /// <param name="row">The row, from 0.</param>
    /// <returns>True when it is NULL.</returns>
    public bool IsNull(int argument, int row)
    {
        var validity = _validity[argument];
        return validity != null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>Tells whether any argument of a row is NULL.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>True when one is NULL.</returns>
    public bool AnyNull(int row)
    {
        for (var argument = 0; argument < _vectors.Length; argument++)
        {
            if (IsNull(argument, row))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The values of a fixed-width argument as DuckDB stores them: BOOLEAN as a byte, DATE as days (int), TIMESTAMP as microseconds (long),
    /// DECIMAL as the unscaled integer of 2, 4, 8 or 16 bytes by its width. Rows that are NULL hold anything.</summary>
    /// <typeparam name="T">The stored type; the caller is responsible for its match.</typeparam>
    /// <param name="argument">The argument, from 0.</param>
    /// <returns>One value a row.</returns>
    public ReadOnlySpan<T> Values<T>(int argument)
        where T : unmanaged => new(_data[argument], Rows);

    /// <summary>The bytes of a VARCHAR (UTF-8) or BLOB argument.</summary>
    /// <param name="argument">The argument, from 0.</param>
    /// <param name="row">The row, from 0; must not be NULL.</param>
    /// <returns>The bytes, valid during the call.</returns>
    public ReadOnlySpan<byte> Bytes(int argument, int row) => ((InlineString*)_data[argument] + row)->AsSpan();

    /// <summary>The text of a VARCHAR argument.</summary>
    /// <param name="argument">The argument, from 0.</param>
    /// <param name="row">The row, from 0; must not be NULL.</param>
    /// <returns>The text.</returns>
    public string Text(int argument, int row) => Encoding.UTF8.GetString(Bytes(argument, row));

    // DuckDB's string: the length, then up to 12 bytes in place, or 4 bytes of prefix and a pointer.
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private struct InlineString
    {
        [FieldOffset(0)]
        public uint Length;

        [FieldOffset(4)]
        public byte First;

        [FieldOffset(8)]
        public byte* Pointer;

        public readonly ReadOnlySpan<byte> AsSpan() =>
            new(Length <= 12 ? (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in First)) : Pointer, (int)Length);
    }
}
