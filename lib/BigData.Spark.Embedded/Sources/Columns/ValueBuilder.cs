using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Spark.Embedded.Sources.Columns;

/// <summary>Reads a value from text; false when the text is none.</summary>
internal delegate bool ValueParser<T>(ReadOnlySpan<byte> text, out T value);

/// <summary>Values of a fixed size.</summary>
/// <param name="type">Arrow's type.</param>
/// <param name="parse">Reads values from text; null when none come as text.</param>
internal sealed class ValueBuilder<T>(IArrowType type, ValueParser<T>? parse = null) : FieldBuilder
    where T : unmanaged
{
    private T[] _values = new T[1024];

    public override IArrowType Type => type;

    public override bool TryAdd(ReadOnlySpan<byte> text)
    {
        if (parse is null || !parse(text, out T value))
        {
            return false;
        }

        Add(value);
        return true;
    }

    public override void AddNull()
    {
        Reserve();
        _values[Count] = default;
        base.AddNull();
    }

    /// <summary>Adds a value that is already one.</summary>
    public void Add(T value)
    {
        Reserve();
        _values[Count] = value;
        Added();
    }

    protected override IArrowArray Build(ArrowBuffer validity, int nulls)
    {
        ArrowBuffer values = new(MemoryMarshal.AsBytes(_values.AsSpan(0, Count)).ToArray());
        return ArrowArrayFactory.BuildArray(new ArrayData(type, Count, nulls, 0, [validity, values]));
    }

    private void Reserve()
    {
        if (Count == _values.Length)
        {
            System.Array.Resize(ref _values, _values.Length * 2);
        }
    }
}

/// <summary>True or false, one bit each.</summary>
internal sealed class BooleanBuilder : FieldBuilder
{
    private byte[] _bits = new byte[128];

    public override IArrowType Type => BooleanType.Default;

    public override bool TryAdd(ReadOnlySpan<byte> text)
    {
        bool isTrue = System.Text.Ascii.EqualsIgnoreCase(text, "true"u8);
        if (!isTrue && !System.Text.Ascii.EqualsIgnoreCase(text, "false"u8))
        {
            return false;
        }

        Add(isTrue);
        return true;
    }

    /// <summary>Adds a value that is already one.</summary>
    public void Add(bool value)
    {
        Set(value);
        Added();
    }

    public override void AddNull()
    {
        Set(false);
        base.AddNull();
    }

    protected override IArrowArray Build(ArrowBuffer validity, int nulls)
        => new BooleanArray(new ArrayData(Type, Count, nulls, 0, [validity, new ArrowBuffer(_bits.AsMemory(0, (Count + 7) / 8).ToArray())]));

    private void Set(bool value)
    {
        if (Count >> 3 == _bits.Length)
        {
            System.Array.Resize(ref _bits, _bits.Length * 2);
        }

        byte bit = (byte)(1 << (Count & 7));
        _bits[Count >> 3] = (byte)(value ? _bits[Count >> 3] | bit : _bits[Count >> 3] & ~bit);
    }
}
