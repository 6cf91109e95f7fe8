using BigData.Delta.Schemas;

namespace BigData.Delta.Predicates;

/// <summary>A condition over columns, by which files are pruned and reads are recorded. Null logic is SQL's, with three values.</summary>
/// <remarks>What cannot be expressed is <see cref="Unknown"/>: it may be true for any row, so nothing is pruned by it.</remarks>
public abstract record DeltaPredicate
{
    private protected DeltaPredicate()
    {
    }

    /// <summary>A condition this tree cannot express; every row may satisfy it.</summary>
    public static DeltaPredicate Unknown { get; } = new UnknownPredicate();

    /// <summary>The condition that is always true.</summary>
    public static DeltaPredicate True { get; } = new ConstantPredicate(true);

    /// <summary>A comparison of a column with a value.</summary>
    /// <param name="column">Column name, nested fields by their path.</param>
    /// <param name="comparison">The operator, the column on its left.</param>
    /// <param name="value">The value; null is SQL null.</param>
    public static DeltaPredicate Compare(ColumnPath column, ComparisonOperator comparison, DeltaValue? value) =>
        new ComparisonPredicate(column, comparison, value);

    /// <summary>Equality of a column with a value.</summary>
    /// <param name="column">Column name, nested fields by their path.</param>
    /// <param name="value">The value; null is SQL null, for which the condition is never true.</param>
    public static DeltaPredicate EqualTo(ColumnPath column, DeltaValue? value) => Compare(column, ComparisonOperator.Equal, value);

    /// <summary>Both conditions.</summary>
    public DeltaPredicate And(DeltaPredicate other) => new AndPredicate(this, other);

    /// <summary>Either condition.</summary>
    public DeltaPredicate Or(DeltaPredicate other) => new OrPredicate(this, other);

    /// <summary>The opposite condition; unknown stays unknown.</summary>
    public DeltaPredicate Not() => new NotPredicate(this);
}

/// <summary>Operators of <see cref="ComparisonPredicate"/>.</summary>
public enum ComparisonOperator
{
    /// <summary><c>=</c>.</summary>
    Equal,

    /// <summary><c>&lt;&gt;</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    LessThan,

    /// <summary><c>&lt;=</c>.</summary>
    LessThanOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    GreaterThan,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterThanOrEqual,

    /// <summary><c>&lt;=&gt;</c>: equal, and null equals null; never unknown.</summary>
    NullSafeEqual,
}

/// <summary>Always true or always false.</summary>
/// <param name="Value">The truth value.</param>
public sealed record ConstantPredicate(bool Value) : DeltaPredicate;

/// <summary>A condition outside this tree.</summary>
public sealed record UnknownPredicate : DeltaPredicate;

/// <summary>Column compared with a value.</summary>
/// <param name="Column">The column.</param>
/// <param name="Operator">The operator, column on the left.</param>
/// <param name="Value">The value; null is SQL null.</param>
public sealed record ComparisonPredicate(ColumnPath Column, ComparisonOperator Operator, DeltaValue? Value) : DeltaPredicate;

/// <summary>Column is one of some values.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The values; a null among them is SQL null.</param>
public sealed record InPredicate(ColumnPath Column, IReadOnlyList<DeltaValue?> Values) : DeltaPredicate;

/// <summary>Column is null.</summary>
/// <param name="Column">The column.</param>
public sealed record IsNullPredicate(ColumnPath Column) : DeltaPredicate;

/// <summary>Text column begins with a prefix (binary comparison).</summary>
/// <param name="Column">The column.</param>
/// <param name="Prefix">The prefix.</param>
public sealed record StartsWithPredicate(ColumnPath Column, string Prefix) : DeltaPredicate;

/// <summary>Both are true.</summary>
/// <param name="Left">First condition.</param>
/// <param name="Right">Second condition.</param>
public sealed record AndPredicate(DeltaPredicate Left, DeltaPredicate Right) : DeltaPredicate;

/// <summary>At least one is true.</summary>
/// <param name="Left">First condition.</param>
/// <param name="Right">Second condition.</param>
public sealed record OrPredicate(DeltaPredicate Left, DeltaPredicate Right) : DeltaPredicate;

/// <summary>The opposite.</summary>
/// <param name="Operand">The condition.</param>
public sealed record NotPredicate(DeltaPredicate Operand) : DeltaPredicate;
