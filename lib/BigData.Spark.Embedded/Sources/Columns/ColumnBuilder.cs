using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Spark.Embedded.Sources.Columns;

/// <summary>The values of one column of a batch, in memory that is used again for later batches.</summary>
internal abstract class ColumnBuilder
{
    private byte[] _validity = new byte[64];
    private int _nulls;

    /// <summary>Arrow's type of the column.</summary>
    public abstract IArrowType Type { get; }

    public int Count { get; private set; }

    /// <summary>Bytes of values so far, for columns whose values have any length.</summary>
    public virtual int Size => 0;

    public virtual void AddNull()
    {
        if (_nulls == 0)
        {
            _validity.AsSpan().Fill(0xFF);
        }

        Grow();
        _validity[Count >> 3] &= (byte)~(1 << (Count & 7));
        _nulls++;
        Count++;
    }

    /// <summary>Takes back everything after the first so many values.</summary>
    public virtual void Truncate(int count)
    {
        for (; Count > count; Count--)
        {
            int bit = 1 << ((Count - 1) & 7);
            bool isNull = _nulls > 0 && (_validity[(Count - 1) >> 3] & bit) == 0;
            _nulls -= isNull ? 1 : 0;
            _validity[(Count - 1) >> 3] |= (byte)bit;
        }
    }

    /// <summary>The values as an Arrow array over the memory of this column.</summary>
    public IArrowArray Build() => Build(_nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(_validity.AsMemory(0, (Count + 7) / 8)), _nulls);

    public virtual void Clear()
    {
        Count = 0;
        _nulls = 0;
    }

    protected abstract IArrowArray Build(ArrowBuffer validity, int nulls);

    protected void Added()
    {
        Grow();
        Count++;
    }

    private void Grow()
    {
        if (Count >> 3 == _validity.Length)
        {
            int old = _validity.Length;
            System.Array.Resize(ref _validity, old * 2);
            _validity.AsSpan(old).Fill(0xFF);
        }
    }
}

/// <summary>A column whose values are read from text.</summary>
internal abstract class FieldBuilder : ColumnBuilder
{
    /// <summary>Adds a value given as text.</summary>
    /// <returns>False when the text is no value of the type; nothing was added.</returns>
    public abstract bool TryAdd(ReadOnlySpan<byte> text);

    /// <summary>Adds a value that stands in a buffer with readable bytes behind it.</summary>
    public virtual bool TryAdd(byte[] buffer, int start, int length) => TryAdd(buffer.AsSpan(start, length));
}
