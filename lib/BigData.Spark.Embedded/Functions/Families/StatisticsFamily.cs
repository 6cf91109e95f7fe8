using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Statistical aggregates.</summary>
internal static class StatisticsFamily
{
    public static IEnumerable<FunctionRow> All()
    {
        foreach ((string name, string duck) in ((string, string)[])
            [("stddev", "stddev_samp"), ("std", "stddev_samp"), ("stddev_samp", "stddev_samp"), ("stddev_pop", "stddev_pop"),
                ("variance", "var_samp"), ("var_samp", "var_samp"), ("var_pop", "var_pop")])
        {
            yield return Rows.DirectAggregate(name, "double -> double?", duck);
        }

        foreach (string name in (string[])["covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_slope", "regr_intercept", "regr_r2", "regr_sxx", "regr_sxy", "regr_syy"])
        {
            yield return Rows.DirectAggregate(name, "double, double -> double?");
        }

        yield return Rows.Aggregate("regr_count", "double, double -> long!", (call, _) => Rows.AggregateCall(call, "regr_count", "CAST(# AS BIGINT)"));
        yield return Rows.Aggregate("corr", "double, double -> double?", (call, _) => Rows.AggregateCall(call, "corr", "nullif(#, CAST('NaN' AS DOUBLE))"));
        yield return Rows.Aggregate("skewness", "double -> double?", LowerSkewness);
        yield return Rows.Aggregate("kurtosis", "double -> double?", (call, _) => Rows.AggregateCall(call, "kurtosis_pop"));
        yield return Rows.Aggregate("median", "double -> double?", (call, _) => Rows.AggregateCall(call, "quantile_cont", arguments: "{0}, 0.5"));
        FunctionRow percentile = Rows.Aggregate("percentile", BindPercentile, LowerPercentile);
        yield return percentile;
        yield return percentile with { Name = "percentile_cont" };
        yield return Rows.Aggregate("percentile_disc", BindPercentile, (call, _) => Rows.AggregateCall(call, "quantile_disc", "CAST(# AS DOUBLE)", "{0}, {1}"));
        FunctionRow approximate = Rows.Aggregate("percentile_approx", BindApproximate, LowerApproximate);
        yield return approximate;
        yield return Rows.Alias("approx_percentile", approximate);
        yield return Rows.Aggregate("mode", "T, [boolean] -> T?", (call, _) => Rows.AggregateCall(call, "mode", arguments: "{0}"));
        yield return Rows.Unsupported("histogram_numeric", "DuckDB's histograms have other bins.", FunctionKind.Aggregate);
        yield return Rows.Unsupported("count_min_sketch", "DuckDB has no such sketch.", FunctionKind.Aggregate);
    }

    // DuckDB corrects for the sample's size; Spark does not.
    private static SqlExpression LowerSkewness(TypedCall call, ResolveOptions options)
    {
        string count = Rows.AggregateText(call, "count");
        string third = Rows.AggregateText(call, "skewness");
        string spread = Rows.AggregateText(call, "var_pop");
        string text = $"CASE WHEN {count} = 0 THEN NULL WHEN {spread} = 0 THEN NULL WHEN {count} < 3 THEN 0.0::DOUBLE ELSE {third} * ({count} - 2) / sqrt(CAST({count} AS DOUBLE) * ({count} - 1)) END";
        return new SqlExpression(text, call.Children, call.Type, true);
    }

    private static TypedExpression BindPercentile(FunctionRow row, Invocation call)
    {
        ValueArray<TypedExpression> arguments = call.Arguments;
        if (arguments.Count == 1 && call.Syntax.WithinGroup.Count == 1)
        {
            throw AnalysisErrors.UnsupportedFunction(call.Name, "WITHIN GROUP is not part of this engine; give the column as the first argument.", call.Syntax);
        }

        if (arguments.Count is < 2 or > 3)
        {
            throw AnalysisErrors.WrongNumArgs(call.Name, "[2, 3]", arguments.Count, call.Syntax);
        }

        if (Unwrap(arguments[1]) is not TypedLiteral && arguments[1] is not TypedCall { Function: "array" })
        {
            throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
                call.Syntax,
                ("sqlExpr", $"\"{call.Sql(arguments.Items)}\""),
                ("inputName", "`percentage`"),
                ("inputType", "\"DOUBLE\""),
                ("inputExpr", AnalysisErrors.Sql(arguments[1])));
        }

        if (arguments.Count == 3 && !(Unwrap(arguments[2]) is TypedLiteral { Value: 1 or 1L }))
        {
            throw AnalysisErrors.UnsupportedFunction(call.Name, "A frequency other than 1 is not part of this engine.", call.Syntax);
        }

        bool isList = arguments[1].Type is ArrayType;
        DataType wanted = isList ? new ArrayType(DataTypes.Double, false) : DataTypes.Double;
        TypedExpression value = Coercion.Implicit(arguments[0], DataTypes.Double, call.CastMode)
            ?? throw AnalysisErrors.UnexpectedInput(call.Sql(arguments.Items), 0, "\"NUMERIC\"", arguments[0], call.Syntax);
        return Rows.Make(row, call, [value, Coercion.To(arguments[1], wanted, call.CastMode), TypedLiteral.Of(1L)], isList ? new ArrayType(DataTypes.Double, false) : DataTypes.Double, true);
    }

    private static TypedExpression Unwrap(TypedExpression expression) => expression is TypedCast cast ? Unwrap(cast.Child) : expression;

    private static SqlExpression LowerPercentile(TypedCall call, ResolveOptions options) => Rows.AggregateCall(call, "quantile_cont", arguments: "{0}, {1}");

    private static TypedExpression BindApproximate(FunctionRow row, Invocation call)
    {
        TypedCall bound = (TypedCall)BindPercentile(row, call with { Arguments = new(call.Arguments.Items[..Math.Min(2, call.Arguments.Count)]) });
        TypedExpression value = call.Arguments[0];
        DataType element = TypeRules.IsNumeric(value.Type) || TypeRules.IsDateTime(value.Type) ? value.Type : DataTypes.Double;
        ValueArray<TypedExpression> shown = call.Arguments.Count > 2 ? [call.Arguments[2]] : [TypedLiteral.Of(10000)];
        return bound with
        {
            Arguments = new([Coercion.To(value, element, call.CastMode), bound.Arguments[1], .. shown]),
            ResultType = bound.Arguments[1].Type is ArrayType ? new ArrayType(element, false) : element,
        };
    }

    // The exact discrete percentile: never worse than Spark's sketch.
    private static SqlExpression LowerApproximate(TypedCall call, ResolveOptions options) => Rows.AggregateCall(call, "quantile_disc", arguments: "{0}, {1}");
}
