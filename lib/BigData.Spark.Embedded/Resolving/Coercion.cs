using System.Numerics;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Puts the casts that Spark's type coercion puts.</summary>
internal static class Coercion
{
    /// <summary>The expression in the type; the same instance when it has it.</summary>
    public static TypedExpression To(TypedExpression expression, DataType type, CastMode mode)
    {
        if (TypeRules.SameType(expression.Type, type) && !(expression.Type is NullType && type is not NullType))
        {
            return expression;
        }

        return expression is TypedLiteral { Value: null } ? TypedLiteral.Null(type) : new TypedCast(expression, type, mode, IsImplicit: true);
    }

    /// <summary>The expression as an argument of the type; null when Spark does not convert it by itself.</summary>
    public static TypedExpression? Implicit(TypedExpression expression, DataType type, CastMode mode)
    {
        DataType from = expression.Type;
        if (TypeRules.SameType(from, type))
        {
            return expression;
        }

        bool allowed = (from, type) switch
        {
            (NullType, _) => true,
            _ when TypeRules.IsNumeric(from) && TypeRules.IsNumeric(type) => true,
            _ when TypeRules.IsString(from) => TypeRules.IsAtomic(type) && !TypeRules.IsInterval(type),
            _ when TypeRules.IsString(type) => TypeRules.IsAtomic(from),
            _ when TypeRules.IsDateTime(from) && TypeRules.IsDateTime(type) => true,
            (ArrayType a, ArrayType b) => a.ElementType is NullType || TypeRules.Common(a.ElementType, b.ElementType)?.Equals(b.ElementType) == true,
            (MapType a, MapType b) => TypeRules.Common(a, b) is not null,
            (StructType a, StructType b) => TypeRules.Common(a, b) is not null,
            (DayTimeIntervalType, DayTimeIntervalType) or (YearMonthIntervalType, YearMonthIntervalType) => true,
            _ => false,
        };
        return allowed ? To(expression, type, mode) : null;
    }

    /// <summary>The decimal of an operand that meets a decimal: literals take no more digits than they have.</summary>
    public static DecimalType AsDecimal(TypedExpression expression)
    {
        BigInteger? value = expression is TypedLiteral { Value: sbyte or short or int or long } literal
            ? new BigInteger(Convert.ToInt64(literal.Value, System.Globalization.CultureInfo.InvariantCulture))
            : null;
        if (value is { } number && TypeRules.IsIntegral(expression.Type))
        {
            string digits = BigInteger.Abs(number).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new DecimalType(digits.Length, 0);
        }

        return DecimalRules.ForType(expression.Type);
    }
}
