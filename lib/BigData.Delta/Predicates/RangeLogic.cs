using BigData.Delta.Schemas;

namespace BigData.Delta.Predicates;

/// <summary>Compares a range of values with one value.</summary>
internal static class RangeLogic
{
    public static Outcomes Compare(ColumnRange column, ComparisonOperator comparison, DeltaValue? value)
    {
        if (comparison == ComparisonOperator.NullSafeEqual)
        {
            return NullSafeEqual(column, value);
        }

        if (value is null)
        {
            return Outcomes.Null;
        }

        Outcomes result = column.MayBeNull ? Outcomes.Null : Outcomes.None;
        return column.MayBeValue ? result | CompareValues(column, comparison, value) : result;
    }

    public static Outcomes StartsWith(ColumnRange column, string prefix)
    {
        Outcomes result = column.MayBeNull ? Outcomes.Null : Outcomes.None;
        if (!column.MayBeValue)
        {
            return result;
        }

        DeltaValue low = DeltaValue.String(prefix);
        bool allBelow = column.Max?.CompareTo(low) < 0;
        bool allAbove = column.Min is { Value: string min } && !min.StartsWith(prefix, StringComparison.Ordinal) && column.Min.CompareTo(low) > 0;
        bool all = column is { Min.Value: string first, Max.Value: string last }
            && first.StartsWith(prefix, StringComparison.Ordinal)
            && last.StartsWith(prefix, StringComparison.Ordinal);
        return result | (all ? Outcomes.True : allBelow || allAbove ? Outcomes.False : Outcomes.True | Outcomes.False);
    }

    private static Outcomes NullSafeEqual(ColumnRange column, DeltaValue? value)
    {
        Outcomes nulls = column.MayBeNull ? value is null ? Outcomes.True : Outcomes.False : Outcomes.None;
        Outcomes values = !column.MayBeValue
            ? Outcomes.None
            : value is null ? Outcomes.False : CompareValues(column, ComparisonOperator.Equal, value);
        return nulls | values;
    }

    private static Outcomes CompareValues(ColumnRange column, ComparisonOperator comparison, DeltaValue value)
    {
        // Position of the value among the column's: null where the bound is unknown or of another family.
        int? min = column.Min?.CompareTo(value);
        int? max = column.Max?.CompareTo(value);
        bool mayBeLess = min is null or < 0;
        bool mayBeGreater = max is null or > 0;
        bool mayBeEqual = (min is null or <= 0) && (max is null or >= 0);
        bool mayBeOther = mayBeLess || mayBeGreater;
        return comparison switch
        {
            ComparisonOperator.Equal => Of(mayBeEqual, mayBeOther),
            ComparisonOperator.NotEqual => Of(mayBeOther, mayBeEqual),
            ComparisonOperator.LessThan => Of(mayBeLess, mayBeEqual || mayBeGreater),
            ComparisonOperator.LessThanOrEqual => Of(mayBeLess || mayBeEqual, mayBeGreater),
            ComparisonOperator.GreaterThan => Of(mayBeGreater, mayBeEqual || mayBeLess),
            ComparisonOperator.GreaterThanOrEqual => Of(mayBeGreater || mayBeEqual, mayBeLess),
            _ => Outcomes.Any,
        };
    }

    private static Outcomes Of(bool mayBeTrue, bool mayBeFalse) =>
        (mayBeTrue ? Outcomes.True : Outcomes.None) | (mayBeFalse ? Outcomes.False : Outcomes.None);
}
