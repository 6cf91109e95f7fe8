using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;
using BigData.Spark.Errors;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Rendering;

/// <summary>Writes lowered expressions.</summary>
/// <param name="column">Gives a column's text.</param>
/// <param name="subquery">Gives a subquery in parentheses.</param>
internal sealed class ExpressionSql(Func<OutputColumn, string> column, Func<TypedSubquery, string> subquery)
{
    public string Of(TypedExpression expression) => expression switch
    {
        ColumnReference reference => column(reference.Column),
        TypedLiteral literal => LiteralSql.Of(literal),
        SqlExpression sql => SqlTemplate.Fill(sql.Template, sql.Arguments.Count, i => Of(sql.Arguments[i])),
        TypedWindow window => Window(window),
        TypedLambda lambda => $"lambda {string.Join(", ", lambda.Variables.Items.Select(Of))}: {Of(lambda.Body)}",
        TypedVariable variable => string.Create(CultureInfo.InvariantCulture, $"v{variable.Id}"),
        TypedSubquery { Kind: SubqueryKind.Exists } exists => $"EXISTS {subquery(exists)}",
        TypedSubquery { Kind: SubqueryKind.In } member => $"({In(member.Values)} IN {subquery(member)})",
        TypedSubquery scalar => subquery(scalar),
        _ => throw SparkErrors.Internal($"The renderer does not know {expression.GetType().Name}; lowering should have replaced it."),
    };

    private string In(ValueArray<TypedExpression> values) => values.Count == 1 ? Of(values[0]) : $"({string.Join(", ", values.Items.Select(Of))})";

    private string Window(TypedWindow window)
    {
        StringBuilder over = new(" OVER (");
        List<string> parts = [];
        if (!window.PartitionBy.IsEmpty)
        {
            parts.Add("PARTITION BY " + string.Join(", ", window.PartitionBy.Items.Select(Of)));
        }

        if (!window.OrderBy.IsEmpty)
        {
            parts.Add("ORDER BY " + string.Join(", ", window.OrderBy.Items.Select(Key)));
        }

        if (Frame(window) is { } frame)
        {
            parts.Add(frame);
        }

        string text = over.AppendJoin(' ', parts).Append(')').ToString();
        return window.Function is SqlExpression function
            ? SqlTemplate.Fill(function.Template, function.Arguments.Count, i => Of(function.Arguments[i]), text)
            : throw SparkErrors.Internal("A window function was not lowered.");
    }

    private string Key(OrderKey key) => $"{Of(key.Value)} {(key.IsDescending ? "DESC" : "ASC")} NULLS {(key.NullsFirst ? "FIRST" : "LAST")}";

    // Ranks and shifts have no frame in DuckDB; the frame that Spark shows for them is always the same.
    private string? Frame(TypedWindow window)
    {
        if (window.Function is SqlExpression function && VolatileSql.HasNoFrame(function.Template))
        {
            return null;
        }

        TypedFrame frame = window.Frame;
        bool isWhole = frame.Lower.Kind == FrameBoundKind.Unbounded && frame.Upper.Kind == FrameBoundKind.Unbounded;
        if (isWhole && window.OrderBy.IsEmpty)
        {
            return null;
        }

        if (frame.Kind == FrameKind.Range && window.OrderBy.IsEmpty)
        {
            return null;
        }

        string kind = frame.Kind == FrameKind.Rows ? "ROWS" : "RANGE";
        DataType? order = window.OrderBy.IsEmpty ? null : window.OrderBy[0].Value.Type;
        return $"{kind} BETWEEN {Bound(frame.Lower, "PRECEDING", frame.Kind, order)} AND {Bound(frame.Upper, "FOLLOWING", frame.Kind, order)}";
    }

    private string Bound(TypedBound bound, string side, FrameKind kind, DataType? order)
    {
        switch (bound.Kind)
        {
            case FrameBoundKind.CurrentRow:
                return "CURRENT ROW";
            case FrameBoundKind.Unbounded:
                return "UNBOUNDED " + side;
            default:
                break;
        }

        bool isDays = kind == FrameKind.Range && order is DateType && bound.Value is TypedLiteral { Type: IntegerType };
        if (bound.Value is TypedLiteral { Value: sbyte or short or int or long } whole && !isDays)
        {
            long value = Convert.ToInt64(whole.Value, CultureInfo.InvariantCulture);
            if (whole.Type is DayTimeIntervalType or YearMonthIntervalType)
            {
                string interval = LiteralSql.Of(new TypedLiteral(whole.Type, whole.Type is YearMonthIntervalType ? (int)Math.Abs(value) : Math.Abs(value)));
                return interval + (value < 0 ? " PRECEDING" : " FOLLOWING");
            }

            return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(value)} {(value < 0 ? "PRECEDING" : "FOLLOWING")}");
        }

        if (isDays && bound.Value is TypedLiteral { Value: int days })
        {
            return string.Create(CultureInfo.InvariantCulture, $"INTERVAL ({Math.Abs(days)}) DAY {(days < 0 ? "PRECEDING" : "FOLLOWING")}");
        }

        if (bound.Value is TypedLiteral { Value: double number })
        {
            return $"{LiteralSql.Of(new TypedLiteral(DataTypes.Double, Math.Abs(number)))} {(number < 0 ? "PRECEDING" : "FOLLOWING")}";
        }

        if (bound.Value is TypedLiteral { Value: BigInteger unscaled } exact)
        {
            return $"{LiteralSql.Of(exact with { Value = BigInteger.Abs(unscaled) })} {(unscaled.Sign < 0 ? "PRECEDING" : "FOLLOWING")}";
        }

        return $"{Of(bound.Value!)} FOLLOWING";
    }
}

/// <summary>What templates tell about themselves.</summary>
internal static class VolatileSql
{
    private static readonly string[] Moving = ["unnest(", "random(", "uuid(", " OVER ("];

    private static readonly string[] WithoutFrame = ["row_number(", "rank(", "dense_rank(", "percent_rank(", "cume_dist(", "ntile(", "lag(", "lead("];

    /// <summary>Whether the value must be computed where it stands.</summary>
    public static bool Is(string template) => Moving.Any(m => template.Contains(m, StringComparison.Ordinal));

    public static bool HasNoFrame(string template) => WithoutFrame.Any(m => template.Contains(m, StringComparison.Ordinal));
}
