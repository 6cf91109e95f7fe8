using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Parsing;

/// <summary>Values of expressions that the grammar needs while reading.</summary>
internal static class Constants
{
    /// <summary>A whole number that is written out or computed from such, else null.</summary>
    public static int? Whole(Expression expression) => expression switch
    {
        Literal { Value: sbyte n } => n,
        Literal { Value: short n } => n,
        Literal { Value: int n } => n,
        Literal { Value: long n and >= int.MinValue and <= int.MaxValue } => (int)n,
        FunctionCall { Name: "negative", Arguments: [var value] } => Whole(value) is { } n ? Checked(-(long)n) : null,
        FunctionCall { Name: "+", Arguments: [var a, var b] } => Both(a, b, (x, y) => x + y),
        FunctionCall { Name: "-", Arguments: [var a, var b] } => Both(a, b, (x, y) => x - y),
        FunctionCall { Name: "*", Arguments: [var a, var b] } => Both(a, b, (x, y) => x * y),
        Cast { Child: var child, Type: Sql.Types.IntegerType or Sql.Types.LongType } => Whole(child),
        _ => null,
    };

    private static int? Both(Expression a, Expression b, Func<long, long, long> combine)
        => Whole(a) is { } x && Whole(b) is { } y ? Checked(combine(x, y)) : null;

    private static int? Checked(long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value : null;
}
