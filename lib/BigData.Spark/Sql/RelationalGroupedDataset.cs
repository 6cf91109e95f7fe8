using BigData.Spark.Plans;
using BigData.Spark.Proto;

namespace BigData.Spark.Sql;

/// <summary>Groups of rows, to be aggregated.</summary>
public sealed class RelationalGroupedDataset
{
    private readonly DataFrame _frame;
    private readonly Aggregate _aggregate;

    internal RelationalGroupedDataset(DataFrame frame, Aggregate aggregate)
    {
        _frame = frame;
        _aggregate = aggregate;
    }

    /// <summary>A row per group: the grouping columns, then the aggregates.</summary>
    /// <param name="expr">The first aggregate.</param>
    /// <param name="exprs">More aggregates.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Agg(Column expr, params Column[] exprs)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(exprs);
        return Build([expr, .. exprs]);
    }

    /// <summary>The count of rows of each group, in a column <c>count</c>.</summary>
    /// <returns>A new frame.</returns>
    public DataFrame Count() => Build([new Column(PlanExpressions.Alias(PlanExpressions.Call("count", PlanExpressions.Literal(1)), "count"))]);

    /// <summary>The sums of columns of each group, in columns <c>sum(name)</c>.</summary>
    /// <param name="colNames">Numeric columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Sum(params string[] colNames) => Each("sum", colNames);

    /// <summary>The averages of columns of each group, in columns <c>avg(name)</c>.</summary>
    /// <param name="colNames">Numeric columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Avg(params string[] colNames) => Each("avg", colNames);

    /// <summary>The averages of columns of each group, in columns <c>avg(name)</c>.</summary>
    /// <param name="colNames">Numeric columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Mean(params string[] colNames) => Avg(colNames);

    /// <summary>The least values of columns of each group, in columns <c>min(name)</c>.</summary>
    /// <param name="colNames">Columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Min(params string[] colNames) => Each("min", colNames);

    /// <summary>The greatest values of columns of each group, in columns <c>max(name)</c>.</summary>
    /// <param name="colNames">Columns.</param>
    /// <returns>A new frame.</returns>
    public DataFrame Max(params string[] colNames) => Each("max", colNames);

    /// <summary>Makes a column of each value of a column.</summary>
    /// <param name="pivotColumn">The column.</param>
    /// <param name="values">The values; none lets the engine look for them, which costs a run.</param>
    /// <returns>The groups.</returns>
    /// <exception cref="InvalidOperationException">The groups are not made by <c>GroupBy</c>.</exception>
    public RelationalGroupedDataset Pivot(string pivotColumn, params object[] values) =>
        Pivot(new Column(PlanExpressions.Attribute(pivotColumn)), values);

    /// <summary>Makes a column of each value of an expression.</summary>
    /// <param name="pivotColumn">The expression.</param>
    /// <param name="values">The values; none lets the engine look for them, which costs a run.</param>
    /// <returns>The groups.</returns>
    /// <exception cref="InvalidOperationException">The groups are not made by <c>GroupBy</c>.</exception>
    public RelationalGroupedDataset Pivot(Column pivotColumn, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(pivotColumn);
        ArgumentNullException.ThrowIfNull(values);
        if (_aggregate.GroupType != Aggregate.Types.GroupType.Groupby)
        {
            throw new InvalidOperationException("Pivot follows GroupBy only, and only once.");
        }

        Aggregate aggregate = _aggregate.Clone();
        aggregate.GroupType = Aggregate.Types.GroupType.Pivot;
        aggregate.Pivot = new() { Col = pivotColumn.Expression, Values = { values.Select(Literals.Of) } };
        return new RelationalGroupedDataset(_frame, aggregate);
    }

    private DataFrame Each(string function, string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0)
        {
            throw new ArgumentException($"Name the columns of {function}.", nameof(columns));
        }

        return Build([.. columns.Select(c => new Column(PlanExpressions.Call(function, PlanExpressions.Attribute(c))))]);
    }

    private DataFrame Build(IReadOnlyList<Column> aggregates)
    {
        Aggregate aggregate = new()
        {
            Input = _aggregate.Input,
            GroupType = _aggregate.GroupType,
            GroupingExpressions = { _aggregate.GroupingExpressions },
            GroupingSets = { _aggregate.GroupingSets },
            AggregateExpressions = { aggregates.Select(a => a.Expression) },
        };
        if (_aggregate.Pivot is not null)
        {
            aggregate.Pivot = _aggregate.Pivot;
        }

        return _frame.Next(new Relation { Aggregate = aggregate });
    }
}
