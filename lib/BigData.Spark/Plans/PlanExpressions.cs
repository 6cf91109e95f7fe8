using BigData.Spark.Sql;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Plans;

/// <summary>Small builders of the expressions of a plan.</summary>
internal static class PlanExpressions
{
    public static Expression Literal(object? value) => new() { Literal = Literals.Of(value) };

    /// <summary>A column stays itself; anything else becomes a literal.</summary>
    public static Expression Value(object? value) => value is Column column ? column.Expression : Literal(value);

    public static Expression Text(string expression) => new() { ExpressionString = new() { Expression = expression } };

    /// <summary>A name as users write it: <c>a</c>, <c>t.a</c>, <c>*</c> or <c>t.*</c>.</summary>
    public static Expression Attribute(string name, long? planId = null)
    {
        if (string.Equals(name, "*", StringComparison.Ordinal) || name.EndsWith(".*", StringComparison.Ordinal))
        {
            Expression.Types.UnresolvedStar star = new();
            if (name.Length > 1)
            {
                star.UnparsedTarget = name;
            }

            if (planId is { } starPlan)
            {
                star.PlanId = starPlan;
            }

            return new Expression { UnresolvedStar = star };
        }

        Expression.Types.UnresolvedAttribute attribute = new() { UnparsedIdentifier = name };
        if (planId is { } plan)
        {
            attribute.PlanId = plan;
        }

        return new Expression { UnresolvedAttribute = attribute };
    }

    public static Expression Call(string name, params IEnumerable<Expression> arguments) =>
        new() { UnresolvedFunction = new() { FunctionName = name, Arguments = { arguments } } };

    public static Expression CallDistinct(string name, params IEnumerable<Expression> arguments) =>
        new() { UnresolvedFunction = new() { FunctionName = name, Arguments = { arguments }, IsDistinct = true } };

    public static Expression Alias(Expression child, params IEnumerable<string> names) =>
        new() { Alias = new() { Expr = child, Name = { names } } };

    /// <summary>The order of an expression: itself if it is one already, else ascending with nulls first.</summary>
    public static Expression.Types.SortOrder Order(Expression expression) => expression.ExprTypeCase == Expression.ExprTypeOneofCase.SortOrder
        ? expression.SortOrder
        : Order(expression, ascending: true, nullsFirst: true);

    public static Expression.Types.SortOrder Order(Expression child, bool ascending, bool nullsFirst) => new()
    {
        Child = child,
        Direction = ascending
            ? Expression.Types.SortOrder.Types.SortDirection.Ascending
            : Expression.Types.SortOrder.Types.SortDirection.Descending,
        NullOrdering = nullsFirst
            ? Expression.Types.SortOrder.Types.NullOrdering.SortNullsFirst
            : Expression.Types.SortOrder.Types.NullOrdering.SortNullsLast,
    };

    /// <summary>A lambda of one to three variables; those of a lambda inside another have names of their own.</summary>
    public static Expression Lambda(int arity, Func<Column[], Column> body)
    {
        string[] names = ["x", "y", "z"];
        int depth = _lambdaDepth++;
        try
        {
            Expression.Types.UnresolvedNamedLambdaVariable[] variables =
                [.. names.Take(arity).Select(n => new Expression.Types.UnresolvedNamedLambdaVariable { NameParts = { $"{n}_{depth}" } })];
            Column[] columns = Array.ConvertAll(variables, v => new Column(new Expression { UnresolvedNamedLambdaVariable = v }));
            return new Expression { LambdaFunction = new() { Function = body(columns).Expression, Arguments = { variables } } };
        }
        finally
        {
            _lambdaDepth--;
        }
    }

    [ThreadStatic]
    private static int _lambdaDepth;
}
