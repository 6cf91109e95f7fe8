namespace BigData.Spark.Embedded.Plans;

/// <summary>A command of machine learning.</summary>
internal abstract record ModelStatement : Statement
{
    private protected ModelStatement()
    {
    }
}

/// <summary>Fits a model to rows and keeps it in the session's cache.</summary>
internal sealed record FitModel(Relation Input, string Estimator, string Uid, ValueArray<ModelParameter> Parameters) : ModelStatement
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>An attribute of a model that is a single value.</summary>
internal sealed record FetchAttribute(string ModelId, string Attribute) : ModelStatement;

/// <summary>Saves a model in a folder.</summary>
internal sealed record WriteModel(string ModelId, ValueArray<ModelParameter> Parameters, string Path, bool Overwrites) : ModelStatement;

/// <summary>Reads a model from a folder into the session's cache.</summary>
internal sealed record ReadModel(string ModelClass, string Path) : ModelStatement;

/// <summary>Saves an estimator, which is nothing but its parameters, in a folder.</summary>
internal sealed record WriteEstimator(string Estimator, string Uid, ValueArray<ModelParameter> Parameters, string Path, bool Overwrites) : ModelStatement;

/// <summary>Reads an estimator from a folder.</summary>
internal sealed record ReadEstimator(string Estimator, string Path) : ModelStatement;

/// <summary>Removes models from the session's cache; all of them when none is named.</summary>
internal sealed record DeleteModels(ValueArray<string> ModelIds) : ModelStatement;
