using System.Globalization;
using System.Text;
using Google.Protobuf.Collections;
using Expression = BigData.Spark.Proto.Expression;
using Literal = BigData.Spark.Proto.Expression.Types.Literal;

namespace BigData.Spark.Plans;

/// <summary>Writes an expression as short text for people and messages; engines never read it.</summary>
internal static class ExpressionText
{
    private static readonly HashSet<string> Infix =
        new(StringComparer.Ordinal) { "+", "-", "*", "/", "%", "==", "<=>", "<", "<=", ">", ">=", "and", "or", "&", "|", "^" };

    public static string Format(Expression expression)
    {
        StringBuilder text = new();
        Append(text, expression);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Expression e)
    {
        switch (e.ExprTypeCase)
        {
            case Expression.ExprTypeOneofCase.Literal:
                text.Append(Value(e.Literal));
                break;
            case Expression.ExprTypeOneofCase.UnresolvedAttribute:
                text.Append(e.UnresolvedAttribute.UnparsedIdentifier);
                break;
            case Expression.ExprTypeOneofCase.UnresolvedStar:
                text.Append(e.UnresolvedStar.HasUnparsedTarget ? e.UnresolvedStar.UnparsedTarget : "*");
                break;
            case Expression.ExprTypeOneofCase.ExpressionString:
                text.Append(e.ExpressionString.Expression);
                break;
            case Expression.ExprTypeOneofCase.UnresolvedFunction:
                AppendCall(text, e.UnresolvedFunction);
                break;
            case Expression.ExprTypeOneofCase.Alias:
                Append(text, e.Alias.Expr);
                text.Append(" AS ").AppendJoin(", ", e.Alias.Name);
                break;
            case Expression.ExprTypeOneofCase.Cast:
                text.Append(e.Cast.EvalMode == Expression.Types.Cast.Types.EvalMode.Try ? "TRY_CAST(" : "CAST(");
                Append(text, e.Cast.Expr);
                text.Append(" AS ").Append(CastType(e.Cast)).Append(')');
                break;
            case Expression.ExprTypeOneofCase.SortOrder:
                AppendOrder(text, e.SortOrder);
                break;
            case Expression.ExprTypeOneofCase.UnresolvedExtractValue:
                Append(text, e.UnresolvedExtractValue.Child);
                text.Append('[');
                Append(text, e.UnresolvedExtractValue.Extraction);
                text.Append(']');
                break;
            case Expression.ExprTypeOneofCase.UnresolvedNamedLambdaVariable:
                text.AppendJoin('.', e.UnresolvedNamedLambdaVariable.NameParts);
                break;
            case Expression.ExprTypeOneofCase.LambdaFunction:
                text.Append('(').AppendJoin(", ", e.LambdaFunction.Arguments.Select(a => string.Join('.', a.NameParts))).Append(") -> ");
                Append(text, e.LambdaFunction.Function);
                break;
            case Expression.ExprTypeOneofCase.Window:
                AppendWindow(text, e.Window);
                break;
            default:
                text.Append(e.ExprTypeCase);
                break;
        }
    }

    private static string CastType(Expression.Types.Cast cast) => cast.CastToTypeCase == Expression.Types.Cast.CastToTypeOneofCase.TypeStr
        ? cast.TypeStr.ToUpperInvariant()
        : Engine.DataTypeProto.FromProto(cast.Type).Sql;

    private static void AppendCall(StringBuilder text, Expression.Types.UnresolvedFunction call)
    {
        if (Infix.Contains(call.FunctionName) && call.Arguments.Count == 2)
        {
            text.Append('(');
            Append(text, call.Arguments[0]);
            text.Append(' ').Append(call.FunctionName == "==" ? "=" : call.FunctionName.ToUpperInvariant()).Append(' ');
            Append(text, call.Arguments[1]);
            text.Append(')');
            return;
        }

        text.Append(call.FunctionName).Append(call.IsDistinct ? "(DISTINCT " : "(");
        AppendList(text, call.Arguments);
        text.Append(')');
    }

    private static void AppendOrder(StringBuilder text, Expression.Types.SortOrder order)
    {
        Append(text, order.Child);
        text.Append(order.Direction == Expression.Types.SortOrder.Types.SortDirection.Descending ? " DESC" : " ASC")
            .Append(order.NullOrdering == Expression.Types.SortOrder.Types.NullOrdering.SortNullsLast ? " NULLS LAST" : " NULLS FIRST");
    }

    private static void AppendWindow(StringBuilder text, Expression.Types.Window window)
    {
        Append(text, window.WindowFunction);
        text.Append(" OVER (");
        if (window.PartitionSpec.Count > 0)
        {
            text.Append("PARTITION BY ");
            AppendList(text, window.PartitionSpec);
        }

        if (window.OrderSpec.Count > 0)
        {
            text.Append(window.PartitionSpec.Count > 0 ? " ORDER BY " : "ORDER BY ");
            for (int i = 0; i < window.OrderSpec.Count; i++)
            {
                text.Append(i == 0 ? "" : ", ");
                AppendOrder(text, window.OrderSpec[i]);
            }
        }

        text.Append(')');
    }

    private static void AppendList(StringBuilder text, RepeatedField<Expression> list)
    {
        for (int i = 0; i < list.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, list[i]);
        }
    }

    private static string Value(Literal literal) => literal.LiteralTypeCase switch
    {
        Literal.LiteralTypeOneofCase.Null => "NULL",
        Literal.LiteralTypeOneofCase.Boolean => literal.Boolean ? "true" : "false",
        Literal.LiteralTypeOneofCase.Byte => literal.Byte.ToString(CultureInfo.InvariantCulture),
        Literal.LiteralTypeOneofCase.Short => literal.Short.ToString(CultureInfo.InvariantCulture),
        Literal.LiteralTypeOneofCase.Integer => literal.Integer.ToString(CultureInfo.InvariantCulture),
        Literal.LiteralTypeOneofCase.Long => literal.Long.ToString(CultureInfo.InvariantCulture),
        Literal.LiteralTypeOneofCase.Float => literal.Float.ToString(CultureInfo.InvariantCulture),
        Literal.LiteralTypeOneofCase.Double => literal.Double.ToString(CultureInfo.InvariantCulture),
        Literal.LiteralTypeOneofCase.Decimal => literal.Decimal.Value,
        Literal.LiteralTypeOneofCase.String => literal.String,
        Literal.LiteralTypeOneofCase.Date => $"DATE '{DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(literal.Date):yyyy-MM-dd}'",
        _ => literal.ToString(),
    };
}
