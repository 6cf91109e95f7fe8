using BigData.Spark.Embedded.Plans;
using BoundCase = BigData.Spark.Proto.Expression.Types.Window.Types.WindowFrame.Types.FrameBoundary.BoundaryOneofCase;
using FrameProto = BigData.Spark.Proto.Expression.Types.Window.Types.WindowFrame;

namespace BigData.Spark.Embedded.Decoding;

/// <summary>Windows, subqueries and merge actions.</summary>
internal sealed partial class PlanDecoder
{
    private Window Window(Proto.Expression.Types.Window window)
    {
        if (window.WindowFunction is null)
        {
            throw DecodeErrors.Invalid("WINDOW_FUNCTION_REQUIRED");
        }

        return new Window(
            Decode(window.WindowFunction),
            Decode(window.PartitionSpec),
            Decode(window.OrderSpec),
            window.FrameSpec is null ? null : Frame(window.FrameSpec));
    }

    private WindowFrame Frame(FrameProto frame)
    {
        FrameKind kind = frame.FrameType switch
        {
            FrameProto.Types.FrameType.Row => FrameKind.Rows,
            FrameProto.Types.FrameType.Range => FrameKind.Range,
            _ => throw DecodeErrors.BadEnum("Expression.Window.WindowFrame.FrameType", frame.FrameType),
        };
        return new WindowFrame(
            kind,
            Bound(frame.Lower, "LOWER_BOUND_REQUIRED_IN_WINDOW_FRAME"),
            Bound(frame.Upper, "UPPER_BOUND_REQUIRED_IN_WINDOW_FRAME"));
    }

    private FrameBound Bound(FrameProto.Types.FrameBoundary? bound, string missing) => bound?.BoundaryCase switch
    {
        null or BoundCase.None => throw DecodeErrors.Invalid(missing),
        BoundCase.CurrentRow => FrameBound.CurrentRow,
        BoundCase.Unbounded => FrameBound.Unbounded,
        _ => new FrameBound(FrameBoundKind.Value, Decode(bound.Value)),
    };

    private SubqueryExpression Subquery(Proto.SubqueryExpression subquery)
    {
        SubqueryKind kind = subquery.SubqueryType switch
        {
            Proto.SubqueryExpression.Types.SubqueryType.Scalar => SubqueryKind.Scalar,
            Proto.SubqueryExpression.Types.SubqueryType.Exists => SubqueryKind.Exists,
            Proto.SubqueryExpression.Types.SubqueryType.In => SubqueryKind.In,
            Proto.SubqueryExpression.Types.SubqueryType.TableArg => SubqueryKind.TableArgument,
            _ => throw DecodeErrors.BadEnum("SubqueryExpression.SubqueryType", subquery.SubqueryType),
        };
        Proto.SubqueryExpression.Types.TableArgOptions? options = subquery.TableArgOptions;
        return new SubqueryExpression(subquery.PlanId, kind, Decode(subquery.InSubqueryValues))
        {
            PartitionBy = options is null ? default : Decode(options.PartitionSpec),
            OrderBy = options is null ? default : Decode(options.OrderSpec),
            WithSinglePartition = options is { HasWithSinglePartition: true, WithSinglePartition: true },
        };
    }

    private MergeAction Merge(Proto.MergeAction action)
    {
        MergeActionKind kind = action.ActionType switch
        {
            Proto.MergeAction.Types.ActionType.Delete => MergeActionKind.Delete,
            Proto.MergeAction.Types.ActionType.Insert => MergeActionKind.Insert,
            Proto.MergeAction.Types.ActionType.InsertStar => MergeActionKind.InsertStar,
            Proto.MergeAction.Types.ActionType.Update => MergeActionKind.Update,
            Proto.MergeAction.Types.ActionType.UpdateStar => MergeActionKind.UpdateStar,
            _ => throw DecodeErrors.BadEnum("MergeAction.ActionType", action.ActionType),
        };
        return new MergeAction(
            kind,
            Optional(action.Condition),
            action.Assignments
                .Select(a => new MergeAssignment(
                    Required(a.Key, "MergeAction.Assignment", "key"), Required(a.Value, "MergeAction.Assignment", "value")))
                .ToValueArray());
    }
}
