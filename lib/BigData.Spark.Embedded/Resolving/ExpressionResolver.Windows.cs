using System.Globalization;
using BigData.Spark.Embedded.Functions;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolved;

namespace BigData.Spark.Embedded.Resolving;

/// <content>Functions over windows.</content>
internal sealed partial class ExpressionResolver
{
    private static readonly HashSet<string> Ranks = new(StringComparer.Ordinal) { "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile" };

    private TypedWindow ResolveWindow(Window window)
    {
        if (window.Reference is { } name)
        {
            throw AnalysisErrors.Make("MISSING_WINDOW_SPECIFICATION", null, ("windowName", name), ("docroot", "https://spark.apache.org/docs/latest"));
        }

        TypedExpression function = Resolve(window.Function);
        if (function is not TypedCall call || FunctionTable.Get(call.Function).Kind is not (FunctionKind.Aggregate or FunctionKind.Window))
        {
            throw AnalysisErrors.Make("UNSUPPORTED_EXPR_FOR_WINDOW", window, ("sqlExpr", AnalysisErrors.Sql(function)));
        }

        call = call.Function switch
        {
            "first" or "first_value" or "any_value" => call with { Function = "$first", DisplayName = call.DisplayName ?? call.Function },
            "last" or "last_value" => call with { Function = "$last", DisplayName = call.DisplayName ?? call.Function },
            _ => call,
        };
        ValueArray<TypedExpression> partitionBy = window.PartitionBy.Map(Resolve);
        ValueArray<OrderKey> orderBy = window.OrderBy.Map(ResolveKey);
        if (FunctionTable.Get(call.Function).Kind == FunctionKind.Window && orderBy.IsEmpty && !call.Function.StartsWith('$'))
        {
            throw AnalysisErrors.Make(
                "WINDOW_FUNCTION_FRAME_NOT_ORDERED", window, ("wf_name", call.Function), ("wf_expr", PrettyName.Of(call)));
        }

        return new TypedWindow(call, partitionBy, orderBy, Frame(window, call, orderBy));
    }

    private TypedFrame Frame(Window window, TypedCall call, ValueArray<OrderKey> orderBy)
    {
        if (call.Function is "lag" or "lead")
        {
            return Shift(call);
        }

        if (Ranks.Contains(call.Function))
        {
            return call.Function is "percent_rank" or "cume_dist" ? RankFrame(call) : TypedFrame.RunningRows;
        }

        if (window.Frame is not { } frame)
        {
            return orderBy.IsEmpty ? TypedFrame.WholePartition : TypedFrame.RunningRange;
        }

        TypedFrame typed = new(frame.Kind, Bound(frame.Lower, frame.Kind), Bound(frame.Upper, frame.Kind));
        CheckFrame(typed, orderBy, window);
        return typed;
    }

    private static TypedFrame RankFrame(TypedCall call) => call.Function == "percent_rank" ? TypedFrame.RunningRows : TypedFrame.RunningRange;

    // Spark shows lag and lead as a frame of the one row that they look at.
    private static TypedFrame Shift(TypedCall call)
    {
        long offset = call.Arguments.Count > 1 && call.Arguments[1] is TypedLiteral { Value: int value } ? value : 1;
        TypedBound bound = new(FrameBoundKind.Value, TypedLiteral.Of((int)(call.Function == "lag" ? -offset : offset)));
        return new TypedFrame(FrameKind.Rows, bound, bound);
    }

    private TypedBound Bound(FrameBound bound, FrameKind kind)
    {
        if (bound.Kind != FrameBoundKind.Value)
        {
            return new TypedBound(bound.Kind);
        }

        TypedExpression value = Resolve(bound.Value!);
        long? whole = value is TypedLiteral { Value: sbyte or short or int or long } literal
            ? Convert.ToInt64(literal.Value, CultureInfo.InvariantCulture)
            : null;
        return whole switch
        {
            0 => new TypedBound(FrameBoundKind.CurrentRow),
            long.MinValue or long.MaxValue => new TypedBound(FrameBoundKind.Unbounded),
            _ when kind == FrameKind.Rows && whole is { } rows => new TypedBound(FrameBoundKind.Value, TypedLiteral.Of((int)rows)),
            _ => new TypedBound(FrameBoundKind.Value, value),
        };
    }

    private static void CheckFrame(TypedFrame frame, ValueArray<OrderKey> orderBy, Window window)
    {
        bool hasValue = frame.Lower.Kind == FrameBoundKind.Value || frame.Upper.Kind == FrameBoundKind.Value;
        if (frame.Kind == FrameKind.Range && hasValue && orderBy.Count != 1)
        {
            string errorClass = orderBy.IsEmpty ? "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER" : "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER";
            throw AnalysisErrors.Make(errorClass, window, ("sqlExpr", $"\"{window}\""), ("orderSpec", string.Join(", ", orderBy)));
        }

        if (Position(frame.Lower, isLower: true) > Position(frame.Upper, isLower: false))
        {
            throw AnalysisErrors.Make(
                "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON", window, ("sqlExpr", $"\"{window}\""), ("comparison", "less than or equal"));
        }
    }

    private static double Position(TypedBound bound, bool isLower) => bound.Kind switch
    {
        FrameBoundKind.Unbounded => isLower ? double.NegativeInfinity : double.PositiveInfinity,
        FrameBoundKind.Value when bound.Value is TypedLiteral { Value: sbyte or short or int or long or float or double } literal
            => Convert.ToDouble(literal.Value, CultureInfo.InvariantCulture),
        FrameBoundKind.Value => isLower ? double.NegativeInfinity : double.PositiveInfinity,
        _ => 0,
    };
}
