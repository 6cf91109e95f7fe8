using System.Text;

namespace BigData.Spark.Embedded.Plans;

/// <summary>Prints <c>function OVER (PARTITION BY … ORDER BY … frame)</c>.</summary>
internal static class WindowPrinter
{
    public static void Write(StringBuilder text, Window window)
    {
        if (window.Reference is { } name)
        {
            text.Append(window.Function).Append(" OVER ").Append(ExpressionPrinter.Identifier(name));
            return;
        }

        text.Append(window.Function).Append(" OVER (");
        List<string> parts = [];
        if (!window.PartitionBy.IsEmpty)
        {
            parts.Add("PARTITION BY " + string.Join(", ", window.PartitionBy));
        }

        if (!window.OrderBy.IsEmpty)
        {
            parts.Add("ORDER BY " + string.Join(", ", window.OrderBy));
        }

        if (window.Frame is { } frame)
        {
            string kind = frame.Kind == FrameKind.Rows ? "ROWS" : "RANGE";
            parts.Add($"{kind} BETWEEN {Bound(frame.Lower, "PRECEDING")} AND {Bound(frame.Upper, "FOLLOWING")}");
        }

        text.Append(string.Join(' ', parts)).Append(')');
    }

    private static string Bound(FrameBound bound, string side) => bound.Kind switch
    {
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Unbounded => "UNBOUNDED " + side,
        _ => bound.Value switch
        {
            Literal { Value: int and < 0 } before => $"{Negate(before)} PRECEDING",
            Literal { Value: long and < 0 } before => $"{Negate(before)} PRECEDING",
            FunctionCall { Name: "negative", Arguments: [var distance] } => $"{distance} PRECEDING",
            { } distance => $"{distance} FOLLOWING",
            null => throw new InvalidOperationException("Internal error, please report: a frame bound without its value."),
        },
    };

    private static Literal Negate(Literal literal) => literal with
    {
        Value = literal.Value switch
        {
            int n and > int.MinValue => -n,
            long n and > long.MinValue => -n,
            var other => other,
        },
    };
}
