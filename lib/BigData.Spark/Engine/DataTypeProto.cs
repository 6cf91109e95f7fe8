using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;
using Kind = BigData.Spark.Proto.DataType.Types;

namespace BigData.Spark.Engine;

/// <summary>Types to and from their Connect messages.</summary>
internal static class DataTypeProto
{
    public static Proto.DataType ToProto(DataType type) => type switch
    {
        NullType => new() { Null = new() },
        BooleanType => new() { Boolean = new() },
        ByteType => new() { Byte = new() },
        ShortType => new() { Short = new() },
        IntegerType => new() { Integer = new() },
        LongType => new() { Long = new() },
        FloatType => new() { Float = new() },
        DoubleType => new() { Double = new() },
        DecimalType d => new() { Decimal = new() { Precision = d.Precision, Scale = d.Scale } },
        StringType s => new() { String = new() { Collation = s.Collation } },
        CharType c => new() { Char = new() { Length = c.Length } },
        VarcharType v => new() { VarChar = new() { Length = v.Length } },
        BinaryType => new() { Binary = new() },
        DateType => new() { Date = new() },
        TimestampType => new() { Timestamp = new() },
        TimestampNtzType => new() { TimestampNtz = new() },
        TimeType t => new() { Time = new() { Precision = t.Precision } },
        CalendarIntervalType => new() { CalendarInterval = new() },
        YearMonthIntervalType y => new() { YearMonthInterval = new() { StartField = (int)y.Start, EndField = (int)y.End } },
        DayTimeIntervalType d => new() { DayTimeInterval = new() { StartField = (int)d.Start, EndField = (int)d.End } },
        VariantType => new() { Variant = new() },
        GeometryType g => new() { Geometry = new() { Srid = g.Srid } },
        GeographyType g => new() { Geography = new() { Srid = g.Srid } },
        ArrayType a => new() { Array = new() { ElementType = ToProto(a.ElementType), ContainsNull = a.ContainsNull } },
        MapType m => new()
        {
            Map = new() { KeyType = ToProto(m.KeyType), ValueType = ToProto(m.ValueType), ValueContainsNull = m.ValueContainsNull },
        },
        StructType s => new() { Struct = new() { Fields = { s.Fields.Select(ToProto) } } },
        UserDefinedType u => new() { Udt = Udt(u) },
        _ => throw SparkErrors.Internal($"The type {type.TypeName} has no Connect message."),
    };

    public static DataType FromProto(Proto.DataType type) => type.KindCase switch
    {
        Proto.DataType.KindOneofCase.Null => DataTypes.Null,
        Proto.DataType.KindOneofCase.Boolean => DataTypes.Boolean,
        Proto.DataType.KindOneofCase.Byte => DataTypes.Byte,
        Proto.DataType.KindOneofCase.Short => DataTypes.Short,
        Proto.DataType.KindOneofCase.Integer => DataTypes.Integer,
        Proto.DataType.KindOneofCase.Long => DataTypes.Long,
        Proto.DataType.KindOneofCase.Float => DataTypes.Float,
        Proto.DataType.KindOneofCase.Double => DataTypes.Double,
        Proto.DataType.KindOneofCase.Decimal => Decimal(type.Decimal),
        Proto.DataType.KindOneofCase.String => type.String.Collation is { Length: > 0 } name ? new StringType(name) : DataTypes.String,
        Proto.DataType.KindOneofCase.Char => new CharType(type.Char.Length),
        Proto.DataType.KindOneofCase.VarChar => new VarcharType(type.VarChar.Length),
        Proto.DataType.KindOneofCase.Binary => DataTypes.Binary,
        Proto.DataType.KindOneofCase.Date => DataTypes.Date,
        Proto.DataType.KindOneofCase.Timestamp => DataTypes.Timestamp,
        Proto.DataType.KindOneofCase.TimestampNtz => DataTypes.TimestampNtz,
        Proto.DataType.KindOneofCase.Time => new TimeType(type.Time.HasPrecision ? type.Time.Precision : 6),
        Proto.DataType.KindOneofCase.CalendarInterval => DataTypes.CalendarInterval,
        Proto.DataType.KindOneofCase.YearMonthInterval => YearMonth(type.YearMonthInterval),
        Proto.DataType.KindOneofCase.DayTimeInterval => DayTime(type.DayTimeInterval),
        Proto.DataType.KindOneofCase.Variant => DataTypes.Variant,
        Proto.DataType.KindOneofCase.Geometry => new GeometryType(type.Geometry.Srid),
        Proto.DataType.KindOneofCase.Geography => new GeographyType(type.Geography.Srid),
        Proto.DataType.KindOneofCase.Array => new ArrayType(FromProto(type.Array.ElementType), type.Array.ContainsNull),
        Proto.DataType.KindOneofCase.Map => new MapType(
            FromProto(type.Map.KeyType), FromProto(type.Map.ValueType), type.Map.ValueContainsNull),
        Proto.DataType.KindOneofCase.Struct => FromProto(type.Struct),
        Proto.DataType.KindOneofCase.Udt => Udt(type.Udt),
        _ => throw SparkErrors.Create("UNSUPPORTED_DATATYPE", ("typeName", $"\"{type.KindCase}\"")),
    };

    public static StructType FromProto(Kind.Struct type) => new(type.Fields.Select(FromProto));

    private static Kind.StructField ToProto(StructField field)
    {
        Kind.StructField message = new() { Name = field.Name, DataType = ToProto(field.DataType), Nullable = field.IsNullable };
        if (!field.Metadata.IsEmpty)
        {
            message.Metadata = field.Metadata.Json;
        }

        return message;
    }

    private static StructField FromProto(Kind.StructField field) => new(
        field.Name, FromProto(field.DataType), field.Nullable, field.HasMetadata ? Metadata.FromJson(field.Metadata) : null);

    private static DecimalType Decimal(Kind.Decimal type) => new(type.HasPrecision ? type.Precision : 10, type.HasScale ? type.Scale : 0);

    private static YearMonthIntervalType YearMonth(Kind.YearMonthInterval type)
    {
        YearMonthField start = type.HasStartField ? (YearMonthField)type.StartField : YearMonthField.Year;
        YearMonthField whole = type.HasStartField ? start : YearMonthField.Month;
        return new YearMonthIntervalType(start, type.HasEndField ? (YearMonthField)type.EndField : whole);
    }

    private static DayTimeIntervalType DayTime(Kind.DayTimeInterval type)
    {
        DayTimeField start = type.HasStartField ? (DayTimeField)type.StartField : DayTimeField.Day;
        DayTimeField whole = type.HasStartField ? start : DayTimeField.Second;
        return new DayTimeIntervalType(start, type.HasEndField ? (DayTimeField)type.EndField : whole);
    }

    private static Kind.UDT Udt(UserDefinedType type)
    {
        Kind.UDT message = new() { Type = "udt", SqlType = ToProto(type.SqlType) };
        if (type.JvmClass is not null)
        {
            message.JvmClass = type.JvmClass;
        }

        if (type.PythonClass is not null)
        {
            message.PythonClass = type.PythonClass;
        }

        if (type.SerializedPythonClass is not null)
        {
            message.SerializedPythonClass = type.SerializedPythonClass;
        }

        return message;
    }

    private static UserDefinedType Udt(Kind.UDT type) => new(
        type.HasJvmClass ? type.JvmClass : null,
        type.HasPythonClass ? type.PythonClass : null,
        type.HasSerializedPythonClass ? type.SerializedPythonClass : null,
        type.SqlType is null ? DataTypes.Null : FromProto(type.SqlType));
}
