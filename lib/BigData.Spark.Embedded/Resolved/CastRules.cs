using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>Which casts Spark knows, and which of them may give null.</summary>
internal static class CastRules
{
    /// <summary>Whether Spark can cast at all under the mode.</summary>
    public static bool CanCast(DataType from, DataType to, CastMode mode)
    {
        if (from.Equals(to) || from is NullType)
        {
            return true;
        }

        return (from, to) switch
        {
            (_, StringType or CharType or VarcharType) => from is not (GeometryType or GeographyType),
            (StringType or CharType or VarcharType, _) => to is BooleanType or BinaryType or DateType or TimestampType or TimestampNtzType
                or CalendarIntervalType or DayTimeIntervalType or YearMonthIntervalType or TimeType || TypeRules.IsNumeric(to),
            (BooleanType, _) => TypeRules.IsNumeric(to) || (to is TimestampType && mode == CastMode.Legacy),
            (BinaryType, _) => TypeRules.IsIntegral(to) && mode == CastMode.Legacy,
            (DateType, TimestampType or TimestampNtzType) => true,
            (DateType, _) => mode == CastMode.Legacy && (TypeRules.IsNumeric(to) || to is BooleanType),
            (TimestampType, DateType or TimestampNtzType) or (TimestampNtzType, DateType or TimestampType) => true,
            (TimestampType, _) => TypeRules.IsNumeric(to) || (mode == CastMode.Legacy && to is BooleanType),
            (DayTimeIntervalType, DayTimeIntervalType) or (YearMonthIntervalType, YearMonthIntervalType) => true,
            (DayTimeIntervalType or YearMonthIntervalType, _) => TypeRules.IsIntegral(to) || to is DecimalType,
            (_, DayTimeIntervalType or YearMonthIntervalType) => TypeRules.IsIntegral(from) || from is DecimalType,
            (ArrayType a, ArrayType b) => CanCast(a.ElementType, b.ElementType, mode),
            (MapType a, MapType b) => CanCast(a.KeyType, b.KeyType, mode) && CanCast(a.ValueType, b.ValueType, mode),
            (StructType a, StructType b) => a.Count == b.Count && a.Fields.Zip(b.Fields).All(p => CanCast(p.First.DataType, p.Second.DataType, mode)),
            _ when TypeRules.IsNumeric(from) => TypeRules.IsNumeric(to) || to is BooleanType or TimestampType,
            _ => false,
        };
    }

    /// <summary>Whether a value that is not null may become null.</summary>
    public static bool MayGiveNull(DataType from, DataType to, CastMode mode)
    {
        if (from.Equals(to))
        {
            return false;
        }

        if (mode == CastMode.Ansi)
        {
            return from is NullType;
        }

        return (from, to) switch
        {
            (StringType, BinaryType or StringType) => false,
            (StringType or CharType or VarcharType, _) => true,
            (_, StringType) => false,
            (_, DecimalType d) => from is not BooleanType && !(TypeRules.IsIntegral(from) && Fits(DecimalRules.ForIntegral(from), d)) && !(from is DecimalType f && Fits(f, d)),
            (FloatType or DoubleType, TimestampType) => true,
            _ => false,
        };
    }

    /// <summary>Whether every value of the first decimal type is one of the second.</summary>
    public static bool Fits(DecimalType from, DecimalType to) => to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale;
}
