using Apache.Arrow;
using Apache.Arrow.Types;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;
using SparkTypes = BigData.Spark.Sql.Types;
using StructType = BigData.Spark.Sql.Types.StructType;
using ArrowMap = Apache.Arrow.Types.MapType;
using DateType = BigData.Spark.Sql.Types.DateType;
using IntegerType = BigData.Spark.Sql.Types.IntegerType;

namespace BigData.Spark.Embedded.Executing.Results;

/// <summary>
/// The Arrow form of Spark's types, and batches of DuckDB put into exactly that form. Buffers are shared, never copied: only names,
/// nullability and time zones of the types differ.
/// </summary>
internal sealed class ArrowLayout
{
    private readonly StructType _schema;

    /// <param name="schema">Spark's schema of the result.</param>
    /// <param name="timeZone">The session's time zone, which Spark writes on timestamps.</param>
    internal ArrowLayout(StructType schema, string timeZone)
    {
        _schema = schema;
        Schema = new Schema([.. schema.Fields.Select(field => new Field(field.Name, ToResult(field.DataType, timeZone), field.IsNullable))], null);
    }

    internal Schema Schema { get; }

    /// <summary>The batch in Spark's layout. It takes over the buffers, so dispose only the result.</summary>
    /// <exception cref="InvalidOperationException">The columns do not have the types of the schema, which is a defect of the renderer.</exception>
    internal RecordBatch Conform(RecordBatch batch)
    {
        if (batch.ColumnCount != Schema.FieldsList.Count)
        {
            throw new InvalidOperationException($"Internal error: the query gave {batch.ColumnCount} columns, its schema has {Schema.FieldsList.Count}. Please report it with the plan.");
        }

        IArrowArray[] columns = new IArrowArray[batch.ColumnCount];
        for (int i = 0; i < columns.Length; i++)
        {
            Field field = Schema.FieldsList[i];
            columns[i] = ArrowArrayFactory.BuildArray(Conform(batch.Column(i).Data, field.DataType, _schema[i].Name));
        }

        return new RecordBatch(Schema, columns, batch.Length);
    }

    // Intervals come as whole numbers (see ResultSql); inside of nested values there are none.
    private static IArrowType ToResult(DataType type, string timeZone) => type switch
    {
        DayTimeIntervalType => DurationType.Microsecond,
        YearMonthIntervalType => IntervalType.YearMonth,
        _ => ToArrow(type, timeZone),
    };

    internal static IArrowType ToArrow(DataType type, string timeZone) => type switch
    {
        SparkTypes.NullType => Apache.Arrow.Types.NullType.Default,
        SparkTypes.BooleanType => Apache.Arrow.Types.BooleanType.Default,
        ByteType => Int8Type.Default,
        ShortType => Int16Type.Default,
        IntegerType => Int32Type.Default,
        LongType => Int64Type.Default,
        SparkTypes.FloatType => Apache.Arrow.Types.FloatType.Default,
        SparkTypes.DoubleType => Apache.Arrow.Types.DoubleType.Default,
        SparkTypes.DecimalType number => new Decimal128Type(number.Precision, number.Scale),
        SparkTypes.StringType or CharType or VarcharType => Apache.Arrow.Types.StringType.Default,
        SparkTypes.BinaryType => Apache.Arrow.Types.BinaryType.Default,
        DateType => Date32Type.Default,
        SparkTypes.TimestampType => new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, timeZone),
        TimestampNtzType => new Apache.Arrow.Types.TimestampType(TimeUnit.Microsecond, (string?)null),
        ArrayType list => new ListType(ToField("element", list.ElementType, list.ContainsNull, timeZone)),
        SparkTypes.MapType map => new ArrowMap(
            ToField("key", map.KeyType, false, timeZone), ToField("value", map.ValueType, map.ValueContainsNull, timeZone)),
        SparkTypes.StructType record => new Apache.Arrow.Types.StructType(
            [.. record.Fields.Select(field => ToField(field.Name, field.DataType, field.IsNullable, timeZone))]),
        UserDefinedType custom => ToArrow(custom.SqlType, timeZone),
        _ => throw SparkErrors.Create(
            "EMBEDDED_UNSUPPORTED.EXPRESSION",
            ("name", $"of type {type.SimpleString} as a result"),
            ("reason", "Its values cannot leave the engine in this version."),
            ("remedy", "Compute with it inside the query, or run on Spark with Remote(...).")),
    };

    private static Field ToField(string name, DataType type, bool nullable, string timeZone) => new(name, ToArrow(type, timeZone), nullable);

    private static ArrayData Conform(ArrayData data, IArrowType target, string column)
    {
        switch (target)
        {
            case Apache.Arrow.Types.NullType:
                return new ArrayData(target, data.Length, data.Length, 0, System.Array.Empty<ArrowBuffer>());
            case ArrowMap map when data.DataType is ArrowMap:
                ArrayData entries = data.Children[0];
                Field[] pair = [map.KeyField, map.ValueField];
                ArrayData[] sides = [.. entries.Children.Select((child, i) => Conform(child, pair[i].DataType, column))];
                return Rebuild(data, target, [new ArrayData(new Apache.Arrow.Types.StructType(pair), entries.Length, 0, entries.Offset, entries.Buffers, sides)]);
            case ListType list when data.DataType is ListType:
                return Rebuild(data, target, [Conform(data.Children[0], list.ValueDataType, column)]);
            case Apache.Arrow.Types.StructType record when data.DataType is Apache.Arrow.Types.StructType && data.Children.Length == record.Fields.Count:
                return Rebuild(data, target, [.. data.Children.Select((child, i) => Conform(child, record.Fields[i].DataType, column))]);
            default:
                return IsSameLayout(data.DataType, target) ? Rebuild(data, target, null) : throw WrongType(column, data.DataType, target);
        }
    }

    private static ArrayData Rebuild(ArrayData data, IArrowType target, ArrayData[]? children) =>
        new(target, data.Length, data.NullCount, data.Offset, data.Buffers, children);

    private static bool IsSameLayout(IArrowType actual, IArrowType wanted) => (actual, wanted) switch
    {
        (Decimal128Type a, Decimal128Type b) => a.Precision == b.Precision && a.Scale == b.Scale,
        (Apache.Arrow.Types.TimestampType a, Apache.Arrow.Types.TimestampType b) => a.Unit == b.Unit && (a.Timezone is null) == (b.Timezone is null),
        (Int64Type, DurationType) or (Int32Type, IntervalType { Unit: IntervalUnit.YearMonth }) => true,
        (NestedType, _) or (_, NestedType) => false,
        _ => actual.TypeId == wanted.TypeId,
    };

    private static InvalidOperationException WrongType(string column, IArrowType actual, IArrowType wanted) =>
        new($"Internal error: column '{column}' came as Arrow {actual.Name} where its schema says {wanted.Name}. Please report it with the plan.");
}
