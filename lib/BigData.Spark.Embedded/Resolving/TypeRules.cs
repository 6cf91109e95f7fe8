using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Which types go together, by Spark's ANSI rules.</summary>
internal static class TypeRules
{
    private static readonly Type[] Precedence =
        [typeof(ByteType), typeof(ShortType), typeof(IntegerType), typeof(LongType), typeof(FloatType), typeof(DoubleType)];

    public static bool IsIntegral(DataType type) => type is ByteType or ShortType or IntegerType or LongType;

    public static bool IsFractional(DataType type) => type is FloatType or DoubleType or DecimalType;

    public static bool IsNumeric(DataType type) => IsIntegral(type) || IsFractional(type);

    public static bool IsString(DataType type) => type is StringType or CharType or VarcharType;

    public static bool IsDateTime(DataType type) => type is DateType or TimestampType or TimestampNtzType;

    public static bool IsInterval(DataType type) => type is DayTimeIntervalType or YearMonthIntervalType or CalendarIntervalType;

    public static bool IsAtomic(DataType type) => type is not (NullType or ArrayType or MapType or StructType);

    /// <summary>Whether values can be put in order, grouped and compared.</summary>
    public static bool IsOrderable(DataType type) => type switch
    {
        MapType or VariantType or CalendarIntervalType => false,
        ArrayType array => IsOrderable(array.ElementType),
        StructType fields => fields.Fields.All(f => IsOrderable(f.DataType)),
        _ => true,
    };

    /// <summary>Types that differ only in what may be null (or in field names of structs) hold the same values.</summary>
    public static bool SameType(DataType a, DataType b) => (a, b) switch
    {
        (ArrayType x, ArrayType y) => SameType(x.ElementType, y.ElementType),
        (MapType x, MapType y) => SameType(x.KeyType, y.KeyType) && SameType(x.ValueType, y.ValueType),
        (StructType x, StructType y) => x.Count == y.Count && x.Fields.Zip(y.Fields)
            .All(p => string.Equals(p.First.Name, p.Second.Name, StringComparison.OrdinalIgnoreCase) && SameType(p.First.DataType, p.Second.DataType)),
        _ => a.Equals(b) || (IsString(a) && IsString(b)),
    };

    /// <summary>The type in which both can be compared or put in one column; null when there is none.</summary>
    public static DataType? Common(DataType a, DataType b)
    {
        if (a.Equals(b))
        {
            return a;
        }

        return (a, b) switch
        {
            (NullType, _) => b,
            (_, NullType) => a,
            (DecimalType x, DecimalType y) => DecimalRules.Wider(x, y),
            (DecimalType x, _) when IsIntegral(b) => DecimalRules.Wider(x, DecimalRules.ForIntegral(b)),
            (_, DecimalType y) when IsIntegral(a) => DecimalRules.Wider(DecimalRules.ForIntegral(a), y),
            (DecimalType, FloatType or DoubleType) or (FloatType or DoubleType, DecimalType) => DataTypes.Double,
            _ when IsNumeric(a) && IsNumeric(b) => CommonNumber(a, b),
            (DateType, TimestampType or TimestampNtzType) => b,
            (TimestampType or TimestampNtzType, DateType) => a,
            (TimestampType, TimestampNtzType) or (TimestampNtzType, TimestampType) => DataTypes.Timestamp,
            _ when IsString(a) && IsString(b) => DataTypes.String,
            _ when IsString(a) => PromoteString(b),
            _ when IsString(b) => PromoteString(a),
            (DayTimeIntervalType x, DayTimeIntervalType y) => new DayTimeIntervalType(x.Start < y.Start ? x.Start : y.Start, x.End > y.End ? x.End : y.End),
            (YearMonthIntervalType x, YearMonthIntervalType y) => new YearMonthIntervalType(x.Start < y.Start ? x.Start : y.Start, x.End > y.End ? x.End : y.End),
            (ArrayType x, ArrayType y) => Common(x.ElementType, y.ElementType) is { } element
                ? new ArrayType(element, x.ContainsNull || y.ContainsNull)
                : null,
            (MapType x, MapType y) => CommonMap(x, y),
            (StructType x, StructType y) => CommonStruct(x, y),
            _ => null,
        };
    }

    /// <summary>The type in which all can be put in one column; null when there is none.</summary>
    public static DataType? Common(IEnumerable<DataType> types)
    {
        DataType? result = DataTypes.Null;

        // A string is promoted by what it meets first, so strings come last as in Spark.
        foreach (DataType type in types.OrderBy(t => IsString(t) ? 1 : 0))
        {
            result = Common(result, type);
            if (result is null)
            {
                return null;
            }
        }

        return result;
    }

    private static DataType CommonNumber(DataType a, DataType b)
    {
        int left = Array.IndexOf(Precedence, a.GetType());
        int right = Array.IndexOf(Precedence, b.GetType());
        DataType wider = left >= right ? a : b;
        DataType other = left >= right ? b : a;

        // A float cannot hold what an int or bigint can.
        return wider is FloatType && IsIntegral(other) ? DataTypes.Double : wider;
    }

    private static DataType? PromoteString(DataType other) => other switch
    {
        _ when IsIntegral(other) => DataTypes.Long,
        _ when IsFractional(other) => DataTypes.Double,
        _ when IsInterval(other) => null,
        _ => IsAtomic(other) ? other : null,
    };

    private static MapType? CommonMap(MapType a, MapType b)
        => Common(a.KeyType, b.KeyType) is { } key && Common(a.ValueType, b.ValueType) is { } value
            ? new MapType(key, value, a.ValueContainsNull || b.ValueContainsNull)
            : null;

    private static StructType? CommonStruct(StructType a, StructType b)
    {
        if (a.Count != b.Count)
        {
            return null;
        }

        List<StructField> fields = [];
        foreach ((StructField left, StructField right) in a.Fields.Zip(b.Fields))
        {
            if (!string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase)
                || Common(left.DataType, right.DataType) is not { } type)
            {
                return null;
            }

            fields.Add(new StructField(left.Name, type, left.IsNullable || right.IsNullable));
        }

        return new StructType(fields);
    }
}
