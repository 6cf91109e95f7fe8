using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolving;

/// <summary>The names that Spark gives to columns without an alias; errors show expressions in the same form.</summary>
internal static class PrettyName
{
    public static string Of(TypedExpression expression) => expression switch
    {
        ColumnReference reference => reference.Column.Name,
        TypedLiteral literal => Constant(literal),
        TypedCast cast when cast.IsImplicit || cast.Target is ArrayType or MapType or StructType => Of(cast.Child),
        TypedCast cast => $"{(cast.Mode == CastMode.Try ? "TRY_CAST" : "CAST")}({Of(cast.Child)} AS {cast.Target.Sql})",
        TypedCall call => Call(call),
        TypedWindow window => Window(window),
        TypedLambda lambda => $"lambdafunction({string.Join(", ", lambda.Variables.Items.Select(Of).Prepend(Of(lambda.Body)))})",
        TypedVariable => "namedlambdavariable()",
        TypedAliasReference alias => $"lateralAliasReference({alias.Name})",
        TypedSubquery { Kind: SubqueryKind.Exists } => "exists()",
        TypedSubquery { Kind: SubqueryKind.In } subquery => $"({Of(subquery.Values[0])} IN (listquery()))",
        TypedSubquery => "scalarsubquery()",
        _ => expression.ToString(),
    };

    private static string Constant(TypedLiteral literal) => literal.Value switch
    {
        null => "NULL",
        string text => text,
        bool value => value ? "true" : "false",
        double value => JavaNumber.Format(value),
        float value => JavaNumber.Format(value),
        long micros when literal.Type is TimestampType => Timestamp(micros),
        BigInteger unscaled => DecimalText.Format(unscaled, ((DecimalType)literal.Type).Scale),
        sbyte or short or int or long when TypeRules.IsNumeric(literal.Type) => Convert.ToString(literal.Value, CultureInfo.InvariantCulture)!,
        _ => new Literal(literal.Type, literal.Value).ToString(),
    };

    private static string Timestamp(long micros)
    {
        string text = JavaPattern.Compile("yyyy-MM-dd HH:mm:ss.SSSSSS").Format(micros, "UTC");
        return $"TIMESTAMP '{text.TrimEnd('0').TrimEnd('.')}'".Replace(":'", ":00'", StringComparison.Ordinal);
    }

    private static string Call(TypedCall call)
    {
        FunctionRow row = FunctionTable.Get(call.Function);
        string name = call.DisplayName ?? row.Name;
        string text;
        if (row.Pretty is { } pretty)
        {
            text = pretty(call, Of);
        }
        else
        {
            string distinct = call.IsDistinct ? "DISTINCT " : string.Empty;
            text = $"{name}({distinct}{string.Join(", ", call.Arguments.Items.Select(Of))})";
        }

        if (call.IgnoreNulls && row.Kind != FunctionKind.Scalar)
        {
            text += " IGNORE NULLS";
        }

        if (!call.Order.IsEmpty)
        {
            text += $" WITHIN GROUP (ORDER BY {string.Join(", ", call.Order.Items.Select(Key))})";
        }

        return call.Filter is null ? text : $"{text} FILTER (WHERE {Of(call.Filter)})";
    }

    private static string Key(OrderKey key) => $"{Of(key.Value)} {(key.IsDescending ? "DESC" : "ASC")} NULLS {(key.NullsFirst ? "FIRST" : "LAST")}";

    private static string Window(TypedWindow window)
    {
        StringBuilder text = new();
        text.Append(Of(window.Function)).Append(" OVER (");
        if (!window.PartitionBy.IsEmpty)
        {
            text.Append("PARTITION BY ").AppendJoin(", ", window.PartitionBy.Items.Select(Of)).Append(' ');
        }

        if (!window.OrderBy.IsEmpty)
        {
            text.Append("ORDER BY ").AppendJoin(", ", window.OrderBy.Items.Select(Key)).Append(' ');
        }

        string kind = window.Frame.Kind == FrameKind.Rows ? "ROWS" : "RANGE";
        return text.Append(kind).Append(" BETWEEN ").Append(Bound(window.Frame.Lower, "PRECEDING", window)).Append(" AND ")
            .Append(Bound(window.Frame.Upper, "FOLLOWING", window)).Append(')').ToString();
    }

    private static string Bound(TypedBound bound, string side, TypedWindow window)
    {
        if (bound.Kind != FrameBoundKind.Value)
        {
            return bound.Kind == FrameBoundKind.CurrentRow ? "CURRENT ROW" : "UNBOUNDED " + side;
        }

        string value = Of(bound.Value!);
        return value.StartsWith('-') && window.Function is not TypedCall { Function: "lag" or "lead" } ? value[1..] + " PRECEDING" : value + " FOLLOWING";
    }
}
