using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using Apache.Arrow.Types;
using BigData.Spark.Embedded.Sources.Columns;
using BigData.Spark.Embedded.Sources.Csv;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;
using SparkTypes = BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Json;

/// <summary>How a value fitted its column.</summary>
internal enum JsonFit
{
    Good,

    /// <summary>It was added, but something inside it did not fit and is null.</summary>
    Partial,

    /// <summary>Nothing was added.</summary>
    Bad,
}

/// <summary>Adds values of JSON to a column of one type.</summary>
internal abstract class JsonColumn
{
    /// <summary>The values so far.</summary>
    public abstract ColumnBuilder Builder { get; }

    /// <summary>Adds a value.</summary>
    public JsonFit Add(JsonTape tape, int index)
    {
        if (tape[index].Kind == JsonKind.Null)
        {
            Builder.AddNull();
            return JsonFit.Good;
        }

        return AddValue(tape, index);
    }

    /// <summary>The column of a type.</summary>
    /// <exception cref="Sql.AnalysisException">UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE.</exception>
    public static JsonColumn Create(string name, DataType type, JsonOptions options) => type switch
    {
        SparkTypes.StructType fields => new JsonStructColumn(fields, options),
        ArrayType list => new JsonListColumn(Create(name, list.ElementType, options)),
        SparkTypes.MapType { KeyType: SparkTypes.StringType } map => new JsonMapColumn(Create(name, map.ValueType, options)),
        SparkTypes.StringType or CharType or VarcharType => new JsonTextColumn(),
        _ => Scalar(type, options) ?? throw SparkErrors.Create(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", ("format", "JSON"), ("columnName", SqlNames.Quote(name)), ("columnType", $"\"{type.Sql}\"")),
    };

    protected abstract JsonFit AddValue(JsonTape tape, int index);

    private static JsonColumn? Scalar(DataType type, JsonOptions options) => type switch
    {
        SparkTypes.BooleanType => new JsonBooleanColumn(),
        ByteType => new JsonValueColumn<sbyte>(Int8Type.Default, (JsonTape tape, in JsonNode node, out sbyte value) => Byte(tape, node, out value)),
        ShortType => new JsonValueColumn<short>(Int16Type.Default, Whole),
        SparkTypes.IntegerType => new JsonValueColumn<int>(Int32Type.Default, Whole),
        LongType => new JsonValueColumn<long>(Int64Type.Default, Whole),
        SparkTypes.FloatType => new JsonValueColumn<float>(Apache.Arrow.Types.FloatType.Default, Float),
        SparkTypes.DoubleType => new JsonValueColumn<double>(Apache.Arrow.Types.DoubleType.Default, Double),
        SparkTypes.DecimalType t => new JsonValueColumn<Int128>(
            new Decimal128Type(t.Precision, t.Scale),
            (JsonTape tape, in JsonNode node, out Int128 value) =>
            {
                value = 0;
                return node.Kind is JsonKind.Integer or JsonKind.Float or JsonKind.String && CsvValues.TryDecimal(tape.Text(node), t, out value);
            }),
        SparkTypes.BinaryType => new JsonBinaryColumn(),
        SparkTypes.NullType => null,
        _ => Time(type, options.Times),
    };

    private static JsonColumn? Time(DataType type, TimeFormats times) => type switch
    {
        SparkTypes.DateType => new JsonValueColumn<int>(Date32Type.Default, (JsonTape tape, in JsonNode node, out int value) =>
        {
            value = 0;
            return node.Kind == JsonKind.String && times.TryDate(tape.Text(node), out value);
        }),
        SparkTypes.TimestampType => new JsonValueColumn<long>(
            new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, "UTC"), (JsonTape tape, in JsonNode node, out long value) => Instant(tape, node, times, out value)),
        TimestampNtzType => new JsonValueColumn<long>(
            new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, (string?)null),
            (JsonTape tape, in JsonNode node, out long value) =>
            {
                value = 0;
                return node.Kind == JsonKind.String && times.TryTimestampNtz(tape.Text(node), out value);
            }),
        _ => null,
    };

    // A whole number counts seconds.
    private static bool Instant(JsonTape tape, in JsonNode node, TimeFormats times, out long value)
    {
        value = 0;
        if (node.Kind != JsonKind.Integer)
        {
            return node.Kind == JsonKind.String && times.TryTimestamp(tape.Text(node), out value);
        }

        const long MicrosPerSecond = 1_000_000;
        bool fits = long.TryParse(tape.Raw(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)
            && Math.Abs((decimal)seconds) <= long.MaxValue / MicrosPerSecond;
        value = fits ? seconds * MicrosPerSecond : 0;
        return fits;
    }

    private static bool Whole<T>(JsonTape tape, in JsonNode node, out T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        value = T.Zero;
        return node.Kind == JsonKind.Integer && T.TryParse(tape.Raw(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value!);
    }

    // Jackson takes a byte with or without a sign.
    private static bool Byte(JsonTape tape, in JsonNode node, out sbyte value)
    {
        bool fits = Whole(tape, node, out short wide) && wide is >= sbyte.MinValue and <= byte.MaxValue;
        value = fits ? (sbyte)wide : (sbyte)0;
        return fits;
    }

    private static bool Double(JsonTape tape, in JsonNode node, out double value)
    {
        value = 0;
        if (node.Kind is JsonKind.Integer or JsonKind.Float)
        {
            value = JsonNumbers.Double(tape.Raw(node));
            return true;
        }

        return node.Kind == JsonKind.String && JsonNumbers.TryWord(tape.Text(node), out value);
    }

    private static bool Float(JsonTape tape, in JsonNode node, out float value)
    {
        bool isNumber = Double(tape, node, out double wide);
        value = isNumber && node.Kind != JsonKind.String ? JsonNumbers.Float(tape.Raw(node)) : (float)wide;
        return isNumber;
    }
}

/// <summary>Reads a value that is not null; false when it is none of the type.</summary>
internal delegate bool JsonValueReader<T>(JsonTape tape, in JsonNode node, out T value);

/// <summary>Values of a fixed size.</summary>
internal sealed class JsonValueColumn<T>(IArrowType type, JsonValueReader<T> read) : JsonColumn
    where T : unmanaged
{
    private readonly ValueBuilder<T> _builder = new(type);

    public override ColumnBuilder Builder => _builder;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        if (!read(tape, tape[index], out T value))
        {
            return JsonFit.Bad;
        }

        _builder.Add(value);
        return JsonFit.Good;
    }
}

internal sealed class JsonBooleanColumn : JsonColumn
{
    private readonly BooleanBuilder _builder = new();

    public override ColumnBuilder Builder => _builder;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        JsonKind kind = tape[index].Kind;
        if (kind is not (JsonKind.True or JsonKind.False))
        {
            return JsonFit.Bad;
        }

        _builder.Add(kind == JsonKind.True);
        return JsonFit.Good;
    }
}

/// <summary>Text: a string's content, or any other value as it stands in the record.</summary>
internal sealed class JsonTextColumn : JsonColumn
{
    private readonly TextBuilder _builder = new();

    public override ColumnBuilder Builder => _builder;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        JsonNode node = tape[index];
        _builder.TryAdd(node.Kind == JsonKind.String ? tape.Text(node) : tape.Raw(node));
        return JsonFit.Good;
    }
}

/// <summary>Bytes in base 64.</summary>
internal sealed class JsonBinaryColumn : JsonColumn
{
    private readonly TextBuilder _builder = new(isBinary: true);

    public override ColumnBuilder Builder => _builder;

    protected override JsonFit AddValue(JsonTape tape, int index)
    {
        JsonNode node = tape[index];
        if (node.Kind != JsonKind.String)
        {
            return JsonFit.Bad;
        }

        byte[] bytes = tape.Text(node).ToArray();
        if (Base64.DecodeFromUtf8InPlace(bytes, out int length) != System.Buffers.OperationStatus.Done)
        {
            return JsonFit.Bad;
        }

        _builder.TryAdd(bytes.AsSpan(0, length));
        return JsonFit.Good;
    }
}
