using System.Text;
using BigData.Spark.Embedded.Sources.Columns;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>Objects as structs: fields by name, the last of equal names counts, what is missing is null.</summary>
internal sealed class JsonStructColumn : JsonColumn
{
    private readonly byte[][] _names;
    private readonly JsonColumn[] _columns;
    private readonly int[] _found;
    private readonly StructBuilder _builder;

    public JsonStructColumn(StructType fields, JsonOptions options)
    {
        _names = [.. fields.Fields.Select(f => Encoding.UTF8.GetBytes(f.Name))];
        _columns = [.. fields.Fields.Select(f => Create(f.Name, f.DataType, options))];
        _found = new int[_columns.Length];
        _builder = new StructBuilder(fields.FieldNames, [.. _columns.Select(c => c.Builder)]);
    }

    public override ColumnBuilder Builder => _builder;

    /// <summary>The columns of the fields.</summary>
    public IReadOnlyList<ColumnBuilder> Fields => _builder.Fields;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        if (tape[index].Kind != JsonKind.Object)
        {
            return JsonFit.Bad;
        }

        Find(tape, index);
        JsonFit fit = JsonFit.Good;
        for (int i = 0; i < _columns.Length; i++)
        {
            JsonFit field = _found[i] < 0 ? Missing(_columns[i]) : _columns[i].Add(tape, _found[i]);
            if (field == JsonFit.Bad)
            {
                _columns[i].Builder.AddNull();
            }

            fit = field == JsonFit.Good ? fit : JsonFit.Partial;
        }

        _builder.AddRow();
        return fit;
    }

    /// <summary>Adds a row of nulls.</summary>
    public void AddEmptyRow()
    {
        foreach (JsonColumn column in _columns)
        {
            column.Builder.AddNull();
        }

        _builder.AddRow();
    }

    private static JsonFit Missing(JsonColumn column)
    {
        column.Builder.AddNull();
        return JsonFit.Good;
    }

    // Records tend to have their fields in the same order, so the search begins behind the last hit.
    private void Find(JsonTape tape, int index)
    {
        Array.Fill(_found, -1);
        int next = 0;
        for (int i = index + 1; i < tape[index].Next; i = tape[i + 1].Next)
        {
            ReadOnlySpan<byte> name = tape.Text(tape[i]);
            for (int tried = 0; tried < _names.Length; tried++)
            {
                int column = (next + tried) % _names.Length;
                if (name.SequenceEqual(_names[column]))
                {
                    _found[column] = i + 1;
                    next = column + 1;
                    break;
                }
            }
        }
    }
}

/// <summary>Arrays. An element that does not fit makes the whole array unfit; one that fits in part is kept.</summary>
internal sealed class JsonListColumn(JsonColumn element) : JsonColumn
{
    private readonly ListBuilder _builder = new(element.Builder);

    public override ColumnBuilder Builder => _builder;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        if (tape[index].Kind != JsonKind.Array)
        {
            return JsonFit.Bad;
        }

        JsonFit fit = JsonFit.Good;
        for (int i = index + 1; i < tape[index].Next; i = tape[i].Next)
        {
            JsonFit added = element.Add(tape, i);
            if (added == JsonFit.Bad)
            {
                _builder.Undo();
                return JsonFit.Bad;
            }

            fit = added == JsonFit.Partial ? JsonFit.Partial : fit;
        }

        _builder.AddList();
        return fit;
    }
}

/// <summary>Objects as maps from their names; the last of equal names counts.</summary>
internal sealed class JsonMapColumn : JsonColumn
{
    private readonly TextBuilder _keys = new();
    private readonly JsonColumn _values;
    private readonly MapBuilder _builder;

    public JsonMapColumn(JsonColumn values)
    {
        _values = values;
        _builder = new MapBuilder(_keys, values.Builder);
    }

    public override ColumnBuilder Builder => _builder;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        if (tape[index].Kind != JsonKind.Object)
        {
            return JsonFit.Bad;
        }

        Dictionary<string, int> entries = new(StringComparer.Ordinal);
        for (int i = index + 1; i < tape[index].Next; i = tape[i + 1].Next)
        {
            entries[Encoding.UTF8.GetString(tape.Text(tape[i]))] = i + 1;
        }

        JsonFit fit = JsonFit.Good;
        foreach ((string key, int value) in entries)
        {
            JsonFit added = _values.Add(tape, value);
            if (added == JsonFit.Bad)
            {
                _builder.Undo();
                return JsonFit.Bad;
            }

            _keys.TryAdd(Encoding.UTF8.GetBytes(key));
            fit = added == JsonFit.Partial ? JsonFit.Partial : fit;
        }

        _builder.AddMap();
        return fit;
    }
}
