using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>A relation whose names are looked up and whose columns are known. Immutable and equal by structure.</summary>
internal abstract record ResolvedRelation
{
    private protected ResolvedRelation()
    {
    }

    /// <summary>The columns, in order.</summary>
    public abstract ValueArray<OutputColumn> Columns { get; }

    /// <summary>The relations below, in the order in which <see cref="WithInputs"/> expects them.</summary>
    public virtual ValueArray<ResolvedRelation> Inputs => default;

    /// <summary>The columns as a Spark schema.</summary>
    public StructType Schema => new(Columns.Items.Select(c => c.ToField()));

    /// <summary>This relation over other inputs; the same instance when none changed.</summary>
    /// <param name="inputs">As many as there are, in the same order.</param>
    /// <returns>The rebuilt relation.</returns>
    public ResolvedRelation WithInputs(ValueArray<ResolvedRelation> inputs)
    {
        ValueArray<ResolvedRelation> old = Inputs;
        for (int i = 0; i < old.Count; i++)
        {
            if (!ReferenceEquals(old[i], inputs[i]))
            {
                return Rebuild(inputs);
            }
        }

        return this;
    }

    /// <summary>This relation with every expression of its own (not of its inputs) mapped.</summary>
    /// <param name="map">Gives the expression that takes the place of its argument.</param>
    /// <returns>The rebuilt relation.</returns>
    public virtual ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map) => this;

    /// <summary>The tree with types, one node a line, inputs below.</summary>
    public sealed override string ToString() => ResolvedPrinter.Print(this);

    private protected virtual ResolvedRelation Rebuild(ValueArray<ResolvedRelation> inputs) => this;
}

/// <summary>A relation over one input.</summary>
internal abstract record UnaryRelation(ResolvedRelation Input) : ResolvedRelation
{
    public override ValueArray<OutputColumn> Columns => Input.Columns;

    public sealed override ValueArray<ResolvedRelation> Inputs => [Input];

    private protected sealed override ResolvedRelation Rebuild(ValueArray<ResolvedRelation> inputs) => this with { Input = inputs[0] };
}

/// <summary>Rows of a source.</summary>
/// <param name="Scan">Writes the scan's SQL.</param>
/// <param name="Fields">Columns of the source that are read, in source order, and the plan's columns for them.</param>
/// <param name="Filters">Conditions that the query applies above and by which the scan may leave out files.</param>
internal sealed record ScanRelation(IScan Scan, ValueArray<ScanField> Fields, ValueArray<TypedExpression> Filters) : ResolvedRelation
{
    /// <summary>Columns that can be added to the fields when something asks for them, such as <c>_metadata</c>.</summary>
    public ValueArray<OutputColumn> Hidden { get; init; }

    public override ValueArray<OutputColumn> Columns => Fields.Map(f => f.Column);
}

/// <summary>A column of a scan: its name in the source and the plan's column.</summary>
internal sealed record ScanField(string SourceName, OutputColumn Column);

/// <summary>The numbers from start (inclusive) to end (exclusive).</summary>
internal sealed record ResolvedRange(long Start, long End, long Step, OutputColumn Column) : ResolvedRelation
{
    public override ValueArray<OutputColumn> Columns => [Column];
}

/// <summary>One row without columns.</summary>
internal sealed record OneRow : ResolvedRelation
{
    public override ValueArray<OutputColumn> Columns => default;
}

/// <summary>Expressions over each row.</summary>
internal sealed record ResolvedProject(ResolvedRelation Input, ValueArray<NamedExpression> Expressions) : UnaryRelation(Input)
{
    public override ValueArray<OutputColumn> Columns => Expressions.Map(e => e.Column);

    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map)
        => this with { Expressions = Expressions.Map(e => e with { Value = map(e.Value) }) };
}

/// <summary>The rows for which the condition is true.</summary>
internal sealed record ResolvedFilter(ResolvedRelation Input, TypedExpression Condition) : UnaryRelation(Input)
{
    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map) => this with { Condition = map(Condition) };
}

/// <summary>Two relations joined; the columns of the left, then those of the right (semi and anti: the left only).</summary>
internal sealed record ResolvedJoin(ResolvedRelation Left, ResolvedRelation Right, JoinKind Kind, TypedExpression? Condition) : ResolvedRelation
{
    /// <summary>Whether the right side refers to columns of the left.</summary>
    public bool IsLateral { get; init; }

    public override ValueArray<OutputColumn> Columns => Kind switch
    {
        JoinKind.LeftSemi or JoinKind.LeftAnti => Left.Columns,
        JoinKind.LeftOuter => Concat(Left.Columns, Nullable(Right.Columns)),
        JoinKind.RightOuter => Concat(Nullable(Left.Columns), Right.Columns),
        JoinKind.FullOuter => Concat(Nullable(Left.Columns), Nullable(Right.Columns)),
        _ => Concat(Left.Columns, Right.Columns),
    };

    public override ValueArray<ResolvedRelation> Inputs => [Left, Right];

    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map)
        => Condition is null ? this : this with { Condition = map(Condition) };

    private protected override ResolvedRelation Rebuild(ValueArray<ResolvedRelation> inputs) => this with { Left = inputs[0], Right = inputs[1] };

    private static ValueArray<OutputColumn> Nullable(ValueArray<OutputColumn> columns) => columns.Map(c => c with { IsNullable = true });

    private static ValueArray<OutputColumn> Concat(ValueArray<OutputColumn> left, ValueArray<OutputColumn> right)
        => new([.. left.Items, .. right.Items]);
}

/// <summary>
/// Groups and their aggregates. Keys are columns of the input; the output expressions refer to keys and hold aggregate calls over columns of the
/// input. Without keys there is one group, also of no rows.
/// </summary>
internal sealed record ResolvedAggregate(ResolvedRelation Input, ValueArray<OutputColumn> Keys, ValueArray<NamedExpression> Outputs)
    : UnaryRelation(Input)
{
    /// <summary>The sets of keys (by position) by which rows are grouped; null for one set of all keys.</summary>
    public ValueArray<ValueArray<int>>? GroupingSets { get; init; }

    public override ValueArray<OutputColumn> Columns => Outputs.Map(e => e.Column);

    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map)
        => this with { Outputs = Outputs.Map(e => e with { Value = map(e.Value) }) };
}

/// <summary>Ordered rows.</summary>
internal sealed record ResolvedSort(ResolvedRelation Input, ValueArray<OrderKey> Keys) : UnaryRelation(Input)
{
    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map)
        => this with { Keys = Keys.Map(k => k with { Value = map(k.Value) }) };
}

/// <summary>The rows after the first <paramref name="Offset"/>, at most <paramref name="Count"/> of them (null: all).</summary>
internal sealed record ResolvedLimit(ResolvedRelation Input, long? Count, long Offset) : UnaryRelation(Input);

/// <summary>The last rows, in their order.</summary>
internal sealed record ResolvedTail(ResolvedRelation Input, long Count) : UnaryRelation(Input);

/// <summary>One row of each group of rows that agree in the keys; all columns when there are no keys.</summary>
internal sealed record ResolvedDistinct(ResolvedRelation Input, ValueArray<OutputColumn> Keys) : UnaryRelation(Input);

/// <summary>Union, intersection or difference by position; both sides have the types of the columns.</summary>
internal sealed record ResolvedSet(
    ResolvedRelation Left,
    ResolvedRelation Right,
    SetOperationKind Kind,
    bool IsAll,
    ValueArray<OutputColumn> OutputColumns) : ResolvedRelation
{
    public override ValueArray<OutputColumn> Columns => OutputColumns;

    public override ValueArray<ResolvedRelation> Inputs => [Left, Right];

    private protected override ResolvedRelation Rebuild(ValueArray<ResolvedRelation> inputs) => this with { Left = inputs[0], Right = inputs[1] };
}

/// <summary>Each row as often as the generator gives a row for it, with the generator's columns at the end.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Generator">A call of a generator function.</param>
/// <param name="IsOuter">Whether a row for which nothing is generated stays, with nulls.</param>
/// <param name="Generated">The columns of the generator.</param>
internal sealed record ResolvedGenerate(ResolvedRelation Input, TypedExpression Generator, bool IsOuter, ValueArray<OutputColumn> Generated)
    : UnaryRelation(Input)
{
    public override ValueArray<OutputColumn> Columns => new([.. Input.Columns.Items, .. Generated.Items]);

    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map) => this with { Generator = map(Generator) };
}

/// <summary>Rows whose draw lies in [lower, upper).</summary>
internal sealed record ResolvedSample(ResolvedRelation Input, double LowerBound, double UpperBound, long Seed) : UnaryRelation(Input)
{
    /// <summary>Whether a row comes as often as a draw from a Poisson distribution says, whose mean is the width of the range.</summary>
    public bool WithReplacement { get; init; }
}

/// <summary>Rows unchanged; the named aggregates over them are observed.</summary>
internal sealed record ResolvedObserve(ResolvedRelation Input, string Name, ValueArray<NamedExpression> Metrics) : UnaryRelation(Input)
{
    public override ResolvedRelation MapExpressions(Func<TypedExpression, TypedExpression> map)
        => this with { Metrics = Metrics.Map(e => e with { Value = map(e.Value) }) };
}
