using Apache.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Arrays: a list of the element's values.</summary>
internal sealed class ListReader : ValueReader
{
    private readonly Func<int, (int Start, int End)> _range;
    private readonly ValueReader _elements;

    private ListReader(IArrowArray array, IArrowArray values, DataType elementType, Func<int, (int Start, int End)> range)
        : base(array)
    {
        _range = range;
        _elements = Create(values, elementType);
    }

    public static ValueReader Create(IArrowArray array, ArrayType type) => array switch
    {
        MapArray => throw ArrowValueException.Invalid($"a map is not how {type.SimpleString} is sent."),
        ListArray list => new ListReader(list, list.Values, type.ElementType, i => (list.ValueOffsets[i], list.ValueOffsets[i + 1])),
        LargeListArray list => new ListReader(
            list, list.Values, type.ElementType, i => ((int)list.ValueOffsets[i], (int)list.ValueOffsets[i + 1])),
        _ => throw ArrowValueException.Invalid($"{array.Data.DataType.Name} is not how {type.SimpleString} is sent."),
    };

    protected override object Value(int index)
    {
        (int start, int end) = _range(index);
        object?[] values = new object?[end - start];
        for (int i = start; i < end; i++)
        {
            values[i - start] = _elements.Get(i);
        }

        return values;
    }
}

/// <summary>Maps: a dictionary that keeps the order of the entries.</summary>
internal sealed class MapReader(MapArray array, MapType type) : ValueReader(array)
{
    private readonly ValueReader _keys = Create(array.Keys, type.KeyType);
    private readonly ValueReader _values = Create(array.Values, type.ValueType);

    protected override object Value(int index)
    {
        int start = array.ValueOffsets[index];
        int end = array.ValueOffsets[index + 1];
        var map = new OrderedDictionary<object, object?>(end - start, ValueEquality.Instance);
        for (int i = start; i < end; i++)
        {
            object key = _keys.Get(i) ?? throw ArrowValueException.Invalid("a map has a null key.");
            if (!map.TryAdd(key, _values.Get(i)))
            {
                throw ArrowValueException.Invalid("a map has the same key twice.");
            }
        }

        return map;
    }
}

/// <summary>Structs: a row with the struct's own schema.</summary>
internal sealed class StructReader : ValueReader
{
    private readonly StructType _type;
    private readonly ValueReader[] _fields;

    public StructReader(StructArray array, StructType type)
        : base(array)
    {
        if (array.Fields.Count != type.Count)
        {
            throw ArrowValueException.Invalid($"a struct has {array.Fields.Count} fields, its type {type.Count}.");
        }

        _type = type;
        _fields = [.. type.Fields.Select((field, i) => Create(array.Fields[i], field.DataType))];
    }

    protected override object Value(int index) => new Row(System.Array.ConvertAll(_fields, field => field.Get(index)), _type);
}
