namespace BigData.Spark.Embedded.Plans;

/// <summary>Groups and their aggregates; the output is the grouping columns, then the aggregates.</summary>
internal sealed record Aggregate(Relation Input, GroupKind Kind, ValueArray<Expression> Grouping, ValueArray<Expression> Aggregates)
    : Relation
{
    /// <summary>
    /// Whether <see cref="Aggregates"/> is a whole select list, so that the output is that list alone and grouping expressions may be
    /// positions in it (<see cref="Ordinal"/>), its aliases, or all of it that holds no aggregate (<see cref="EveryColumn"/>).
    /// </summary>
    public bool IsSelect { get; init; }

    /// <summary>The column whose values become columns; with <see cref="GroupKind.Pivot"/> only.</summary>
    public Pivot? Pivot { get; init; }

    /// <summary>With <see cref="GroupKind.GroupingSets"/> only.</summary>
    public ValueArray<GroupingSet> GroupingSets { get; init; }

    public override ValueArray<PlanNode> Children
        => ChildList.Of(Input).And(Grouping).And(Aggregates).And(Pivot).And(GroupingSets);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with
        {
            Input = children.Relation(),
            Grouping = children.List(Grouping),
            Aggregates = children.List(Aggregates),
            Pivot = Pivot is null ? null : children.Node<Pivot>(),
            GroupingSets = children.List(GroupingSets),
        };
}

internal enum GroupKind
{
    GroupBy,
    Rollup,
    Cube,
    Pivot,
    GroupingSets,
}

/// <summary>The column of a pivot and its values; without values they are looked up.</summary>
internal sealed record Pivot(Expression Column, ValueArray<Expression> Values) : Expression
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Column).And(Values);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Column = children.Expression(), Values = children.List(Values) };
}

/// <summary>One set of GROUPING SETS.</summary>
internal sealed record GroupingSet(ValueArray<Expression> Expressions) : Expression
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Expressions);

    private protected override PlanNode Rebuild(ChildReader children) => this with { Expressions = children.List(Expressions) };
}

/// <summary>The table that <c>show</c> prints, as one row with one string.</summary>
/// <param name="Input">The rows to show.</param>
/// <param name="Rows">How many rows at most.</param>
/// <param name="Truncate">Characters a cell may have; 0 for no limit.</param>
/// <param name="Vertical">One line a value instead of a table.</param>
internal sealed record ShowString(Relation Input, int Rows, int Truncate, bool Vertical) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>The table for notebooks, as one row with one string of HTML.</summary>
internal sealed record HtmlString(Relation Input, int Rows, int Truncate) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}
