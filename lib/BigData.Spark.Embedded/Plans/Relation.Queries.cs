namespace BigData.Spark.Embedded.Plans;

/// <summary>Groups for which the condition is true; over an <see cref="Aggregate"/>. It may hold aggregates and grouping expressions.</summary>
internal sealed record Having(Relation Input, Expression Condition) : Relation
{
    public override ValueArray<PlanNode> Children => [Input, Condition];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Condition = children.Expression() };
}

/// <summary>Rows for which a condition over window functions is true.</summary>
internal sealed record Qualify(Relation Input, Expression Condition) : Relation
{
    public override ValueArray<PlanNode> Children => [Input, Condition];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Condition = children.Expression() };
}

/// <summary>LATERAL VIEW: each row as often as the generator gives a row for it, with the generator's columns at the end.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Generator">The call.</param>
/// <param name="IsOuter">Whether a row for which nothing is generated stays.</param>
/// <param name="Name">The name by which the new columns may be qualified.</param>
/// <param name="ColumnNames">Names of the new columns, or empty for the generator's own.</param>
internal sealed record Generate(Relation Input, Expression Generator, bool IsOuter, string Name, ValueArray<string> ColumnNames) : Relation
{
    public override ValueArray<PlanNode> Children => [Input, Generator];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Generator = children.Expression() };
}

/// <summary>VALUES: rows of constant expressions.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="ColumnNames">The names, or empty for col1, col2 …</param>
internal sealed record InlineTable(ValueArray<RowValues> Rows, ValueArray<string> ColumnNames) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Rows);

    private protected override PlanNode Rebuild(ChildReader children) => this with { Rows = children.List(Rows) };
}
