using System.Collections.Frozen;
using System.Text;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>Prints typed expressions for plans and golden files. A call shows the type of its result, unless its form tells it.</summary>
internal static class TypedPrinter
{
    private static readonly FrozenDictionary<string, string> Tests = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["=="] = "=",
        ["<=>"] = "<=>",
        ["<"] = "<",
        ["<="] = "<=",
        [">"] = ">",
        [">="] = ">=",
        ["and"] = "AND",
        ["or"] = "OR",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Arithmetic = new[] { "+", "-", "*", "/", "%", "div", "&", "|", "^" }.ToFrozenSet(StringComparer.Ordinal);

    public static string Print(TypedExpression expression) => expression switch
    {
        ColumnReference reference => reference.Column.ToString(),
        TypedLiteral literal => new Literal(literal.Type, literal.Value).ToString(),
        TypedCast cast => $"{Verb(cast.Mode)}({cast.Child} AS {cast.Target.SimpleString})",
        TypedCall call => Operator(call) ?? Call(call),
        TypedWindow window => Window(window),
        TypedLambda lambda => $"({string.Join(", ", lambda.Variables)}) -> {lambda.Body}",
        TypedAliasReference alias => $"{alias.Name} = {alias.Value}",
        TypedVariable variable => $"{variable.Name}#{variable.Id}",
        TypedSubquery subquery => $"{subquery.Kind}({string.Join(", ", subquery.Values.Items.Cast<object>().Append("…"))})",
        SqlExpression sql => Fill(sql),
        _ => throw new InvalidOperationException($"Internal error: no print form for {expression.GetType().Name}."),
    };

    private static string Verb(CastMode mode) => mode switch
    {
        CastMode.Try => "TRY_CAST",
        CastMode.Legacy => "LEGACY_CAST",
        _ => "CAST",
    };

    private static string? Operator(TypedCall call)
    {
        string prefix = call.IsTry ? "try " : string.Empty;
        return (call.Function, call.Arguments.Items) switch
        {
            (var name, [var a, var b]) when Tests.TryGetValue(name, out string? symbol) => $"({a} {symbol} {b})",
            (var name, [var a, var b]) when Arithmetic.Contains(name) => $"{prefix}({a} {name} {b}):{call.Type.SimpleString}",
            ("not", [var a]) => $"(NOT {a})",
            ("isnull", [var a]) => $"({a} IS NULL)",
            ("isnotnull", [var a]) => $"({a} IS NOT NULL)",
            (AccessFamily.Field, [var a, TypedLiteral { Value: string name }]) => $"{a}.{ExpressionPrinter.Identifier(name)}:{call.Type.SimpleString}",
            (AccessFamily.Element or AccessFamily.Entry, [var a, var b]) => $"{prefix}{a}[{b}]:{call.Type.SimpleString}",
            _ => null,
        };
    }

    private static string Call(TypedCall call)
    {
        StringBuilder text = new();
        text.Append(call.IsTry ? "try " : string.Empty).Append(call.Function).Append('(');
        text.Append(call.IsDistinct ? "DISTINCT " : string.Empty).AppendJoin(", ", call.Arguments.Items).Append(')');
        if (call.IgnoreNulls)
        {
            text.Append(" IGNORE NULLS");
        }

        if (!call.Order.IsEmpty)
        {
            text.Append(" WITHIN GROUP (ORDER BY ").AppendJoin(", ", call.Order.Items).Append(')');
        }

        if (call.Filter is not null)
        {
            text.Append(" FILTER (WHERE ").Append(call.Filter).Append(')');
        }

        return text.Append(':').Append(call.Type.SimpleString).ToString();
    }

    private static string Window(TypedWindow window)
    {
        List<string> parts = [];
        if (!window.PartitionBy.IsEmpty)
        {
            parts.Add("PARTITION BY " + string.Join(", ", window.PartitionBy));
        }

        if (!window.OrderBy.IsEmpty)
        {
            parts.Add("ORDER BY " + string.Join(", ", window.OrderBy));
        }

        TypedFrame frame = window.Frame;
        parts.Add($"{frame.Kind.ToString().ToUpperInvariant()} BETWEEN {Bound(frame.Lower, "PRECEDING")} AND {Bound(frame.Upper, "FOLLOWING")}");
        return $"{window.Function} OVER ({string.Join(' ', parts)})";
    }

    private static string Bound(TypedBound bound, string side) => bound.Kind switch
    {
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Unbounded => "UNBOUNDED " + side,
        _ => bound.Value is TypedLiteral { Value: int and < 0 and > int.MinValue or long and < 0 and > long.MinValue } before
            ? $"{before with { Value = before.Value is int rows ? -rows : -(long)before.Value }} PRECEDING"
            : $"{bound.Value} FOLLOWING",
    };

    private static string Fill(SqlExpression sql)
        => SqlTemplate.Fill(sql.Template, sql.Arguments.Count, i => sql.Arguments[i].ToString());
}
