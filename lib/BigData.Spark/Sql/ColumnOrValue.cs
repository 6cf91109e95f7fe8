using BigData.Spark.Plans;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <summary>
/// A value, which becomes a literal, or a column; made by implicit conversion where a function is called. A text is a literal here,
/// not the name of a column.
/// </summary>
public readonly struct ColumnOrValue
{
    private readonly Expression? _expression;

    private ColumnOrValue(Expression expression) => _expression = expression;

    internal Expression Expression => _expression ?? PlanExpressions.Literal(null);

    /// <summary>A column.</summary>
    /// <param name="column">The column.</param>
    public static implicit operator ColumnOrValue(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new(column.Expression);
    }

    /// <summary>A text.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(string value) => new(PlanExpressions.Literal(value));

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(bool value) => new(PlanExpressions.Literal(value));

    /// <summary>A whole number.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(int value) => new(PlanExpressions.Literal(value));

    /// <summary>A whole number.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(long value) => new(PlanExpressions.Literal(value));

    /// <summary>A number.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(double value) => new(PlanExpressions.Literal(value));

    /// <summary>An exact number.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(decimal value) => new(PlanExpressions.Literal(value));

    /// <summary>A date.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(DateOnly value) => new(PlanExpressions.Literal(value));

    /// <summary>An instant.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(DateTimeOffset value) => new(PlanExpressions.Literal(value));

    /// <summary>A time, without a zone unless its kind is UTC or local.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(DateTime value) => new(PlanExpressions.Literal(value));

    /// <summary>An interval.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(TimeSpan value) => new(PlanExpressions.Literal(value));

    /// <summary>Bytes.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(byte[] value) => new(PlanExpressions.Literal(value));

    /// <summary>An array.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(double[] value) => new(PlanExpressions.Literal(value));

    /// <summary>An array.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(int[] value) => new(PlanExpressions.Literal(value));

    /// <summary>An array.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(long[] value) => new(PlanExpressions.Literal(value));

    /// <summary>An array.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ColumnOrValue(string[] value) => new(PlanExpressions.Literal(value));
}
