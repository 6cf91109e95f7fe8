using BigData.Spark.Embedded.Plans;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Resolved;

/// <summary>An expression whose names are looked up and whose type is known. Immutable and equal by structure.</summary>
internal abstract record TypedExpression
{
    private protected TypedExpression()
    {
    }

    /// <summary>The Spark type of the value.</summary>
    public abstract DataType Type { get; }

    /// <summary>Whether the value may be null, as Spark derives it.</summary>
    public abstract bool IsNullable { get; }

    /// <summary>The direct children, in the order in which <see cref="WithChildren"/> expects them.</summary>
    public virtual ValueArray<TypedExpression> Children => default;

    /// <summary>This expression over other children.</summary>
    /// <param name="children">As many as there are, in the same order.</param>
    /// <returns>The rebuilt expression; the same instance when no child changed.</returns>
    public TypedExpression WithChildren(ValueArray<TypedExpression> children)
    {
        ValueArray<TypedExpression> old = Children;
        for (int i = 0; i < old.Count; i++)
        {
            if (!ReferenceEquals(old[i], children[i]))
            {
                return Rebuild(children);
            }
        }

        return this;
    }

    public sealed override string ToString() => TypedPrinter.Print(this);

    private protected virtual TypedExpression Rebuild(ValueArray<TypedExpression> children) => this;
}

/// <summary>A column of the input.</summary>
internal sealed record ColumnReference(OutputColumn Column) : TypedExpression
{
    public override DataType Type => Column.Type;

    public override bool IsNullable => Column.IsNullable;
}

/// <summary>A constant; values as in <see cref="Literal"/>.</summary>
internal sealed record TypedLiteral(DataType LiteralType, object? Value) : TypedExpression
{
    public static TypedLiteral True { get; } = new(DataTypes.Boolean, true);

    public static TypedLiteral False { get; } = new(DataTypes.Boolean, false);

    public override DataType Type => LiteralType;

    public override bool IsNullable => Value is null;

    public static TypedLiteral Of(int value) => new(DataTypes.Integer, value);

    public static TypedLiteral Of(long value) => new(DataTypes.Long, value);

    public static TypedLiteral Of(string value) => new(DataTypes.String, value);

    public static TypedLiteral Null(DataType type) => new(type, null);
}

/// <summary>A conversion to the type by Spark's rules.</summary>
/// <param name="Child">The value.</param>
/// <param name="Target">The new type.</param>
/// <param name="Mode">Never <see cref="CastMode.Session"/>.</param>
/// <param name="IsImplicit">Whether type coercion put it there; such casts do not show in names.</param>
internal sealed record TypedCast(TypedExpression Child, DataType Target, CastMode Mode, bool IsImplicit) : TypedExpression
{
    public override DataType Type => Target;

    public override bool IsNullable => Child.IsNullable || Mode == CastMode.Try || CastRules.MayGiveNull(Child.Type, Target, Mode);

    public override ValueArray<TypedExpression> Children => [Child];

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children) => this with { Child = children[0] };
}

/// <summary>A call of a function or operator of Spark, with arguments of the types that it wants.</summary>
/// <param name="Function">The row of the function table.</param>
/// <param name="Arguments">The arguments after coercion.</param>
/// <param name="ResultType">The type of the result.</param>
/// <param name="MayBeNull">Whether the result may be null.</param>
internal sealed record TypedCall(string Function, ValueArray<TypedExpression> Arguments, DataType ResultType, bool MayBeNull) : TypedExpression
{
    /// <summary>The name as the user wrote it, for generated column names; null when it is the function's own.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether errors of the function give null instead (try_ variants, or ANSI off).</summary>
    public bool IsTry { get; init; }

    /// <summary>Only distinct arguments are aggregated.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>Nulls are left out (first, last, lag …).</summary>
    public bool IgnoreNulls { get; init; }

    /// <summary>Only rows for which it is true are aggregated.</summary>
    public TypedExpression? Filter { get; init; }

    /// <summary>The order within the aggregate.</summary>
    public ValueArray<OrderKey> Order { get; init; }

    public override DataType Type => ResultType;

    public override bool IsNullable => MayBeNull;

    public override ValueArray<TypedExpression> Children
        => new([.. Arguments, .. Filter is null ? [] : new[] { Filter }, .. Order.Items.Select(k => k.Value)]);

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children)
    {
        int next = Arguments.Count;
        ValueArray<TypedExpression> arguments = new(children.Items[..next]);
        TypedExpression? filter = Filter is null ? null : children[next++];
        return this with { Arguments = arguments, Filter = filter, Order = Order.Map(k => k with { Value = children[next++] }) };
    }
}

/// <summary>An order by one expression.</summary>
internal sealed record OrderKey(TypedExpression Value, bool IsDescending, bool NullsFirst)
{
    public override string ToString() => $"{Value} {(IsDescending ? "DESC" : "ASC")} NULLS {(NullsFirst ? "FIRST" : "LAST")}";
}

/// <summary>A value of the same select list that is named by its alias; gone once the list is resolved.</summary>
internal sealed record TypedAliasReference(string Name, TypedExpression Value) : TypedExpression
{
    public override DataType Type => Value.Type;

    public override bool IsNullable => Value.IsNullable;

    public override ValueArray<TypedExpression> Children => [Value];

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children) => this with { Value = children[0] };
}

/// <summary>A function over a window.</summary>
internal sealed record TypedWindow(
    TypedExpression Function,
    ValueArray<TypedExpression> PartitionBy,
    ValueArray<OrderKey> OrderBy,
    TypedFrame Frame) : TypedExpression
{
    public override DataType Type => Function.Type;

    public override bool IsNullable => Function.IsNullable;

    public override ValueArray<TypedExpression> Children => new(
    [
        Function, .. PartitionBy, .. OrderBy.Items.Select(k => k.Value),
        .. Frame.Lower.Value is null ? [] : new[] { Frame.Lower.Value }, .. Frame.Upper.Value is null ? [] : new[] { Frame.Upper.Value },
    ]);

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children)
    {
        int next = 1;
        ValueArray<TypedExpression> partitionBy = PartitionBy.Map(_ => children[next++]);
        ValueArray<OrderKey> orderBy = OrderBy.Map(k => k with { Value = children[next++] });
        TypedBound lower = Frame.Lower.Value is null ? Frame.Lower : Frame.Lower with { Value = children[next++] };
        TypedBound upper = Frame.Upper.Value is null ? Frame.Upper : Frame.Upper with { Value = children[next++] };
        return new TypedWindow(children[0], partitionBy, orderBy, Frame with { Lower = lower, Upper = upper });
    }
}

/// <summary>The rows of a window, both ends included.</summary>
internal sealed record TypedFrame(FrameKind Kind, TypedBound Lower, TypedBound Upper)
{
    public static TypedFrame WholePartition { get; } = new(FrameKind.Rows, new(FrameBoundKind.Unbounded), new(FrameBoundKind.Unbounded));

    public static TypedFrame RunningRange { get; } = new(FrameKind.Range, new(FrameBoundKind.Unbounded), new(FrameBoundKind.CurrentRow));

    public static TypedFrame RunningRows { get; } = new(FrameKind.Rows, new(FrameBoundKind.Unbounded), new(FrameBoundKind.CurrentRow));
}

/// <summary>An end of a frame; a negative value precedes the current row.</summary>
internal sealed record TypedBound(FrameBoundKind Kind, TypedExpression? Value = null);

/// <summary>A function value.</summary>
internal sealed record TypedLambda(ValueArray<TypedVariable> Variables, TypedExpression Body) : TypedExpression
{
    public override DataType Type => Body.Type;

    public override bool IsNullable => Body.IsNullable;

    public override ValueArray<TypedExpression> Children => [Body];

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children) => this with { Body = children[0] };
}

/// <summary>A variable of a lambda; the id is unique in the plan.</summary>
internal sealed record TypedVariable(long Id, string Name, DataType VariableType, bool MayBeNull) : TypedExpression
{
    public override DataType Type => VariableType;

    public override bool IsNullable => MayBeNull;
}

/// <summary>A query as a value: scalar, EXISTS or IN. Its plan may refer to columns of the outer query.</summary>
internal sealed record TypedSubquery(SubqueryKind Kind, ResolvedRelation Plan, ValueArray<TypedExpression> Values) : TypedExpression
{
    public override DataType Type => Kind == SubqueryKind.Scalar ? Plan.Columns[0].Type : DataTypes.Boolean;

    public override bool IsNullable => Kind switch
    {
        SubqueryKind.Exists => false,
        SubqueryKind.In => Values.Items.Any(v => v.IsNullable) || Plan.Columns.Items.Any(c => c.IsNullable),
        _ => true,
    };

    public override ValueArray<TypedExpression> Children => Values;

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children) => this with { Values = children };
}

/// <summary>
/// A lowered expression: DuckDB SQL with holes for its arguments. <c>{0}</c> is the first argument, <c>{*}</c> all of them
/// separated by commas, <c>{2*}</c> those from the third on, <c>{^}</c> the place of an OVER clause; braces are doubled to stand for themselves.
/// Templates name functions and operators of DuckDB only, never columns.
/// </summary>
internal sealed record SqlExpression(string Template, ValueArray<TypedExpression> Arguments, DataType ResultType, bool MayBeNull) : TypedExpression
{
    public override DataType Type => ResultType;

    public override bool IsNullable => MayBeNull;

    public override ValueArray<TypedExpression> Children => Arguments;

    private protected override TypedExpression Rebuild(ValueArray<TypedExpression> children) => this with { Arguments = children };
}
