namespace BigData.Spark.Embedded.Plans;

/// <summary>A function over a window of rows, or over one that the query defines by name.</summary>
internal sealed record Window(
    Expression Function,
    ValueArray<Expression> PartitionBy,
    ValueArray<SortOrder> OrderBy,
    WindowFrame? Frame = null) : Expression
{
    /// <summary>The name of the window; null when it is written out. Gone once the WINDOW clause has been read.</summary>
    public string? Reference { get; init; }

    public override ValueArray<PlanNode> Children
        => ChildList.Of(Function).And(PartitionBy).And(OrderBy).And(Frame?.Lower.Value).And(Frame?.Upper.Value);

    private protected override PlanNode Rebuild(ChildReader children)
    {
        Expression function = children.Expression();
        ValueArray<Expression> partitionBy = children.List(PartitionBy);
        ValueArray<SortOrder> orderBy = children.List(OrderBy);
        WindowFrame? frame = Frame is null
            ? null
            : Frame with
            {
                Lower = Frame.Lower with { Value = children.Optional(Frame.Lower.Value) },
                Upper = Frame.Upper with { Value = children.Optional(Frame.Upper.Value) },
            };
        return this with { Function = function, PartitionBy = partitionBy, OrderBy = orderBy, Frame = frame };
    }
}

/// <summary>The rows of a window, from lower to upper, both included.</summary>
internal sealed record WindowFrame(FrameKind Kind, FrameBound Lower, FrameBound Upper);

internal enum FrameKind
{
    Rows,
    Range,
}

/// <summary>One end of a frame. The value counts forward: a negative one precedes the current row.</summary>
internal sealed record FrameBound(FrameBoundKind Kind, Expression? Value = null)
{
    public static FrameBound CurrentRow { get; } = new(FrameBoundKind.CurrentRow);

    public static FrameBound Unbounded { get; } = new(FrameBoundKind.Unbounded);
}

internal enum FrameBoundKind
{
    CurrentRow,

    /// <summary>The first row of the partition as a lower bound, the last as an upper one.</summary>
    Unbounded,

    Value,
}

/// <summary>A subquery in an expression; it holds its plan itself, or the enclosing <see cref="WithRelations"/> does.</summary>
internal sealed record SubqueryExpression(long PlanId, SubqueryKind Kind, ValueArray<Expression> Values) : Expression
{
    /// <summary>A subquery of SQL text.</summary>
    public SubqueryExpression(SubqueryKind kind, Relation query, ValueArray<Expression> values)
        : this(0, kind, values) => Query = query;

    /// <summary>The plan; null when it is found by its number.</summary>
    public Relation? Query { get; init; }

    public ValueArray<Expression> PartitionBy { get; init; }

    public ValueArray<SortOrder> OrderBy { get; init; }

    public bool WithSinglePartition { get; init; }

    public override ValueArray<PlanNode> Children => ChildList.Of(Values).And(PartitionBy).And(OrderBy).And(Query);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with
        {
            Values = children.List(Values),
            PartitionBy = children.List(PartitionBy),
            OrderBy = children.List(OrderBy),
            Query = Query is null ? null : children.Relation(),
        };
}

internal enum SubqueryKind
{
    Scalar,
    Exists,
    In,
    TableArgument,
}

/// <summary>One WHEN branch of a merge.</summary>
internal sealed record MergeAction(MergeActionKind Kind, Expression? Condition, ValueArray<MergeAssignment> Assignments) : Expression
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Condition).And(Assignments);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Condition = children.Optional(Condition), Assignments = children.List(Assignments) };
}

internal enum MergeActionKind
{
    Delete,
    Insert,
    InsertStar,
    Update,
    UpdateStar,
}

/// <summary><c>key = value</c> of a merge action.</summary>
internal sealed record MergeAssignment(Expression Key, Expression Value) : Expression
{
    public override ValueArray<PlanNode> Children => [Key, Value];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Key = children.Expression(), Value = children.Expression() };
}
