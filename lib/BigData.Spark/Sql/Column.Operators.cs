using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Operators. The other side may be a column or a value, which becomes a literal.</content>
public sealed partial class Column
{
    /// <summary>Sum of both.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Plus(object? other) => Binary("+", this, other);

    /// <summary>This minus the other.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Minus(object? other) => Binary("-", this, other);

    /// <summary>Product of both.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Multiply(object? other) => Binary("*", this, other);

    /// <summary>This divided by the other; fractional also for whole numbers.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Divide(object? other) => Binary("/", this, other);

    /// <summary>Remainder with the sign of this.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Mod(object? other) => Binary("%", this, other);

    /// <summary>Whether both are equal; NULL if one is NULL.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column EqualTo(object? other) => Binary("==", this, other);

    /// <summary>Whether both differ; NULL if one is NULL.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column NotEqual(object? other) => Not(Binary("==", this, other));

    /// <summary>Whether this is less.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Lt(object? other) => Binary("<", this, other);

    /// <summary>Whether this is less or equal.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Leq(object? other) => Binary("<=", this, other);

    /// <summary>Whether this is greater.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Gt(object? other) => Binary(">", this, other);

    /// <summary>Whether this is greater or equal.</summary>
    /// <param name="other">A column or a value.</param>
    /// <returns>A new column.</returns>
    public Column Geq(object? other) => Binary(">=", this, other);

    /// <summary>Sum of both.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator +(Column left, Column right) => Binary("+", left, right);

    /// <summary>Sum of both.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator +(Column left, object? right) => Binary("+", left, right);

    /// <summary>Sum of both.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator +(object? left, Column right) => Binary("+", left, right);

    /// <summary>This minus the other.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator -(Column left, Column right) => Binary("-", left, right);

    /// <summary>This minus the other.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator -(Column left, object? right) => Binary("-", left, right);

    /// <summary>This minus the other.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator -(object? left, Column right) => Binary("-", left, right);

    /// <summary>Product of both.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator *(Column left, Column right) => Binary("*", left, right);

    /// <summary>Product of both.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator *(Column left, object? right) => Binary("*", left, right);

    /// <summary>Product of both.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator *(object? left, Column right) => Binary("*", left, right);

    /// <summary>This divided by the other; fractional also for whole numbers.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator /(Column left, Column right) => Binary("/", left, right);

    /// <summary>This divided by the other; fractional also for whole numbers.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator /(Column left, object? right) => Binary("/", left, right);

    /// <summary>This divided by the other; fractional also for whole numbers.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator /(object? left, Column right) => Binary("/", left, right);

    /// <summary>Remainder with the sign of this.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator %(Column left, Column right) => Binary("%", left, right);

    /// <summary>Remainder with the sign of this.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator %(Column left, object? right) => Binary("%", left, right);

    /// <summary>Remainder with the sign of this.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator %(object? left, Column right) => Binary("%", left, right);

    /// <summary>Whether both are equal; NULL if one is NULL.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator ==(Column left, Column right) => Binary("==", left, right);

    /// <summary>Whether both are equal; NULL if one is NULL.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator ==(Column left, object? right) => Binary("==", left, right);

    /// <summary>Whether both are equal; NULL if one is NULL.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator ==(object? left, Column right) => Binary("==", left, right);

    /// <summary>Whether both differ; NULL if one is NULL.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator !=(Column left, Column right) => Not(Binary("==", left, right));

    /// <summary>Whether both differ; NULL if one is NULL.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator !=(Column left, object? right) => Not(Binary("==", left, right));

    /// <summary>Whether both differ; NULL if one is NULL.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator !=(object? left, Column right) => Not(Binary("==", left, right));

    /// <summary>Whether this is less.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator <(Column left, Column right) => Binary("<", left, right);

    /// <summary>Whether this is less.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator <(Column left, object? right) => Binary("<", left, right);

    /// <summary>Whether this is less.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator <(object? left, Column right) => Binary("<", left, right);

    /// <summary>Whether this is less or equal.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator <=(Column left, Column right) => Binary("<=", left, right);

    /// <summary>Whether this is less or equal.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator <=(Column left, object? right) => Binary("<=", left, right);

    /// <summary>Whether this is less or equal.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator <=(object? left, Column right) => Binary("<=", left, right);

    /// <summary>Whether this is greater.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator >(Column left, Column right) => Binary(">", left, right);

    /// <summary>Whether this is greater.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator >(Column left, object? right) => Binary(">", left, right);

    /// <summary>Whether this is greater.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator >(object? left, Column right) => Binary(">", left, right);

    /// <summary>Whether this is greater or equal.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator >=(Column left, Column right) => Binary(">=", left, right);

    /// <summary>Whether this is greater or equal.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator >=(Column left, object? right) => Binary(">=", left, right);

    /// <summary>Whether this is greater or equal.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator >=(object? left, Column right) => Binary(">=", left, right);

    /// <summary>Both are true; NULL if that cannot be told.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator &(Column left, Column right) => Binary("and", left, right);

    /// <summary>One of both is true; NULL if that cannot be told.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <returns>A new column.</returns>
    public static Column operator |(Column left, Column right) => Binary("or", left, right);

    /// <summary>The opposite of a condition.</summary>
    /// <param name="column">The condition.</param>
    /// <returns>A new column.</returns>
    public static Column operator !(Column column) => Not(column);

    /// <summary>The number with its sign turned.</summary>
    /// <param name="column">The number.</param>
    /// <returns>A new column.</returns>
    public static Column operator -(Column column) => new(PlanExpressions.Call("negative", column.Expression));

    /// <summary>Both are true; NULL if that cannot be told.</summary>
    /// <param name="other">The other condition.</param>
    /// <returns>A new column.</returns>
    public Column And(Column other) => this & other;

    /// <summary>One of both is true; NULL if that cannot be told.</summary>
    /// <param name="other">The other condition.</param>
    /// <returns>A new column.</returns>
    public Column Or(Column other) => this | other;

    private static Column Binary(string name, object? left, object? right) =>
        new(PlanExpressions.Call(name, PlanExpressions.Value(left), PlanExpressions.Value(right)));

    private static Column Not(Column column) => new(PlanExpressions.Call("not", column.Expression));
}
