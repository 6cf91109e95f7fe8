using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Lowering;

/// <summary>Turns Spark's calls and casts into DuckDB's expressions, children first.</summary>
internal static class ExpressionLowering
{
    public static ResolvedRelation Apply(ResolvedRelation plan, ResolveOptions options)
        => PlanFacts.TransformUp(plan, node => node.MapExpressions(e => Lower(e, options)));

    /// <summary>The expression in DuckDB's terms: columns, constants, variables, lambdas, windows and <see cref="SqlExpression"/>s only.</summary>
    public static TypedExpression Lower(TypedExpression expression, ResolveOptions options)
        => ExpressionFacts.TransformUp(expression, e => One(e, options));

    private static TypedExpression One(TypedExpression expression, ResolveOptions options) => expression switch
    {
        TypedCast cast => CastLowering.Lower(cast, options),
        TypedCall call => (FunctionTable.Get(call.Function).Lower ?? throw SparkErrors.Internal($"The function {call.Function} has no lowering."))(call, options),
        TypedSubquery subquery => subquery with { Plan = PlanLowering.Apply(subquery.Plan, options) },
        _ => expression,
    };
}
