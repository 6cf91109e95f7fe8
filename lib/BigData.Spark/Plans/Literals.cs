using System.Collections;
using System.Globalization;
using BigData.Spark.Engine;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using Google.Protobuf;
using Literal = BigData.Spark.Proto.Expression.Types.Literal;

namespace BigData.Spark.Plans;

/// <summary>Values of C# as literals of a plan.</summary>
internal static class Literals
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>The types of the literals that values of a .NET type become, where every value has the same type.</summary>
    private static readonly Dictionary<Type, DataType> ElementTypes = new()
    {
        [typeof(bool)] = DataTypes.Boolean,
        [typeof(sbyte)] = DataTypes.Byte,
        [typeof(byte)] = DataTypes.Short,
        [typeof(short)] = DataTypes.Short,
        [typeof(ushort)] = DataTypes.Integer,
        [typeof(int)] = DataTypes.Integer,
        [typeof(uint)] = DataTypes.Long,
        [typeof(long)] = DataTypes.Long,
        [typeof(float)] = DataTypes.Float,
        [typeof(double)] = DataTypes.Double,
        [typeof(string)] = DataTypes.String,
        [typeof(char)] = DataTypes.String,
        [typeof(Guid)] = DataTypes.String,
        [typeof(byte[])] = DataTypes.Binary,
        [typeof(DateOnly)] = DataTypes.Date,
        [typeof(DateTimeOffset)] = DataTypes.Timestamp,
        [typeof(TimeSpan)] = new DayTimeIntervalType(),
        [typeof(TimeOnly)] = new TimeType(),
    };

    /// <summary>The literal of a value; null becomes an untyped NULL.</summary>
    /// <exception cref="ArgumentException">The value's type has no counterpart in Spark.</exception>
    public static Literal Of(object? value) => value switch
    {
        null => new() { Null = DataTypeProto.ToProto(DataTypes.Null) },
        bool v => new() { Boolean = v },
        sbyte v => new() { Byte = v },
        byte v => new() { Short = v },
        short v => new() { Short = v },
        ushort v => new() { Integer = v },
        int v => new() { Integer = v },
        uint v => new() { Long = v },
        long v => new() { Long = v },
        float v => new() { Float = v },
        double v => new() { Double = v },
        decimal v => Decimal(v),
        string v => new() { String = v },
        char v => new() { String = v.ToString() },
        Guid v => new() { String = v.ToString() },
        byte[] v => new() { Binary = ByteString.CopyFrom(v) },
        DateOnly v => new() { Date = v.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber },
        DateTimeOffset v => new() { Timestamp = Micros(v.UtcTicks) },
        DateTime v => DateAndTime(v),
        TimeOnly v => new() { Time = new() { Nano = v.Ticks * TimeSpan.NanosecondsPerTick, Precision = 6 } },
        TimeSpan v => new() { DayTimeInterval = FloorDivide(v.Ticks, TicksPerMicrosecond) },
        IDictionary v => Map(v),
        IEnumerable v => Array(v),
        _ => OfFormattable(value),
    };

    private static Literal Array(IEnumerable values)
    {
        Literal.Types.Array array = new();
        foreach (object? value in values)
        {
            array.Elements.Add(Of(value));
        }

        array.ElementType = DataTypeProto.ToProto(ElementType(values.GetType(), array.Elements));
        return new Literal { Array = array };
    }

    private static Literal Map(IDictionary values)
    {
        Literal.Types.Map map = new();
        foreach (DictionaryEntry entry in values)
        {
            map.Keys.Add(Of(entry.Key));
            map.Values.Add(Of(entry.Value));
        }

        map.KeyType = DataTypeProto.ToProto(CommonType(map.Keys));
        map.ValueType = DataTypeProto.ToProto(CommonType(map.Values));
        return new Literal { Map = map };
    }

    private static DataType ElementType(Type collection, IReadOnlyList<Literal> elements)
    {
        Type? element = collection.IsArray ? collection.GetElementType() : collection.IsGenericType ? collection.GetGenericArguments()[0] : null;
        element = element is null ? null : Nullable.GetUnderlyingType(element) ?? element;
        return element is not null && ElementTypes.TryGetValue(element, out DataType? type) ? type : CommonType(elements);
    }

    private static DataType CommonType(IReadOnlyList<Literal> literals)
    {
        DataType common = DataTypes.Null;
        foreach (Literal literal in literals)
        {
            DataType type = TypeOf(literal);
            common = (common, type) switch
            {
                (NullType, _) => type,
                (_, NullType) => common,
                (DecimalType a, DecimalType b) => Wider(a, b),
                _ when common == type => common,
                _ => throw new ArgumentException(
                    $"The elements of a literal must have one type, but there are {common} and {type}; convert them to one type first.",
                    nameof(literals)),
            };
        }

        return common;
    }

    private static DecimalType Wider(DecimalType a, DecimalType b)
    {
        int scale = Math.Max(a.Scale, b.Scale);
        return new DecimalType(Math.Min(DecimalType.MaxPrecision, Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale), scale);
    }

    /// <summary>The type of a literal.</summary>
    public static DataType TypeOf(Literal literal) => literal.LiteralTypeCase switch
    {
        Literal.LiteralTypeOneofCase.Null => literal.Null.KindCase == Proto.DataType.KindOneofCase.None
            ? DataTypes.Null
            : DataTypeProto.FromProto(literal.Null),
        Literal.LiteralTypeOneofCase.Boolean => DataTypes.Boolean,
        Literal.LiteralTypeOneofCase.Byte => DataTypes.Byte,
        Literal.LiteralTypeOneofCase.Short => DataTypes.Short,
        Literal.LiteralTypeOneofCase.Integer => DataTypes.Integer,
        Literal.LiteralTypeOneofCase.Long => DataTypes.Long,
        Literal.LiteralTypeOneofCase.Float => DataTypes.Float,
        Literal.LiteralTypeOneofCase.Double => DataTypes.Double,
        Literal.LiteralTypeOneofCase.Decimal => DecimalTypeOf(literal.Decimal),
        Literal.LiteralTypeOneofCase.String => DataTypes.String,
        Literal.LiteralTypeOneofCase.Binary => DataTypes.Binary,
        Literal.LiteralTypeOneofCase.Date => DataTypes.Date,
        Literal.LiteralTypeOneofCase.Timestamp => DataTypes.Timestamp,
        Literal.LiteralTypeOneofCase.TimestampNtz => DataTypes.TimestampNtz,
        Literal.LiteralTypeOneofCase.Time => new TimeType(literal.Time.HasPrecision ? literal.Time.Precision : 6),
        Literal.LiteralTypeOneofCase.DayTimeInterval => new DayTimeIntervalType(),
        Literal.LiteralTypeOneofCase.YearMonthInterval => new YearMonthIntervalType(),
        Literal.LiteralTypeOneofCase.CalendarInterval => DataTypes.CalendarInterval,
        Literal.LiteralTypeOneofCase.Array => new ArrayType(CommonTypeOr(literal.Array.ElementType, literal.Array.Elements)),
        Literal.LiteralTypeOneofCase.Map => new MapType(
            CommonTypeOr(literal.Map.KeyType, literal.Map.Keys), CommonTypeOr(literal.Map.ValueType, literal.Map.Values)),
        Literal.LiteralTypeOneofCase.Struct when literal.Struct.StructType is not null => DataTypeProto.FromProto(literal.Struct.StructType),
        _ when literal.DataType is not null => DataTypeProto.FromProto(literal.DataType),
        _ => throw new ArgumentException($"The type of a literal of kind {literal.LiteralTypeCase} is not known.", nameof(literal)),
    };

    private static DataType CommonTypeOr(Proto.DataType? type, IReadOnlyList<Literal> literals) =>
        type is null ? CommonType(literals) : DataTypeProto.FromProto(type);

    private static DecimalType DecimalTypeOf(Literal.Types.Decimal literal)
    {
        string digits = literal.Value.TrimStart('-', '+');
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int scale = literal.HasScale ? literal.Scale : point < 0 ? 0 : digits.Length - point - 1;
        int whole = point < 0 ? digits.Length : point;
        int precision = literal.HasPrecision ? literal.Precision : Math.Max(1, Math.Max(whole + scale, scale));
        return new DecimalType(Math.Min(DecimalType.MaxPrecision, precision), scale);
    }

    private static Literal Decimal(decimal value) => Decimal(value.ToString(CultureInfo.InvariantCulture));

    private static Literal Decimal(string text)
    {
        string digits = text.TrimStart('-');
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int scale = point < 0 ? 0 : digits.Length - point - 1;
        int precision = digits.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        return new Literal { Decimal = new() { Value = text, Precision = Math.Max(1, Math.Max(precision, scale)), Scale = scale } };
    }

    private static Literal DateAndTime(DateTime value) => value.Kind == DateTimeKind.Unspecified
        ? new() { TimestampNtz = Micros(value.Ticks) }
        : new() { Timestamp = Micros(value.ToUniversalTime().Ticks) };

    private static long Micros(long ticks) => FloorDivide(ticks - DateTime.UnixEpoch.Ticks, TicksPerMicrosecond);

    private static long FloorDivide(long value, long by) => (value - (((value % by) + by) % by)) / by;

    private static Literal OfFormattable(object value) => value switch
    {
        SparkDecimal v => Decimal(v.ToString()),
        Enum => throw new ArgumentException($"The enum value {value} is not a literal of Spark; convert it to a number or a text first.", nameof(value)),
        _ => throw new ArgumentException(
            $"A value of type {value.GetType().Name} is not a literal of Spark; use a number, text, date, time, bytes, an array or a dictionary of these.",
            nameof(value)),
    };
}
