using System.Collections;
using Apache.Arrow;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Arrays: any enumerable of values, but no string.</summary>
internal sealed class ListWriter : ColumnWriter
{
    private readonly ArrowBuffer.Builder<int> _offsets = new();
    private readonly ColumnWriter _elements;
    private int _count;

    public ListWriter(ArrayType type, bool nullable)
        : base(type, nullable)
    {
        _elements = Create(type.ElementType, type.ContainsNull);
        _offsets.Append(0);
    }

    protected override void AppendValue(object value)
    {
        if (value is string or IDictionary or not IEnumerable)
        {
            throw Wrong(value, Type);
        }

        foreach (object? item in (IEnumerable)value)
        {
            _elements.Append(item);
            _count++;
        }

        _offsets.Append(_count);
    }

    protected override void AppendEmpty() => _offsets.Append(_count);

    protected override ArrayData BuildData(ArrowBuffer validity) =>
        new(ArrowSchemas.ToArrow(Type), Count, NullCount, 0, [validity, _offsets.Build()], [_elements.Build()]);
}

/// <summary>Maps: any dictionary, in its own order.</summary>
internal sealed class MapWriter : ColumnWriter
{
    private readonly ArrowBuffer.Builder<int> _offsets = new();
    private readonly ColumnWriter _keys;
    private readonly ColumnWriter _values;
    private int _count;

    public MapWriter(MapType type, bool nullable)
        : base(type, nullable)
    {
        _keys = Create(type.KeyType, nullable: false);
        _values = Create(type.ValueType, type.ValueContainsNull);
        _offsets.Append(0);
    }

    protected override void AppendValue(object value)
    {
        if (value is not IDictionary map)
        {
            throw Wrong(value, Type);
        }

        foreach (DictionaryEntry entry in map)
        {
            _keys.Append(entry.Key);
            _values.Append(entry.Value);
            _count++;
        }

        _offsets.Append(_count);
    }

    protected override void AppendEmpty() => _offsets.Append(_count);

    protected override ArrayData BuildData(ArrowBuffer validity)
    {
        var type = (Apache.Arrow.Types.MapType)ArrowSchemas.ToArrow(Type);
        var entries = new ArrayData(type.KeyValueType, _count, 0, 0, [ArrowBuffer.Empty], [_keys.Build(), _values.Build()]);
        return new ArrayData(type, Count, NullCount, 0, [validity, _offsets.Build()], [entries]);
    }
}

/// <summary>Structs: rows (by position) or objects (by member name).</summary>
internal sealed class StructWriter : ColumnWriter
{
    private readonly StructType _type;
    private readonly ColumnWriter[] _fields;

    public StructWriter(StructType type, bool nullable)
        : base(type, nullable)
    {
        _type = type;

        // Below a null struct a field has no value, so its array takes nulls whatever the field says.
        _fields = [.. type.Fields.Select(f => Create(f.DataType, f.IsNullable || nullable))];
    }

    protected override void AppendValue(object value)
    {
        IReadOnlyList<object?> values = value is Row row ? row.Values : RecordValues.Of(value, _type);
        if (values.Count != _fields.Length)
        {
            throw ArrowValueException.OutOfRange($"with {values.Count} fields", _type.SimpleString, _type.SimpleString, $"Give {_fields.Length} values.");
        }

        for (int i = 0; i < _fields.Length; i++)
        {
            _fields[i].Append(values[i]);
        }
    }

    protected override void AppendEmpty()
    {
        foreach (ColumnWriter field in _fields)
        {
            field.Append(null);
        }
    }

    protected override ArrayData BuildData(ArrowBuffer validity) =>
        new(ArrowSchemas.ToArrow(Type), Count, NullCount, 0, [validity], [.. _fields.Select(f => f.Build())]);
}
