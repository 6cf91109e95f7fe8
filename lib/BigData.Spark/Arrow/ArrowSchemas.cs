using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Sql.Types;
using ArrowDecimal = Apache.Arrow.Types.Decimal128Type;
using ArrowStruct = Apache.Arrow.Types.StructType;
using SparkTypes = BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>Spark's types as Arrow types and back (the mapping that Spark itself uses).</summary>
internal static class ArrowSchemas
{
    public const string ElementName = "element";
    public const string EntriesName = "entries";
    public const string KeyName = "key";
    public const string ValueName = "value";

    /// <summary>The Arrow schema of rows of a struct; timestamps carry the zone UTC.</summary>
    /// <exception cref="NotSupportedException">A type has no Arrow form here; the message names it.</exception>
    public static Schema ToArrow(SparkTypes.StructType schema) => new([.. schema.Fields.Select(ToArrow)], metadata: null);

    public static Field ToArrow(StructField field) => new(field.Name, ToArrow(field.DataType), field.IsNullable);

    public static IArrowType ToArrow(DataType type) => type switch
    {
        SparkTypes.NullType => Apache.Arrow.Types.NullType.Default,
        SparkTypes.BooleanType => Apache.Arrow.Types.BooleanType.Default,
        ByteType => Int8Type.Default,
        ShortType => Int16Type.Default,
        SparkTypes.IntegerType => Int32Type.Default,
        LongType => Int64Type.Default,
        SparkTypes.FloatType => Apache.Arrow.Types.FloatType.Default,
        SparkTypes.DoubleType => Apache.Arrow.Types.DoubleType.Default,
        DecimalType d => new ArrowDecimal(d.Precision, d.Scale),
        SparkTypes.StringType or CharType or VarcharType => Apache.Arrow.Types.StringType.Default,
        SparkTypes.BinaryType => Apache.Arrow.Types.BinaryType.Default,
        SparkTypes.DateType => Date32Type.Default,
        SparkTypes.TimestampType => new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, "UTC"),
        TimestampNtzType => new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, (string?)null),
        SparkTypes.TimeType => new Time64Type(TimeUnit.Nanosecond),
        DayTimeIntervalType => DurationType.Microsecond,
        YearMonthIntervalType => IntervalType.YearMonth,
        ArrayType a => new ListType(new Field(ElementName, ToArrow(a.ElementType), a.ContainsNull)),
        SparkTypes.MapType m => new Apache.Arrow.Types.MapType(
            new Field(KeyName, ToArrow(m.KeyType), nullable: false), new Field(ValueName, ToArrow(m.ValueType), m.ValueContainsNull)),
        SparkTypes.StructType s => new ArrowStruct([.. s.Fields.Select(ToArrow)]),
        UserDefinedType u => ToArrow(u.SqlType),
        _ => throw new NotSupportedException($"Values of type {type.SimpleString} cannot be exchanged as Arrow; cast them to string in the query."),
    };

    /// <summary>The Spark schema that an Arrow schema stands for.</summary>
    /// <exception cref="ArrowFormatException">A column has a type that no Spark type maps to.</exception>
    public static SparkTypes.StructType ToSpark(Schema schema) => new(schema.FieldsList.Select(ToSpark));

    public static StructField ToSpark(Field field) => new(field.Name, ToSpark(field.DataType, field.Name), field.IsNullable);

    private static DataType ToSpark(IArrowType type, string path) => type switch
    {
        Apache.Arrow.Types.NullType => DataTypes.Null,
        Apache.Arrow.Types.BooleanType => DataTypes.Boolean,
        Int8Type => DataTypes.Byte,
        Int16Type => DataTypes.Short,
        Int32Type => DataTypes.Integer,
        Int64Type => DataTypes.Long,
        Apache.Arrow.Types.FloatType => DataTypes.Float,
        Apache.Arrow.Types.DoubleType => DataTypes.Double,
        ArrowDecimal d => new DecimalType(d.Precision, d.Scale),
        Apache.Arrow.Types.StringType or LargeStringType or StringViewType => DataTypes.String,
        Apache.Arrow.Types.BinaryType or LargeBinaryType or BinaryViewType => DataTypes.Binary,
        Date32Type => DataTypes.Date,
        Apache.Arrow.Types.TimestampType { Unit: TimeUnit.Microsecond } t =>
            string.IsNullOrEmpty(t.Timezone) ? DataTypes.TimestampNtz : DataTypes.Timestamp,
        Time64Type => new SparkTypes.TimeType(),
        DurationType { Unit: TimeUnit.Microsecond } => new DayTimeIntervalType(),
        IntervalType { Unit: IntervalUnit.YearMonth } => new YearMonthIntervalType(),
        IntervalType { Unit: IntervalUnit.MonthDayNanosecond } => DataTypes.CalendarInterval,
        Apache.Arrow.Types.MapType m => new SparkTypes.MapType(
            ToSpark(m.KeyField.DataType, path + ".key"), ToSpark(m.ValueField.DataType, path + ".value"), m.ValueField.IsNullable),
        ListType l => new ArrayType(ToSpark(l.ValueDataType, path + "[]"), l.ValueField.IsNullable),
        LargeListType l => new ArrayType(ToSpark(l.ValueDataType, path + "[]"), l.ValueField.IsNullable),
        ArrowStruct s => new SparkTypes.StructType(s.Fields.Select(ToSpark)),
        _ => throw ArrowFormatException.Because($"column '{path}' has the Arrow type {type.Name}, which no Spark type maps to"),
    };
}
