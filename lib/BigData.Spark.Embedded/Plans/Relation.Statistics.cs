namespace BigData.Spark.Embedded.Plans;

/// <summary>Count, mean, standard deviation, minimum and maximum of columns (all when none is named).</summary>
internal sealed record Describe(Relation Input, ValueArray<string> Columns) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>Chosen statistics of all columns (the default eight when none is named).</summary>
internal sealed record Summary(Relation Input, ValueArray<string> Statistics) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>How often each pair of values of two columns occurs: a row for each value of the first, a column for each of the second.</summary>
internal sealed record Crosstab(Relation Input, string Column1, string Column2) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>The values that at least so large a part of the rows has, one array a column, in one row.</summary>
internal sealed record FrequentItems(Relation Input, ValueArray<string> Columns, double Support) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>The covariance or correlation of two columns, in one row of one double.</summary>
internal sealed record Correlation(Relation Input, string Column1, string Column2, bool IsCovariance) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>Quantiles of columns, in one row of one array of arrays.</summary>
internal sealed record ApproxQuantile(Relation Input, ValueArray<string> Columns, ValueArray<double> Probabilities, double RelativeError) : Relation
{
    public override ValueArray<PlanNode> Children => [Input];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Input = children.Relation() };
}

/// <summary>Rows taken at random, by a part for each value; values that are not named have none.</summary>
internal sealed record SampleBy(Relation Input, Expression Column, ValueArray<SampleFraction> Fractions, long? Seed) : Relation
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Input, Column);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Input = children.Relation(), Column = children.Expression() };
}

/// <summary>The part of the rows that are taken of one value.</summary>
internal sealed record SampleFraction(Literal Value, double Fraction);
