namespace BigData.Spark.Embedded.Plans;

/// <summary>The rows for which the condition is true.</summary>
internal sealed record Filter(Relation Input, Expression Condition) : Relation
{
    public override ValueArray<PlanNode> Children => [Input, Condition];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Condition = children.Expression() };
}

/// <summary>Two relations joined by a condition, by columns of the same name, or neither.</summary>
internal sealed record Join(Relation Left, Relation Right, JoinKind Kind, Expression? Condition, ValueArray<string> Using) : Relation
{
    /// <summary>Whether all columns with names that both sides have are joined.</summary>
    public bool IsNatural { get; init; }

    public override ValueArray<PlanNode> Children => ChildList.Of(Left, Right, Condition);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Left = children.Relation(), Right = children.Relation(), Condition = children.Optional(Condition) };
}

internal enum JoinKind
{
    Inner,
    FullOuter,
    LeftOuter,
    RightOuter,
    LeftAnti,
    LeftSemi,
    Cross,
}

/// <summary>A join whose right side may refer to columns of the left.</summary>
internal sealed record LateralJoin(Relation Left, Relation Right, JoinKind Kind, Expression? Condition) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Left, Right, Condition);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Left = children.Relation(), Right = children.Relation(), Condition = children.Optional(Condition) };
}

/// <summary>A join to the row nearest in time or order.</summary>
internal sealed record AsOfJoin(Relation Left, Relation Right, Expression LeftAsOf, Expression RightAsOf) : Relation
{
    public Expression? Condition { get; init; }

    public ValueArray<string> Using { get; init; }

    public required JoinKind Kind { get; init; }

    public Expression? Tolerance { get; init; }

    public bool AllowExactMatches { get; init; } = true;

    /// <summary>backward, forward or nearest.</summary>
    public required string Direction { get; init; }

    public override ValueArray<PlanNode> Children => ChildList.Of(Left, Right, LeftAsOf, RightAsOf, Condition, Tolerance);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with
        {
            Left = children.Relation(),
            Right = children.Relation(),
            LeftAsOf = children.Expression(),
            RightAsOf = children.Expression(),
            Condition = children.Optional(Condition),
            Tolerance = children.Optional(Tolerance),
        };
}

/// <summary>Union, intersection or difference.</summary>
internal sealed record SetOperation(Relation Left, Relation Right, SetOperationKind Kind, bool IsAll) : Relation
{
    public bool ByName { get; init; }

    public bool AllowMissingColumns { get; init; }

    public override ValueArray<PlanNode> Children => [Left, Right];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Left = children.Relation(), Right = children.Relation() };
}

internal enum SetOperationKind
{
    Union,
    Intersect,
    Except,
}

/// <summary>Ordered rows; within each partition only when not global.</summary>
internal sealed record Sort(Relation Input, ValueArray<SortOrder> Order, bool IsGlobal = true) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Order);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Order = children.List(Order) };
}

/// <summary>The first rows.</summary>
internal sealed record Limit(Relation Input, int Count) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>All but the first rows.</summary>
internal sealed record Offset(Relation Input, int Count) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>The last rows, in their order.</summary>
internal sealed record Tail(Relation Input, int Count) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>One row of each group of rows that agree in the named columns (all columns when none is named).</summary>
internal sealed record Deduplicate(Relation Input, ValueArray<string> ColumnNames, bool AllColumns) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>Rows spread over partitions; what they are does not change.</summary>
internal sealed record Repartition(Relation Input, int? Partitions, bool Shuffle, ValueArray<Expression> Expressions) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Expressions);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Expressions = children.List(Expressions) };
}

/// <summary>Rows taken at random: those whose draw lies in [lower, upper).</summary>
internal sealed record Sample(Relation Input, double LowerBound, double UpperBound, bool WithReplacement, long? Seed) : Relation
{
    public bool DeterministicOrder { get; init; }

    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}
