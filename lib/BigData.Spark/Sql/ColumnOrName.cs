using BigData.Spark.Plans;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <summary>A column, given itself or by its name; made by implicit conversion where a function is called.</summary>
public readonly struct ColumnOrName
{
    private readonly Expression? _expression;

    private ColumnOrName(Expression expression) => _expression = expression;

    internal Expression Expression => _expression
        ?? throw new InvalidOperationException("A column is missing: the default of ColumnOrName stands for none.");

    /// <summary>A column.</summary>
    /// <param name="column">The column.</param>
    public static implicit operator ColumnOrName(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new(column.Expression);
    }

    /// <summary>A column by its name; <c>*</c> for all.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator ColumnOrName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(PlanExpressions.Attribute(name));
    }
}
