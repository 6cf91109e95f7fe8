using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace BigData.Spark.Embedded.Sources.Columns;

/// <summary>Structs over the columns of their fields.</summary>
internal sealed class StructBuilder(IReadOnlyList<string> names, IReadOnlyList<ColumnBuilder> fields) : ColumnBuilder
{
    private StructType? _type;

    // Arrow has no struct without fields, which nobody asks for.
    public override IArrowType Type => _type ??= new StructType([.. fields.Select((f, i) => new Field(names[i], f.Type, nullable: true))]);

    public override int Size => fields.Sum(f => f.Size);

    /// <summary>The columns of the fields.</summary>
    public IReadOnlyList<ColumnBuilder> Fields => fields;

    /// <summary>Counts a row whose fields were added already.</summary>
    public void AddRow() => Added();

    public override void AddNull()
    {
        foreach (ColumnBuilder field in fields)
        {
            field.AddNull();
        }

        base.AddNull();
    }

    public override void Truncate(int count)
    {
        foreach (ColumnBuilder field in fields)
        {
            field.Truncate(count);
        }

        base.Truncate(count);
    }

    public override void Clear()
    {
        foreach (ColumnBuilder field in fields)
        {
            field.Clear();
        }

        base.Clear();
    }

    protected override IArrowArray Build(ArrowBuffer validity, int nulls)
        => new StructArray(new ArrayData(Type, Count, nulls, 0, [validity], [.. fields.Select(f => f.Build().Data)]));
}

/// <summary>Lists or maps: runs of the rows of other columns.</summary>
internal abstract class RunBuilder : ColumnBuilder
{
    private int[] _offsets = new int[1025];

    public override int Size => Items.Sum(i => i.Size);

    /// <summary>The columns whose rows are put together.</summary>
    protected abstract IReadOnlyList<ColumnBuilder> Items { get; }

    /// <summary>Takes back what was added to the items since the last run.</summary>
    public void Undo() => TruncateItems(_offsets[Count]);

    public override void AddNull()
    {
        End();
        base.AddNull();
    }

    public override void Truncate(int count)
    {
        base.Truncate(count);
        TruncateItems(_offsets[count]);
    }

    public override void Clear()
    {
        foreach (ColumnBuilder item in Items)
        {
            item.Clear();
        }

        base.Clear();
    }

    /// <summary>Makes one value of what was added to the items since the last run.</summary>
    protected void AddRun()
    {
        End();
        Added();
    }

    /// <summary>The array over the items.</summary>
    protected ArrayData Build(ArrowBuffer validity, int nulls, ArrayData items)
    {
        ArrowBuffer offsets = new(MemoryMarshal.AsBytes(_offsets.AsSpan(0, Count + 1)).ToArray());
        return new ArrayData(Type, Count, nulls, 0, [validity, offsets], [items]);
    }

    private void End()
    {
        if (Count + 2 > _offsets.Length)
        {
            System.Array.Resize(ref _offsets, _offsets.Length * 2);
        }

        _offsets[Count + 1] = Items[0].Count;
    }

    private void TruncateItems(int count)
    {
        foreach (ColumnBuilder item in Items)
        {
            item.Truncate(count);
        }
    }
}

/// <summary>Lists of an element's column.</summary>
internal sealed class ListBuilder(ColumnBuilder element) : RunBuilder
{
    public override IArrowType Type { get; } = new ListType(new Field("element", element.Type, nullable: true));

    protected override IReadOnlyList<ColumnBuilder> Items { get; } = [element];

    /// <summary>Makes a list of the elements that were added since the last one.</summary>
    public void AddList() => AddRun();

    protected override IArrowArray Build(ArrowBuffer validity, int nulls) => new ListArray(Build(validity, nulls, element.Build().Data));
}

/// <summary>Maps of a column of keys and one of values.</summary>
internal sealed class MapBuilder(ColumnBuilder keys, ColumnBuilder values) : RunBuilder
{
    private readonly MapType _type = new(new Field("key", keys.Type, nullable: false), new Field("value", values.Type, nullable: true));

    public override IArrowType Type => _type;

    protected override IReadOnlyList<ColumnBuilder> Items { get; } = [keys, values];

    /// <summary>Makes a map of the entries that were added since the last one.</summary>
    public void AddMap() => AddRun();

    protected override IArrowArray Build(ArrowBuffer validity, int nulls)
    {
        ArrayData entries = new(_type.KeyValueType, keys.Count, 0, 0, [ArrowBuffer.Empty], [keys.Build().Data, values.Build().Data]);
        return new MapArray(Build(validity, nulls, entries));
    }
}
