using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>The given expressions as columns; without an input, over one row without columns.</summary>
internal sealed record Project(Relation? Input, ValueArray<Expression> Expressions) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Expressions);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = Input is null ? null : children.Relation(), Expressions = children.List(Expressions) };
}

/// <summary>All columns, with some replaced in place and others added at the end.</summary>
internal sealed record WithColumns(Relation Input, ValueArray<Alias> Columns) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Columns);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Columns = children.List(Columns) };
}

/// <summary>All columns, some under new names; names that are not there are left alone.</summary>
internal sealed record WithColumnsRenamed(Relation Input, ValueArray<ColumnRename> Renames) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>One renaming.</summary>
internal sealed record ColumnRename(string Name, string NewName);

/// <summary>All columns but the given ones; those that are not there are ignored. Names are plain, not parsed.</summary>
internal sealed record Drop(Relation Input, ValueArray<Expression> Columns, ValueArray<string> ColumnNames) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Columns);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Columns = children.List(Columns) };
}

/// <summary>All columns under new names, as many as there are.</summary>
internal sealed record ToDF(Relation Input, ValueArray<string> ColumnNames) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>The rows brought to a schema by name, reordered and cast.</summary>
internal sealed record ToSchema(Relation Input, StructType Schema) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>Columns turned into rows of name and value; without values, all columns that are no id.</summary>
internal sealed record Unpivot(
    Relation Input,
    ValueArray<Expression> Ids,
    ValueArray<Expression>? Values,
    string VariableColumn,
    string ValueColumn) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Ids).And(Values ?? default);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with
        {
            Input = children.Relation(),
            Ids = children.List(Ids),
            Values = Values is { } values ? children.List(values) : null,
        };
}

/// <summary>Rows turned into columns.</summary>
internal sealed record Transpose(Relation Input, ValueArray<Expression> IndexColumns) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(IndexColumns);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), IndexColumns = children.List(IndexColumns) };
}

/// <summary>Nulls replaced: one value for all columns (or those named), or one value a column.</summary>
internal sealed record FillNa(Relation Input, ValueArray<string> Columns, ValueArray<Literal> Values) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Values);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Values = children.List(Values) };
}

/// <summary>Rows with fewer than so many values that are not null left out; null means all columns must have one.</summary>
internal sealed record DropNa(Relation Input, ValueArray<string> Columns, int? MinNonNulls) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>Values replaced by others.</summary>
internal sealed record ReplaceNa(Relation Input, ValueArray<string> Columns, ValueArray<ValueReplacement> Replacements) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>One replacement of a value.</summary>
internal sealed record ValueReplacement(Literal OldValue, Literal NewValue);
