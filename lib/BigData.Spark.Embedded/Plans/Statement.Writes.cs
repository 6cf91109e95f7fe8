namespace BigData.Spark.Embedded.Plans;

/// <summary>Rows written to a path or table by <c>DataFrame.Write</c>.</summary>
internal sealed record WriteFrame(Relation Input, SaveMode Mode) : Statement
{
    /// <summary>The format; null for the session's default.</summary>
    public string? Format { get; init; }

    /// <summary>The folder, when rows go to one; else <see cref="Table"/>, or neither.</summary>
    public string? Path { get; init; }

    public ValueArray<string> Table { get; init; }

    /// <summary>True for <c>InsertInto</c>: by position, into a table that exists.</summary>
    public bool IsInsert { get; init; }

    public ValueArray<string> PartitionBy { get; init; }

    public ValueArray<string> SortBy { get; init; }

    public BucketSpec? Buckets { get; init; }

    public ValueArray<string> ClusterBy { get; init; }

    public OptionMap Options { get; init; } = OptionMap.Empty;

    public bool WithSchemaEvolution { get; init; }

    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

internal enum SaveMode
{
    ErrorIfExists,
    Append,
    Overwrite,
    Ignore,
}

/// <summary>Buckets of a written table.</summary>
internal sealed record BucketSpec(ValueArray<string> Columns, int Count);

/// <summary>Rows written to a table by <c>DataFrame.WriteTo</c>.</summary>
internal sealed record WriteTable(Relation Input, ValueArray<string> Table, WriteTableMode Mode) : Statement
{
    public string? Provider { get; init; }

    public ValueArray<Expression> PartitionBy { get; init; }

    public ValueArray<string> ClusterBy { get; init; }

    public OptionMap Options { get; init; } = OptionMap.Empty;

    public OptionMap Properties { get; init; } = OptionMap.Empty;

    /// <summary>Which rows are replaced; with <see cref="WriteTableMode.Overwrite"/> only.</summary>
    public Expression? OverwriteCondition { get; init; }

    public bool WithSchemaEvolution { get; init; }

    public override ValueArray<PlanNode> Children => ChildList.Of(Input).And(PartitionBy).And(OverwriteCondition);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with
        {
            Input = children.Relation(),
            PartitionBy = children.List(PartitionBy),
            OverwriteCondition = children.Optional(OverwriteCondition),
        };
}

internal enum WriteTableMode
{
    Create,
    Overwrite,
    OverwritePartitions,
    Append,
    Replace,
    CreateOrReplace,
}

/// <summary>Rows of a source merged into a table; actions are tried in order.</summary>
internal sealed record MergeIntoTable(ValueArray<string> Table, Relation Source, Expression Condition) : Statement
{
    public ValueArray<MergeAction> Matched { get; init; }

    public ValueArray<MergeAction> NotMatched { get; init; }

    public ValueArray<MergeAction> NotMatchedBySource { get; init; }

    public bool WithSchemaEvolution { get; init; }

    public override ValueArray<PlanNode> Children
        => ChildList.Of(Source, Condition).And(Matched).And(NotMatched).And(NotMatchedBySource);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with
        {
            Source = children.Relation(),
            Condition = children.Expression(),
            Matched = children.List(Matched),
            NotMatched = children.List(NotMatched),
            NotMatchedBySource = children.List(NotMatchedBySource),
        };
}
