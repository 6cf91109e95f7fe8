using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>A table-valued node before any name in it is looked up.</summary>
internal abstract record Relation : PlanNode
{
    private protected Relation()
    {
    }

    /// <summary>The client's number of this relation, to which attributes and subqueries refer; null when it gave none.</summary>
    public long? PlanId { get; init; }

    /// <summary>Where the relation stands in SQL text, for error contexts; not part of equality. Null when it came as a message.</summary>
    public SqlOrigin? Origin { get; init; }

    /// <summary>Nodes are equal by structure; where they were written does not count.</summary>
    public virtual bool Equals(Relation? other) => other is not null && EqualityContract == other.EqualityContract && PlanId == other.PlanId;

    public override int GetHashCode() => HashCode.Combine(EqualityContract, PlanId);

    /// <summary>The tree, one node a line, children below their parent.</summary>
    public sealed override string ToString() => PlanPrinter.Print(this);
}

/// <summary>A table or view by name, or a path table such as delta.`/folder`.</summary>
internal sealed record ReadTable(ValueArray<string> NameParts, OptionMap Options) : Relation
{
    public bool IsStreaming { get; init; }
}

/// <summary>Files or another source. The format is null for the session's default.</summary>
internal sealed record ReadSource(string? Format, StructType? Schema, OptionMap Options, ValueArray<string> Paths) : Relation
{
    public bool IsStreaming { get; init; }
}

/// <summary>Rows that came with the plan, as one Arrow IPC stream (null when there are none).</summary>
internal sealed record LocalRelation(ValueArray<byte>? Data, StructType? Schema) : Relation;

/// <summary>The numbers from start (inclusive) to end (exclusive) in one bigint column <c>id</c>.</summary>
internal sealed record RangeRelation(long Start, long End, long Step, int? Partitions = null) : Relation;

/// <summary>A SQL statement in text, used as a relation.</summary>
internal sealed record SqlText(string Text, Statement Statement) : Relation
{
    public override ValueArray<PlanNode> Children => [Statement];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Statement = children.Node<Statement>() };
}

/// <summary>A table-valued function, such as explode(…) or range(…).</summary>
internal sealed record TableFunction(string Name, ValueArray<Expression> Arguments) : Relation
{
    /// <summary>Names for its columns, or empty for the function's own.</summary>
    public ValueArray<string> ColumnNames { get; init; }

    public override ValueArray<PlanNode> Children => ChildList.Of(Arguments);

    private protected override PlanNode Rebuild(ChildReader children) => this with { Arguments = children.List(Arguments) };
}

/// <summary>A relation with others that its subqueries or names refer to.</summary>
internal sealed record WithRelations(Relation Root, ValueArray<Relation> References) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Root).And(References);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Root = children.Relation(), References = children.List(References) };
}

/// <summary>A name for the rows below.</summary>
internal sealed record SubqueryAlias(Relation Input, string Name, ValueArray<string> Qualifier) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>A hint, such as broadcast.</summary>
internal sealed record Hint(Relation Input, string Name, ValueArray<Expression> Parameters) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Parameters);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Parameters = children.List(Parameters) };
}

/// <summary>Rows unchanged, with aggregates over them that arrive beside the result.</summary>
internal sealed record CollectMetrics(Relation Input, string Name, ValueArray<Expression> Metrics) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(Metrics);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Metrics = children.List(Metrics) };
}
