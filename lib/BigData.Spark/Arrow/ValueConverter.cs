using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Arrow;

/// <summary>
/// Turns the values of a Spark type into a .NET type that a caller asked for. What cannot be held without loss is refused
/// once, when the converter is made, not when a value happens to be too large.
/// </summary>
internal static class ValueConverter
{
    /// <summary>A function from a value as <see cref="ValueReader"/> gives it (never null) to the wanted type.</summary>
    /// <param name="type">The Spark type of the values.</param>
    /// <param name="target">The wanted .NET type, not a <see cref="Nullable{T}"/>.</param>
    /// <exception cref="ArrowValueException">The type cannot be held; the message says which one can.</exception>
    public static Func<object, object> Create(DataType type, Type target)
    {
        if (target.IsAssignableFrom(NaturalType(type)))
        {
            return type is DecimalType && target == typeof(decimal) ? ToDecimal : static value => value;
        }

        return (type, target) switch
        {
            (DecimalType, _) when target == typeof(SparkDecimal) => ToSparkDecimal,
            (TimestampType, _) when target == typeof(DateTime) => static value => ((DateTimeOffset)value).UtcDateTime,
            (ArrayType array, _) when ElementOf(target) is { } element => ToList(array, target, element),
            (MapType map, _) when EntryOf(target) is { } entry => ToMap(map, target, entry.Key, entry.Value),
            (StructType row, _) when RecordShape.IsRecord(target) => ToRecord(row, target),
            _ when Widening(type, target) is { } widen => widen,
            _ => throw ArrowValueException.TypeMismatch(type.SimpleString, Name(target), Name(NaturalType(type))),
        };
    }

    /// <summary>Like <see cref="Create"/>, for values that may be null: a null stays null, or is an error where the target has none.</summary>
    /// <param name="type">The Spark type of the values.</param>
    /// <param name="target">The wanted type; <see cref="Nullable{T}"/> takes nulls.</param>
    /// <param name="allowNull">Whether a reference type takes nulls.</param>
    public static Func<object?, object?> CreateNullable(DataType type, Type target, bool allowNull)
    {
        Type? underlying = Nullable.GetUnderlyingType(target);
        Func<object, object> convert = type is NullType ? static value => value : Create(type, underlying ?? target);
        bool takesNull = underlying is not null || (!target.IsValueType && allowNull);
        return value => value is not null ? convert(value)
            : takesNull ? null
            : throw ArrowValueException.NullFor(target);
    }

    /// <summary>The .NET type that values of a Spark type come as.</summary>
    public static Type NaturalType(DataType type) => type switch
    {
        BooleanType => typeof(bool),
        ByteType => typeof(sbyte),
        ShortType => typeof(short),
        IntegerType => typeof(int),
        LongType => typeof(long),
        FloatType => typeof(float),
        DoubleType => typeof(double),
        DecimalType => typeof(decimal),
        StringType or CharType or VarcharType => typeof(string),
        BinaryType => typeof(byte[]),
        DateType => typeof(DateOnly),
        TimestampType => typeof(DateTimeOffset),
        TimestampNtzType => typeof(DateTime),
        TimeType => typeof(TimeOnly),
        DayTimeIntervalType => typeof(TimeSpan),
        YearMonthIntervalType => typeof(int),
        ArrayType => typeof(object?[]),
        MapType => typeof(OrderedDictionary<object, object?>),
        StructType => typeof(Row),
        UserDefinedType udt => NaturalType(udt.SqlType),
        _ => typeof(object),
    };

    public static string Name(Type type) => type switch
    {
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(short) => "short",
        _ when type == typeof(sbyte) => "sbyte",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(float) => "float",
        _ when type == typeof(double) => "double",
        _ when type == typeof(decimal) => "decimal",
        _ when type == typeof(string) => "string",
        _ when type == typeof(byte[]) => "byte[]",
        _ => type.Name,
    };

    private static object ToDecimal(object value) => value is SparkDecimal large
        ? throw ArrowValueException.OutOfRange(large.ToString(), "decimal", "decimal (28 digits)", "Use SparkDecimal, or cast the column in the query.")
        : value;

    private static object ToSparkDecimal(object value) => value is decimal small ? SparkDecimal.FromDecimal(small) : value;

    private static Func<object, object>? Widening(DataType type, Type target) => (type, Type.GetTypeCode(target)) switch
    {
        _ when target.IsEnum => null,
        (ByteType, TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal)
            or (ShortType, TypeCode.Int32 or TypeCode.Int64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal)
            or (IntegerType, TypeCode.Int64 or TypeCode.Double or TypeCode.Decimal)
            or (LongType, TypeCode.Decimal)
            or (FloatType, TypeCode.Double) => value => Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static Type? ElementOf(Type target)
    {
        if (target.IsArray)
        {
            return target.GetArrayRank() == 1 ? target.GetElementType() : null;
        }

        return target.IsGenericType && ListTypes.Contains(target.GetGenericTypeDefinition()) ? target.GetGenericArguments()[0] : null;
    }

    private static (Type Key, Type Value)? EntryOf(Type target) =>
        target.IsGenericType && MapTypes.Contains(target.GetGenericTypeDefinition())
            ? (target.GetGenericArguments()[0], target.GetGenericArguments()[1])
            : null;

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Array types of elements that a caller's record names are kept with it.")]
    private static Func<object, object> ToList(ArrayType type, Type target, Type element)
    {
        Func<object?, object?> convert = CreateNullable(type.ElementType, element, allowNull: true);
        bool isList = target.IsGenericType && target.GetGenericTypeDefinition() == typeof(List<>);
        return value =>
        {
            var items = (object?[])value;
            var array = Array.CreateInstance(element, items.Length);
            for (int i = 0; i < items.Length; i++)
            {
                array.SetValue(convert(items[i]), i);
            }

            return isList ? Activator.CreateInstance(target, array)! : array;
        };
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Dictionary types that a caller's record names are kept with it.")]
    private static Func<object, object> ToMap(MapType type, Type target, Type key, Type element)
    {
        Func<object?, object?> convertKey = CreateNullable(type.KeyType, key, allowNull: false);
        Func<object?, object?> convertValue = CreateNullable(type.ValueType, element, allowNull: true);
        Type definition = target.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? typeof(Dictionary<,>) : typeof(OrderedDictionary<,>);
        Type concrete = definition.MakeGenericType(key, element);
        return value =>
        {
            var map = (IDictionary)Activator.CreateInstance(concrete)!;
            foreach (KeyValuePair<object, object?> entry in (OrderedDictionary<object, object?>)value)
            {
                map.Add(convertKey(entry.Key)!, convertValue(entry.Value));
            }

            return map;
        };
    }

    private static Func<object, object> ToRecord(StructType type, Type target)
    {
        RecordBinder binder = RecordBinder.Create(target, type);
        return value => binder.Bind(((Row)value).Values);
    }

    private static readonly HashSet<Type> ListTypes =
        [typeof(List<>), typeof(IReadOnlyList<>), typeof(IList<>), typeof(IReadOnlyCollection<>), typeof(ICollection<>), typeof(IEnumerable<>)];

    private static readonly HashSet<Type> MapTypes =
        [typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(OrderedDictionary<,>)];
}
