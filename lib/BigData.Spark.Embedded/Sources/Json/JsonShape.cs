using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>The narrowest type for all values seen of a field, by Spark's rules. Kinds that have nothing in common are a string.</summary>
internal sealed class JsonShape(JsonOptions options)
{
    private enum Kind
    {
        None,
        Boolean,
        Long,
        Decimal,
        Double,
        Timestamp,
        String,
        Array,
        Struct,
    }

    // Digits that hold any bigint.
    private const int LongDigits = 20;
    private readonly Dictionary<string, JsonShape> _fields = new(StringComparer.Ordinal);
    private Kind _kind;
    private int _whole;
    private int _scale;
    private JsonShape? _element;

    /// <summary>Whether objects were seen and nothing else.</summary>
    public bool IsStruct => _kind == Kind.Struct;

    /// <summary>The type; null when no value says one and such fields are left out.</summary>
    public DataType? Type => _kind switch
    {
        Kind.None => options.DropFieldIfAllNull ? null : DataTypes.String,
        Kind.Boolean => DataTypes.Boolean,
        Kind.Long => DataTypes.Long,
        Kind.Decimal => DataTypes.Decimal(_whole + _scale, _scale),
        Kind.Double => DataTypes.Double,
        Kind.Timestamp => DataTypes.Timestamp,
        Kind.Array => _element!.Type is { } element ? new ArrayType(element) : null,
        Kind.Struct => Fields(null) is { Count: > 0 } fields ? fields : null,
        _ => DataTypes.String,
    };

    /// <summary>The fields in the order of their names.</summary>
    /// <param name="more">The name of one more field, a string; or null.</param>
    public StructType Fields(string? more)
    {
        IEnumerable<StructField> fields = _fields.Select(f => (f.Key, f.Value.Type)).Where(f => f.Type is not null && f.Key != more)
            .Select(f => new StructField(f.Key, f.Type!));
        return new StructType(fields.Concat(more is null ? [] : [new StructField(more, DataTypes.String)]).OrderBy(f => f.Name, StringComparer.Ordinal));
    }

    /// <summary>Takes a value into account.</summary>
    public void Look(JsonTape tape, int index)
    {
        JsonNode node = tape[index];
        switch (node.Kind)
        {
            case JsonKind.Null:
                break;
            case JsonKind.Array:
                LookAtArray(tape, index);
                break;
            case JsonKind.Object:
                LookAtObject(tape, index);
                break;
            case JsonKind.String:
                LookAtText(tape.Text(node));
                break;
            case JsonKind.True or JsonKind.False:
                Widen(options.PrimitivesAsString ? Kind.String : Kind.Boolean);
                break;
            default:
                LookAtNumber(tape.Raw(node), node.Kind);
                break;
        }
    }

    private void LookAtArray(JsonTape tape, int index)
    {
        Widen(Kind.Array);
        _element ??= new JsonShape(options);
        for (int i = index + 1; i < tape[index].Next; i = tape[i].Next)
        {
            _element.Look(tape, i);
        }
    }

    private void LookAtObject(JsonTape tape, int index)
    {
        Widen(Kind.Struct);
        for (int i = index + 1; i < tape[index].Next; i = tape[i + 1].Next)
        {
            string name = Encoding.UTF8.GetString(tape.Text(tape[i]));
            if (!_fields.TryGetValue(name, out JsonShape? field))
            {
                field = new JsonShape(options);
                _fields.Add(name, field);
            }

            field.Look(tape, i + 1);
        }
    }

    // An empty text says nothing.
    private void LookAtText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (options.PrefersDecimal && TryDigits(Encoding.UTF8.GetString(text), out int whole, out int scale))
        {
            WidenDecimal(whole, scale);
            return;
        }

        Widen(options.InferTimestamp && options.Times.TryTimestamp(text, out _) ? Kind.Timestamp : Kind.String);
    }

    private void LookAtNumber(ReadOnlySpan<byte> text, JsonKind kind)
    {
        if (options.PrimitivesAsString)
        {
            Widen(Kind.String);
        }
        else if (kind == JsonKind.Integer && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            Widen(Kind.Long);
        }
        else if ((kind == JsonKind.Integer || options.PrefersDecimal) && TryDigits(Encoding.ASCII.GetString(text), out int whole, out int scale))
        {
            WidenDecimal(whole, scale);
        }
        else
        {
            Widen(Kind.Double);
        }
    }

    private void WidenDecimal(int whole, int scale)
    {
        Kind before = _kind;
        int wholeBefore = before == Kind.Long ? LongDigits : _whole;
        Widen(Kind.Decimal);
        if (_kind == Kind.Decimal)
        {
            _whole = before is Kind.Decimal or Kind.Long ? Math.Max(wholeBefore, whole) : whole;
            _scale = before == Kind.Decimal ? Math.Max(_scale, scale) : scale;
            _kind = _whole + _scale > DecimalType.MaxPrecision ? Kind.Double : Kind.Decimal;
        }
    }

    private void Widen(Kind kind)
    {
        if (kind == Kind.Long && _kind == Kind.Decimal)
        {
            _whole = Math.Max(_whole, LongDigits);
            _kind = _whole + _scale > DecimalType.MaxPrecision ? Kind.Double : Kind.Decimal;
            return;
        }

        _kind = (_kind, kind) switch
        {
            (Kind.None, _) => kind,
            _ when _kind == kind => kind,
            ((>= Kind.Long) and (<= Kind.Double), (>= Kind.Long) and (<= Kind.Double)) => (Kind)Math.Max((int)_kind, (int)kind),
            _ => Kind.String,
        };
    }

    private static bool TryDigits(string text, out int whole, out int scale)
    {
        whole = 0;
        scale = 0;
        int e = text.IndexOfAny(['e', 'E']);
        int exponent = 0;
        if (e >= 0 && !int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        string mantissa = e < 0 ? text : text[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger unscaled))
        {
            return false;
        }

        int precision = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length;
        scale = Math.Max(0, (point < 0 ? 0 : mantissa.Length - point - 1) - exponent);
        precision = Math.Max(precision + Math.Max(0, exponent - (point < 0 ? 0 : mantissa.Length - point - 1)), scale);
        whole = precision - scale;
        return precision <= DecimalType.MaxPrecision;
    }
}
