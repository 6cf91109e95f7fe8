using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Plans;

/// <summary>An expression before any name in it is looked up.</summary>
internal abstract record Expression : PlanNode
{
    private protected Expression()
    {
    }

    /// <summary>Where the expression stands in SQL text, for error contexts; not part of equality. Null when it came as a message.</summary>
    public SqlOrigin? Origin { get; init; }

    /// <summary>Nodes are equal by structure; where they were written does not count.</summary>
    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The expression as Spark SQL text that parses back to an equal tree, where SQL has a form for it.</summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);
}

/// <summary>A fragment of SQL text.</summary>
/// <param name="Text">The whole text that was parsed.</param>
/// <param name="Start">Index of the first character, from 0.</param>
/// <param name="End">Index after the last character.</param>
internal sealed record SqlOrigin(string Text, int Start, int End)
{
    public string Fragment => Text[Start..End];
}

/// <summary>
/// A constant. The value is null or, by type: bool, sbyte, short, int, long, float, double, string;
/// BigInteger (decimal: the unscaled value); ValueArray&lt;byte&gt; (binary); int days (date); long microseconds
/// (timestamp, timestamp_ntz, day-time interval); long nanoseconds (time); int months (year-month interval);
/// ValueArray&lt;Literal&gt; (array, struct); <see cref="MapLiteral"/> (map).
/// </summary>
internal sealed record Literal(DataType Type, object? Value) : Expression;

/// <summary>Keys and values of a map constant, in the order given.</summary>
internal sealed record MapLiteral(ValueArray<Literal> Keys, ValueArray<Literal> Values);

/// <summary>A column or field by name, perhaps bound to the relation that has the plan id.</summary>
internal sealed record UnresolvedAttribute(ValueArray<string> NameParts, long? PlanId = null, bool IsMetadataColumn = false) : Expression;

/// <summary>All columns, of one relation or struct when a target is given.</summary>
internal sealed record Star(ValueArray<string> Target, long? PlanId = null) : Expression
{
    /// <summary>The columns left out, each by its name parts.</summary>
    public ValueArray<ValueArray<string>> Except { get; init; }
}

/// <summary>The columns whose name matches a Java regular expression.</summary>
internal sealed record RegexColumn(string Pattern, ValueArray<string> Target, long? PlanId = null) : Expression;

/// <summary>
/// A function or operator. Operators have the names that Connect clients give them (<c>+</c>, <c>==</c>, <c>and</c>,
/// <c>not</c>, <c>isNull</c>, <c>in</c>, <c>when</c> with flat branches …), whichever door they came through.
/// </summary>
internal sealed record FunctionCall(ValueArray<string> NameParts, ValueArray<Expression> Arguments) : Expression
{
    public FunctionCall(string name, params ReadOnlySpan<Expression> arguments)
        : this([name], ValueArray.Create(arguments))
    {
    }

    public bool IsDistinct { get; init; }

    /// <summary>True when the client asked for one of Spark's internal functions.</summary>
    public bool IsInternal { get; init; }

    /// <summary>RESPECT NULLS (false) or IGNORE NULLS (true); null when not said.</summary>
    public bool? IgnoreNulls { get; init; }

    /// <summary>FILTER (WHERE …) of an aggregate.</summary>
    public Expression? Filter { get; init; }

    /// <summary>WITHIN GROUP (ORDER BY …) of an aggregate.</summary>
    public ValueArray<SortOrder> WithinGroup { get; init; }

    /// <summary>The name when it has one part, else the parts joined by dots.</summary>
    public string Name => NameParts.Count == 1 ? NameParts[0] : string.Join('.', NameParts);

    public override ValueArray<PlanNode> Children => ChildList.Of(Arguments).And(Filter).And(WithinGroup);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Arguments = children.List(Arguments), Filter = children.Optional(Filter), WithinGroup = children.List(WithinGroup) };
}

/// <summary>A name for a result; several names for a generator.</summary>
internal sealed record Alias(Expression Child, ValueArray<string> Names, string? Metadata = null) : Expression
{
    public Alias(Expression child, string name)
        : this(child, [name])
    {
    }

    public override ValueArray<PlanNode> Children => [Child];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Child = children.Expression() };
}

/// <summary>A conversion.</summary>
internal sealed record Cast(Expression Child, DataType Type, CastMode Mode = CastMode.Session) : Expression
{
    public override ValueArray<PlanNode> Children => [Child];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Child = children.Expression() };
}

/// <summary>What a value that cannot be converted does.</summary>
internal enum CastMode
{
    /// <summary>As the session's ANSI setting says.</summary>
    Session,

    /// <summary>Spark's rules before ANSI: null, or a wrapped number.</summary>
    Legacy,

    /// <summary>An error.</summary>
    Ansi,

    /// <summary>Null.</summary>
    Try,
}

/// <summary>An order of rows by one expression.</summary>
internal sealed record SortOrder(Expression Child, SortDirection Direction, NullOrdering Nulls) : Expression
{
    public override ValueArray<PlanNode> Children => [Child];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Child = children.Expression() };
}

internal enum SortDirection
{
    Ascending,
    Descending,
}

internal enum NullOrdering
{
    First,
    Last,
}

/// <summary>An element, entry or field of a nested value.</summary>
internal sealed record ExtractValue(Expression Child, Expression Extraction) : Expression
{
    public override ValueArray<PlanNode> Children => [Child, Extraction];

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Child = children.Expression(), Extraction = children.Expression() };
}

/// <summary>A struct with one field set, or dropped when the value is null.</summary>
internal sealed record UpdateFields(Expression Struct, string FieldName, Expression? Value) : Expression
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Struct, Value);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Struct = children.Expression(), Value = children.Optional(Value) };
}

/// <summary>A function value, <c>(x, y) -> body</c>.</summary>
internal sealed record Lambda(Expression Body, ValueArray<LambdaVariable> Variables) : Expression
{
    public override ValueArray<PlanNode> Children => ChildList.Of(Body).And(Variables);

    private protected override PlanNode Rebuild(ChildReader children)
        => this with { Body = children.Expression(), Variables = children.List(Variables) };
}

/// <summary>A variable of the enclosing lambda, or a field of it.</summary>
internal sealed record LambdaVariable(ValueArray<string> NameParts) : Expression;

/// <summary>An argument given by name, <c>f(key => value)</c>.</summary>
internal sealed record NamedArgument(string Name, Expression Value) : Expression
{
    public override ValueArray<PlanNode> Children => [Value];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Value = children.Expression() };
}

/// <summary>A parameter marker in SQL text: <c>:name</c>, or <c>?</c> when the name is null.</summary>
internal sealed record ParameterMarker(string? Name, int Position) : Expression;

/// <summary>
/// The product of two arrays of floats of one length, as a float; NaN where one of them is null. Spark has no function for it: models are made of it.
/// </summary>
internal sealed record InnerProduct(Expression Left, Expression Right) : Expression
{
    public override ValueArray<PlanNode> Children => [Left, Right];

    private protected override PlanNode Rebuild(ChildReader children) => this with { Left = children.Expression(), Right = children.Expression() };
}
