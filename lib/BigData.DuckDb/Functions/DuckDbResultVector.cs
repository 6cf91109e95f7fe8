using System.Text;
using Vectors = DuckDB.NET.Native.NativeMethods.Vectors;

namespace BigData.DuckDb.Functions;

/// <summary>The result vector of one call, or a part of a nested one; valid only during it.</summary>
public sealed unsafe class DuckDbResultVector
{
    private readonly nint _vector;
    private readonly Dictionary<int, DuckDbResultVector> _parts = [];
    private void* _data;
    private int _rows;
    private bool _isList;
    private ulong* _validity;

    internal DuckDbResultVector(nint vector, int rows)
    {
        _vector = vector;
        _rows = rows;
        _data = Vectors.DuckDBVectorGetData(vector);
    }

    /// <summary>The vector of a field of a STRUCT, with as many rows. A struct that is NULL needs its fields set to NULL as well.</summary>
    /// <param name="index">The field, from 0.</param>
    /// <returns>The field's vector; the same one each time.</returns>
    public DuckDbResultVector Field(int index)
    {
        if (!_parts.TryGetValue(index, out var part))
        {
            part = new DuckDbResultVector(Vectors.DuckDBStructVectorGetChild(_vector, index), _rows);
            _parts[index] = part;
        }

        return part;
    }

    /// <summary>The vector of the elements of a LIST, those of all rows one after the other. The elements of a MAP are STRUCTs of key and value.</summary>
    public DuckDbResultVector Elements
    {
        get
        {
            _isList = true;
            if (!_parts.TryGetValue(0, out var part))
            {
                part = new DuckDbResultVector(Vectors.DuckDBListVectorGetChild(_vector), (int)Vectors.DuckDBListVectorGetSize(_vector));
                _parts[0] = part;
            }

            return part;
        }
    }

    /// <summary>Gives a row of a LIST or MAP its elements, which are then to be written to <see cref="Elements"/>. Spans taken from there before are no longer
    /// valid.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="count">How many elements it has.</param>
    /// <returns>The place of the first one in <see cref="Elements"/>.</returns>
    public int Append(int row, int count)
    {
        var start = Elements._rows;
        Vectors.DuckDBListVectorReserve(_vector, (ulong)(start + count));
        Vectors.DuckDBListVectorSetSize(_vector, (ulong)(start + count));
        Elements.Refresh(start + count);
        ((ulong*)_data)[2 * row] = (ulong)start;
        ((ulong*)_data)[(2 * row) + 1] = (ulong)count;
        return start;
    }

    // The memory of elements moves when there are more of them, that of fields of elements with it.
    private void Refresh(int rows)
    {
        _rows = rows;
        _data = Vectors.DuckDBVectorGetData(_vector);
        _validity = null;
        if (!_isList)
        {
            foreach (var part in _parts.Values)
            {
                part.Refresh(rows);
            }
        }
    }

    /// <summary>The values of a fixed-width result, stored as <see cref="DuckDbArguments.Values{T}"/> says.</summary>
    /// <typeparam name="T">The stored type; the caller is responsible for its match.</typeparam>
    /// <returns>One slot a row, to be written.</returns>
    public Span<T> Values<T>()
        where T : unmanaged => new(_data, _rows);

    /// <summary>Makes a result NULL.</summary>
    /// <param name="row">The row, from 0.</param>
    public void SetNull(int row)
    {
        if (_validity == null)
        {
            Vectors.DuckDBVectorEnsureValidityWritable(_vector);
            _validity = Vectors.DuckDBVectorGetValidity(_vector);
        }

        _validity[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>Sets a BLOB, or a VARCHAR from valid UTF-8.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="bytes">The bytes; copied.</param>
    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
        {
            byte none = 0;
            Vectors.DuckDBVectorAssignStringElementLength(_vector, (ulong)row, pointer == null ? &none : pointer, bytes.Length);
        }
    }

    /// <summary>Sets a VARCHAR.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="text">The text; copied.</param>
    public void SetText(int row, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var maximum = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (maximum <= 512)
        {
            Span<byte> buffer = stackalloc byte[512];
            SetBytes(row, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        }
        else
        {
            SetBytes(row, Encoding.UTF8.GetBytes(text));
        }
    }
}
