using BigData.Spark.Plans;
using Expression = BigData.Spark.Proto.Expression;
using Frame = BigData.Spark.Proto.Expression.Types.Window.Types.WindowFrame;

namespace BigData.Spark.Sql.Expressions;

/// <summary>The partition, order and frame of a window. Immutable.</summary>
public sealed class WindowSpec
{
    private readonly IReadOnlyList<Expression> _partition;
    private readonly IReadOnlyList<Expression.Types.SortOrder> _order;
    private readonly Frame? _frame;

    internal WindowSpec(IReadOnlyList<Expression> partition, IReadOnlyList<Expression.Types.SortOrder> order, Frame? frame)
    {
        _partition = partition;
        _order = order;
        _frame = frame;
    }

    /// <summary>Rows that share values are one partition.</summary>
    /// <param name="columnName">The first column.</param>
    /// <param name="columnNames">More columns.</param>
    /// <returns>A new window.</returns>
    public WindowSpec PartitionBy(string columnName, params string[] columnNames) =>
        PartitionBy([new(PlanExpressions.Attribute(columnName)), .. columnNames.Select(n => new Column(PlanExpressions.Attribute(n)))]);

    /// <summary>Rows that share values are one partition.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>A new window.</returns>
    public WindowSpec PartitionBy(params Column[] columns) => new([.. columns.Select(c => c.Expression)], _order, _frame);

    /// <summary>Orders the rows of each partition, ascending unless a column says otherwise.</summary>
    /// <param name="columnName">The first column.</param>
    /// <param name="columnNames">More columns.</param>
    /// <returns>A new window.</returns>
    public WindowSpec OrderBy(string columnName, params string[] columnNames) =>
        OrderBy([new(PlanExpressions.Attribute(columnName)), .. columnNames.Select(n => new Column(PlanExpressions.Attribute(n)))]);

    /// <summary>Orders the rows of each partition, ascending unless a column says otherwise.</summary>
    /// <param name="columns">The columns.</param>
    /// <returns>A new window.</returns>
    public WindowSpec OrderBy(params Column[] columns) =>
        new(_partition, [.. columns.Select(c => PlanExpressions.Order(c.Expression))], _frame);

    /// <summary>Limits the frame by counts of rows around the current one.</summary>
    /// <param name="start">The first row: negative is before, 0 is the current row.</param>
    /// <param name="end">The last row.</param>
    /// <returns>A new window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not a 32-bit integer nor unbounded.</exception>
    public WindowSpec RowsBetween(long start, long end) => WithFrame(Frame.Types.FrameType.Row, start, end);

    /// <summary>Limits the frame by distances of the ordering value.</summary>
    /// <param name="start">The first value: negative is before, 0 is the current row's.</param>
    /// <param name="end">The last value.</param>
    /// <returns>A new window.</returns>
    public WindowSpec RangeBetween(long start, long end) => WithFrame(Frame.Types.FrameType.Range, start, end);

    internal Column Over(Column function)
    {
        Expression.Types.Window window = new()
        {
            WindowFunction = function.Expression,
            PartitionSpec = { _partition },
            OrderSpec = { _order },
        };
        if (_frame is not null)
        {
            window.FrameSpec = _frame;
        }

        return new Column(new Expression { Window = window });
    }

    private WindowSpec WithFrame(Frame.Types.FrameType type, long start, long end) =>
        new(_partition, _order, new Frame { FrameType = type, Lower = Bound(type, start), Upper = Bound(type, end) });

    private static Frame.Types.FrameBoundary Bound(Frame.Types.FrameType type, long value) => value switch
    {
        Window.CurrentRow => new() { CurrentRow = true },
        Window.UnboundedPreceding or Window.UnboundedFollowing => new() { Unbounded = true },
        _ when type == Frame.Types.FrameType.Range => new() { Value = PlanExpressions.Literal(value) },
        < int.MinValue or > int.MaxValue => throw new ArgumentOutOfRangeException(
            nameof(value), value, "A bound in rows must be a 32-bit integer, Window.UnboundedPreceding or Window.UnboundedFollowing."),
        _ => new() { Value = PlanExpressions.Literal((int)value) },
    };
}
