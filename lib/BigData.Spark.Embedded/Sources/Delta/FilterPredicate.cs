using System.Numerics;
using BigData.Delta.Predicates;
using BigData.Delta.Schemas;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Sources.Delta;

/// <summary>
/// Conditions of a query in Delta's predicate tree, by which files are left out. What the tree cannot say becomes unknown, which leaves nothing out.
/// </summary>
internal static class FilterPredicate
{
    /// <summary>All conditions; null when there are none.</summary>
    internal static DeltaPredicate? Of(ValueArray<TypedExpression> filters)
    {
        DeltaPredicate? all = null;
        foreach (TypedExpression filter in filters)
        {
            DeltaPredicate one = Of(filter);
            all = all is null ? one : all.And(one);
        }

        return all;
    }

    private static DeltaPredicate Of(TypedExpression filter) => filter switch
    {
        TypedLiteral { Value: bool value } => new ConstantPredicate(value),
        TypedCall call => OfCall(call),
        _ => DeltaPredicate.Unknown,
    };

    private static DeltaPredicate OfCall(TypedCall call)
    {
        ValueArray<TypedExpression> arguments = call.Arguments;
        return call.Function switch
        {
            "and" => Of(arguments[0]).And(Of(arguments[1])),
            "or" => Of(arguments[0]).Or(Of(arguments[1])),
            "not" or "!" => Of(arguments[0]).Not(),
            "isnull" or "isNull" when Column(arguments[0]) is { } column => new IsNullPredicate(column),
            "isnotnull" or "isNotNull" when Column(arguments[0]) is { } column => new IsNullPredicate(column).Not(),
            "==" or "=" => Compare(call, ComparisonOperator.Equal),
            "<=>" => Compare(call, ComparisonOperator.NullSafeEqual),
            "<" => Compare(call, ComparisonOperator.LessThan),
            "<=" => Compare(call, ComparisonOperator.LessThanOrEqual),
            ">" => Compare(call, ComparisonOperator.GreaterThan),
            ">=" => Compare(call, ComparisonOperator.GreaterThanOrEqual),
            "in" => In(arguments),
            "startswith" when Column(arguments[0]) is { } column && arguments[1] is TypedLiteral { Value: string prefix } => new StartsWithPredicate(column, prefix),
            _ => DeltaPredicate.Unknown,
        };
    }

    private static DeltaPredicate Compare(TypedCall call, ComparisonOperator comparison)
    {
        TypedExpression left = call.Arguments[0];
        TypedExpression right = call.Arguments[1];
        if (Column(left) is { } column && TryConstant(right, out DeltaValue? value))
        {
            return DeltaPredicate.Compare(column, comparison, value);
        }

        return Column(right) is { } other && TryConstant(left, out value)
            ? DeltaPredicate.Compare(other, Mirror(comparison), value)
            : DeltaPredicate.Unknown;
    }

    private static DeltaPredicate In(ValueArray<TypedExpression> arguments)
    {
        if (Column(arguments[0]) is not { } column)
        {
            return DeltaPredicate.Unknown;
        }

        List<DeltaValue?> values = [];
        foreach (TypedExpression argument in arguments.Items.Skip(1))
        {
            if (!TryConstant(argument, out DeltaValue? value))
            {
                return DeltaPredicate.Unknown;
            }

            values.Add(value);
        }

        return new InPredicate(column, values);
    }

    private static ComparisonOperator Mirror(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.LessThan => ComparisonOperator.GreaterThan,
        ComparisonOperator.LessThanOrEqual => ComparisonOperator.GreaterThanOrEqual,
        ComparisonOperator.GreaterThan => ComparisonOperator.LessThan,
        ComparisonOperator.GreaterThanOrEqual => ComparisonOperator.LessThanOrEqual,
        _ => comparison,
    };

    // A widening of integers keeps the order of values, so it can be looked through.
    private static ColumnPath? Column(TypedExpression expression) => expression switch
    {
        ColumnReference reference => ColumnPath.FromString(reference.Column.Name),
        TypedCast { Child: var child, Target: LongType or IntegerType or ShortType } when IsInteger(child.Type) && Width(child.Type) <= Width(expression.Type) => Column(child),
        _ => null,
    };

    private static bool TryConstant(TypedExpression expression, out DeltaValue? value)
    {
        value = null;
        switch (expression)
        {
            case TypedLiteral literal:
                value = Value(literal);
                return literal.Value is null || value is not null;
            case TypedCast { Child: TypedLiteral { Value: not null } literal } cast when IsInteger(literal.Type) && IsInteger(cast.Target):
                value = Value(literal);
                return value is not null;
            default:
                return false;
        }
    }

    private static DeltaValue? Value(TypedLiteral literal) => (literal.Type, literal.Value) switch
    {
        (BooleanType, bool flag) => DeltaValue.Boolean(flag),
        (ByteType, sbyte number) => DeltaValue.Long(number),
        (ShortType, short number) => DeltaValue.Long(number),
        (IntegerType, int number) => DeltaValue.Long(number),
        (LongType, long number) => DeltaValue.Long(number),
        (FloatType, float number) => DeltaValue.Double(number),
        (DoubleType, double number) => DeltaValue.Double(number),
        (DecimalType type, BigInteger unscaled) => DeltaValue.Decimal(new DeltaDecimal(unscaled, type.Scale)),
        (StringType, string text) => DeltaValue.String(text),
        (DateType, int days) => DeltaValue.Date(days),
        (TimestampType, long micros) => DeltaValue.Timestamp(micros),
        (TimestampNtzType, long micros) => DeltaValue.TimestampNtz(micros),
        _ => null,
    };

    private static bool IsInteger(DataType type) => Width(type) > 0;

    private static int Width(DataType type) => type switch
    {
        ByteType => 1,
        ShortType => 2,
        IntegerType => 4,
        LongType => 8,
        _ => 0,
    };
}
