using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>Puts references to keys in the place of grouping expressions and finds columns that are neither grouped nor aggregated.</summary>
internal sealed class KeyReplacer(List<TypedExpression> keys, List<OutputColumn> columns, ValueArray<ValueArray<int>>? sets, SqlOrigin? origin)
{
    /// <summary>The column of a key.</summary>
    public ColumnReference Key(int index) => new(
        sets is { } all && !all.Items.All(s => s.Items.Contains(index)) ? columns[index] with { IsNullable = true } : columns[index]);

    /// <summary>The column of the key that the expression is; null when it is none.</summary>
    public ColumnReference? Find(TypedExpression value)
    {
        TypedExpression canonical = Canonical.Of(value);
        int index = keys.FindIndex(k => k.Equals(canonical));
        return index >= 0 ? Key(index) : null;
    }

    /// <summary>The expression over keys and aggregates.</summary>
    public TypedExpression Replace(TypedExpression value, Expression? syntax, bool hasKeys)
    {
        TypedExpression canonical = Canonical.Of(value);
        int index = keys.FindIndex(k => k.Equals(canonical));
        if (index >= 0)
        {
            return Key(index);
        }

        switch (value)
        {
            case TypedCall { Function: "grouping" or "grouping_id" } grouping:
                return Grouping(grouping, syntax);
            case TypedCall when ExpressionFacts.IsAggregate(value):
                CheckNested(value, syntax);
                return value;
            case TypedWindow { Function: TypedCall function } window:
                TypedExpression inner = function.WithChildren(function.Children.Map(c => Replace(c, syntax, hasKeys)));
                return window.WithChildren(new([inner, .. window.Children.Items.Skip(1).Select(c => Replace(c, syntax, hasKeys))]));
            case ColumnReference reference when !hasKeys:
                throw AnalysisErrors.At("MISSING_GROUP_BY", origin ?? syntax?.Origin);
            case ColumnReference reference:
                throw AnalysisErrors.Make(
                    "MISSING_AGGREGATION",
                    origin is null ? syntax : null,
                    ("expression", AnalysisErrors.Sql(reference)),
                    ("expressionAnyValue", $"\"any_value({reference.Column.Name})\""));
            default:
                return value.WithChildren(value.Children.Map(c => Replace(c, syntax, hasKeys)));
        }
    }

    private static void CheckNested(TypedExpression aggregate, Expression? syntax)
    {
        if (aggregate.Children.Items.Any(ExpressionFacts.HasAggregate))
        {
            throw AnalysisErrors.Make("NESTED_AGGREGATE_FUNCTION", syntax);
        }
    }

    /// <summary>grouping(…) and grouping_id(…) over the keys.</summary>
    public TypedExpression Grouping(TypedCall call, Expression? syntax)
    {
        if (sets is null)
        {
            throw AnalysisErrors.Make("UNSUPPORTED_GROUPING_EXPRESSION", syntax);
        }

        int[] indexes = call.Arguments.IsEmpty
            ? [.. Enumerable.Range(0, keys.Count)]
            : [.. call.Arguments.Items.Select(Canonical.Of).Select(argument => keys.FindIndex(k => k.Equals(argument)))];
        bool isWrong = call.Function == "grouping" ? indexes.Contains(-1) : !indexes.SequenceEqual(Enumerable.Range(0, keys.Count));
        return isWrong ? throw Mismatch(call, syntax) : call with { Arguments = indexes.Select(i => (TypedExpression)Key(i)).ToValueArray() };
    }

    private Sql.SparkException Mismatch(TypedCall call, Expression? syntax)
    {
        string names = string.Join(",", call.Arguments.Items.Select(PrettyName.Of));
        string keyNames = string.Join(",", columns.Select(c => c.Name));
        return call.Function == "grouping"
            ? AnalysisErrors.Make("GROUPING_COLUMN_MISMATCH", syntax, ("grouping", names), ("groupingColumns", keyNames))
            : AnalysisErrors.Make("GROUPING_ID_COLUMN_MISMATCH", syntax, ("groupingIdColumn", names), ("groupByColumns", keyNames));
    }
}

/// <summary>Expressions without what does not change their value: a reference's spelling, the name of a call.</summary>
internal static class Canonical
{
    public static TypedExpression Of(TypedExpression expression) => ExpressionFacts.TransformUp(expression, e => e switch
    {
        ColumnReference reference => new ColumnReference(new OutputColumn(reference.Column.Id, string.Empty, reference.Column.Type, false)),
        TypedCall call => call with { DisplayName = null, MayBeNull = false },
        _ => e,
    });
}
