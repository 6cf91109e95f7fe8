using System.Globalization;
using System.Numerics;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Engine;
using BigData.Spark.Sql.Types;
using LiteralCase = BigData.Spark.Proto.Expression.Types.Literal.LiteralTypeOneofCase;
using LiteralProto = BigData.Spark.Proto.Expression.Types.Literal;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Constants. Their type is that of the message when it carries one, else what the value says.</summary>
internal static class LiteralDecoder
{
    public static Literal Decode(LiteralProto literal)
    {
        DataType? type = literal.DataType is null ? null : DataTypeProto.FromProto(literal.DataType);
        return literal.LiteralTypeCase switch
        {
            LiteralCase.Null => new Literal(DataTypeProto.FromProto(literal.Null), null),
            LiteralCase.Boolean => new Literal(DataTypes.Boolean, literal.Boolean),
            LiteralCase.Byte => new Literal(DataTypes.Byte, (sbyte)literal.Byte),
            LiteralCase.Short => new Literal(DataTypes.Short, (short)literal.Short),
            LiteralCase.Integer => new Literal(DataTypes.Integer, literal.Integer),
            LiteralCase.Long => new Literal(DataTypes.Long, literal.Long),
            LiteralCase.Float => new Literal(DataTypes.Float, literal.Float),
            LiteralCase.Double => new Literal(DataTypes.Double, literal.Double),
            LiteralCase.Decimal => Decimal(literal.Decimal, type as DecimalType),
            LiteralCase.String => new Literal(type is StringType or CharType or VarcharType ? type : DataTypes.String, literal.String),
            LiteralCase.Binary => new Literal(DataTypes.Binary, ValueArray.Create(literal.Binary.Span)),
            _ => DecodeTime(literal, type) ?? DecodeNested(literal, type) ?? throw Refuse(literal),
        };
    }

    /// <summary>The constant of a value as rows hold it.</summary>
    public static Literal OfValue(object? value) => Decode(BigData.Spark.Plans.Literals.Of(value));

    private static Literal? DecodeTime(LiteralProto literal, DataType? type) => literal.LiteralTypeCase switch
    {
        LiteralCase.Date => new Literal(DataTypes.Date, literal.Date),
        LiteralCase.Timestamp => new Literal(DataTypes.Timestamp, literal.Timestamp),
        LiteralCase.TimestampNtz => new Literal(DataTypes.TimestampNtz, literal.TimestampNtz),
        LiteralCase.YearMonthInterval => new Literal(type as YearMonthIntervalType ?? new YearMonthIntervalType(), literal.YearMonthInterval),
        LiteralCase.DayTimeInterval => new Literal(type as DayTimeIntervalType ?? new DayTimeIntervalType(), literal.DayTimeInterval),
        LiteralCase.Time => new Literal(new TimeType(literal.Time.HasPrecision ? literal.Time.Precision : 6), literal.Time.Nano),
        _ => null,
    };

    private static Literal? DecodeNested(LiteralProto literal, DataType? type) => literal.LiteralTypeCase switch
    {
        LiteralCase.Array => Array(literal.Array, type as ArrayType),
        LiteralCase.Map => Map(literal.Map, type as MapType),
        LiteralCase.Struct => Struct(literal.Struct, type as StructType),
        LiteralCase.SpecializedArray => Specialized(literal.SpecializedArray),
        _ => null,
    };

    private static Literal Decimal(LiteralProto.Types.Decimal value, DecimalType? type)
    {
        string text = value.Value;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int written = point < 0 ? 0 : text.Length - point - 1;
        if (!BigInteger.TryParse(
            point < 0 ? text : text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger unscaled))
        {
            throw DecodeErrors.Invalid("UNSUPPORTED_LITERAL_TYPE", ("typeInfo", $"decimal with the text '{text}'"));
        }

        int scale = type?.Scale ?? (value.HasScale ? value.Scale : written);
        BigInteger scaled = scale >= written
            ? unscaled * BigInteger.Pow(10, scale - written)
            : Exactly(unscaled, BigInteger.Pow(10, written - scale), text, scale);
        int digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).Length;
        int precision = type?.Precision ?? (value.HasPrecision ? value.Precision : Math.Max(digits, scale));
        return new Literal(new DecimalType(Math.Max(precision, Math.Max(1, scale)), scale), scaled);
    }

    private static BigInteger Exactly(BigInteger value, BigInteger divisor, string text, int scale)
    {
        BigInteger quotient = BigInteger.DivRem(value, divisor, out BigInteger rest);
        return rest.IsZero
            ? quotient
            : throw DecodeErrors.Invalid(
                "UNSUPPORTED_LITERAL_TYPE", ("typeInfo", string.Create(CultureInfo.InvariantCulture, $"decimal '{text}' with more digits than the scale {scale}")));
    }

    private static Literal Array(LiteralProto.Types.Array array, ArrayType? type)
    {
        ValueArray<Literal> items = array.Elements.Select(Decode).ToValueArray();
#pragma warning disable CS0612 // PySpark still writes the deprecated field.
        DataType element = type?.ElementType
            ?? (array.ElementType is not null ? DataTypeProto.FromProto(array.ElementType) : ElementType(items, "ARRAY_LITERAL_MISSING_DATA_TYPE"));
#pragma warning restore CS0612
        return new Literal(type ?? new ArrayType(element), items);
    }

    private static Literal Map(LiteralProto.Types.Map map, MapType? type)
    {
        MapLiteral value = new(map.Keys.Select(Decode).ToValueArray(), map.Values.Select(Decode).ToValueArray());
#pragma warning disable CS0612 // PySpark still writes the deprecated fields.
        DataType key = type?.KeyType
            ?? (map.KeyType is not null ? DataTypeProto.FromProto(map.KeyType) : ElementType(value.Keys, "MAP_LITERAL_MISSING_DATA_TYPE"));
        DataType item = type?.ValueType
            ?? (map.ValueType is not null ? DataTypeProto.FromProto(map.ValueType) : ElementType(value.Values, "MAP_LITERAL_MISSING_DATA_TYPE"));
#pragma warning restore CS0612
        return new Literal(type ?? new MapType(key, item), value);
    }

    private static Literal Struct(LiteralProto.Types.Struct row, StructType? type)
    {
#pragma warning disable CS0612 // Vectors and matrices still use the deprecated field.
        DataType? old = row.StructType is null ? null : DataTypeProto.FromProto(row.StructType);
#pragma warning restore CS0612
        StructType struct_ = type ?? old as StructType ?? throw DecodeErrors.Invalid("STRUCT_LITERAL_MISSING_DATA_TYPE");
        return new Literal(struct_, row.Elements.Select(Decode).ToValueArray());
    }

    private static Literal Specialized(LiteralProto.Types.SpecializedArray array) => array.ValueTypeCase switch
    {
        LiteralProto.Types.SpecializedArray.ValueTypeOneofCase.Bools => Items(DataTypes.Boolean, array.Bools.Values),
        LiteralProto.Types.SpecializedArray.ValueTypeOneofCase.Ints => Items(DataTypes.Integer, array.Ints.Values),
        LiteralProto.Types.SpecializedArray.ValueTypeOneofCase.Longs => Items(DataTypes.Long, array.Longs.Values),
        LiteralProto.Types.SpecializedArray.ValueTypeOneofCase.Floats => Items(DataTypes.Float, array.Floats.Values),
        LiteralProto.Types.SpecializedArray.ValueTypeOneofCase.Doubles => Items(DataTypes.Double, array.Doubles.Values),
        LiteralProto.Types.SpecializedArray.ValueTypeOneofCase.Strings => Items(DataTypes.String, array.Strings.Values),
        _ => throw DecodeErrors.Invalid("ARRAY_LITERAL_NOT_SET"),
    };

    private static Literal Items<T>(DataType type, IEnumerable<T> values)
        => new(new ArrayType(type, ContainsNull: false), values.Select(v => new Literal(type, v)).ToValueArray());

    private static DataType ElementType(ValueArray<Literal> items, string missing)
        => items.IsEmpty ? throw DecodeErrors.Invalid(missing) : items[0].Type;

    private static Sql.SparkException Refuse(LiteralProto literal) => literal.LiteralTypeCase == LiteralCase.None
        ? DecodeErrors.NotSet("Expression.Literal", "literal_type")
        : DecodeErrors.Unsupported(
            "TYPE",
            literal.LiteralTypeCase.ToString(),
            "This type of constant is not part of this version.",
            "Use a year-month or day-time interval.");
}
