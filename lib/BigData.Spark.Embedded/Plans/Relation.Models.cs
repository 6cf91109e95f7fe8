namespace BigData.Spark.Embedded.Plans;

/// <summary>A parameter of an estimator or model.</summary>
internal sealed record ModelParameter(string Name, Literal Value);

/// <summary>The rows with what a model of the session's cache says of each.</summary>
internal sealed record ModelTransform(Relation Input, string ModelId, ValueArray<ModelParameter> Parameters) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>An attribute or method of a model whose value is a frame; its arguments are frames and constants, in this order.</summary>
internal sealed record ModelFrame(string ModelId, string Method, ValueArray<Relation> Inputs, ValueArray<Literal> Arguments) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Inputs).And(Arguments);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Inputs = children.List(Inputs), Arguments = children.List(Arguments) };
}
