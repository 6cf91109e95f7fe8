using BigData.Spark.Plans;
using BigData.Spark.Sql.Types;
using Expression = BigData.Spark.Proto.Expression;

namespace BigData.Spark.Sql;

/// <summary>
/// Spark's functions over columns. Columns may be given by name; where a value is asked for, a text is a literal. The members of
/// the other parts follow the function catalogue; this part holds those that are no functions of SQL.
/// </summary>
public static partial class Functions
{
    /// <summary>A column by its name.</summary>
    /// <param name="name">The name; <c>*</c> for all, <c>frame.*</c>, or a path with dots; back-ticks around odd names.</param>
    /// <returns>A column.</returns>
    public static Column Col(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(PlanExpressions.Attribute(name));
    }

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name; <c>*</c> for all, <c>frame.*</c>, or a path with dots; back-ticks around odd names.</param>
    /// <returns>A column.</returns>
    public static Column Column(string name) => Col(name);

    /// <summary>A literal.</summary>
    /// <param name="value">
    /// A boolean, number, text, date, time, interval, bytes, an array or a dictionary of these, or null; a column stays itself.
    /// </param>
    /// <returns>A column.</returns>
    /// <exception cref="ArgumentException">The value's type has no counterpart in Spark.</exception>
    public static Column Lit(object? value) => new(PlanExpressions.Value(value));

    /// <summary>A SQL expression.</summary>
    /// <param name="expression">Text such as <c>price * 2</c>.</param>
    /// <returns>A column.</returns>
    public static Column Expr(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new(PlanExpressions.Text(expression));
    }

    /// <summary>Begins a chain of cases; go on with <c>When</c> and <c>Otherwise</c> of the column.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="value">The value where it is true: a column or a value.</param>
    /// <returns>A column; NULL where no case is true.</returns>
    public static Column When(Column condition, object? value)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(PlanExpressions.Call("when", condition.Expression, PlanExpressions.Value(value)));
    }

    /// <summary>Ascending order of a column with NULL first.</summary>
    /// <param name="columnName">The name.</param>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public static Column Asc(string columnName) => Col(columnName).Asc();

    /// <summary>Descending order of a column with NULL last.</summary>
    /// <param name="columnName">The name.</param>
    /// <returns>A column for <c>OrderBy</c> and windows.</returns>
    public static Column Desc(string columnName) => Col(columnName).Desc();

    /// <summary>The count of different combinations of values without NULL.</summary>
    /// <param name="e">The first column.</param>
    /// <param name="more">More columns.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column CountDistinct(ColumnOrName e, params ColumnOrName[] more) =>
        new(PlanExpressions.CallDistinct("count", more.Prepend(e).Select(c => c.Expression)));

    /// <summary>The sum of the different values of the group.</summary>
    /// <param name="e">The column.</param>
    /// <returns>A column of type bigint, double or wider decimal.</returns>
    public static Column SumDistinct(ColumnOrName e) => new(PlanExpressions.CallDistinct("sum", e.Expression));

    /// <summary>The natural logarithm; NULL for 0 and less.</summary>
    /// <param name="e">The column.</param>
    /// <returns>A column of type double.</returns>
    public static Column Log(ColumnOrName e) => Call("ln", e.Expression);

    /// <summary>JSON text as a value of a schema.</summary>
    /// <param name="e">The column of texts.</param>
    /// <param name="schema">The schema.</param>
    /// <returns>A column of the schema's type.</returns>
    public static Column FromJson(ColumnOrName e, DataType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Call("from_json", e.Expression, PlanExpressions.Literal(schema.Json));
    }

    /// <summary>Spark's <c>window</c>: the start and end of the window that a time falls into.</summary>
    /// <param name="timeColumn">The time.</param>
    /// <param name="windowDuration">The length, such as <c>10 minutes</c>.</param>
    /// <param name="slideDuration">The distance of the starts; the length if null.</param>
    /// <param name="startTime">How far the starts lie after 1970-01-01; 0 if null.</param>
    /// <returns>A column of struct start, end.</returns>
    public static Column TimeWindow(ColumnOrName timeColumn, string windowDuration, string? slideDuration = null, string? startTime = null)
    {
        Expression? start = startTime is null ? null : PlanExpressions.Literal(startTime);
        Expression? slide = slideDuration is null && start is null ? null : PlanExpressions.Literal(slideDuration ?? windowDuration);
        return Call("window", timeColumn.Expression, PlanExpressions.Literal(windowDuration), slide, start);
    }

    /// <summary>Marks a frame as small enough to be sent to every worker for a join.</summary>
    /// <param name="df">The frame.</param>
    /// <returns>A new frame.</returns>
    public static DataFrame Broadcast(DataFrame df)
    {
        ArgumentNullException.ThrowIfNull(df);
        return df.Hint("broadcast");
    }

    /// <summary>Calls any function of the engine by its name, also those of the user.</summary>
    /// <param name="name">The name.</param>
    /// <param name="columns">The arguments.</param>
    /// <returns>A column.</returns>
    public static Column CallFunction(string name, params Column[] columns) =>
        new(new Expression { CallFunction = new() { FunctionName = name, Arguments = { columns.Select(c => c.Expression) } } });

    /// <summary>A call without the arguments that were left out at its end.</summary>
    /// <exception cref="ArgumentException">An argument was left out before one that was given.</exception>
    private static Column Call(string name, params ReadOnlySpan<Expression?> arguments)
    {
        int count = arguments.Length;
        while (count > 0 && arguments[count - 1] is null)
        {
            count--;
        }

        List<Expression> given = new(count);
        for (int i = 0; i < count; i++)
        {
            given.Add(arguments[i] ?? throw new ArgumentException(
                $"Argument {i + 1} of {name} was left out, but a later one was given; give it too.", nameof(arguments)));
        }

        return new Column(PlanExpressions.Call(name, given));
    }

    private static Column CallAll(string name, IEnumerable<ColumnOrName> arguments, params IEnumerable<Expression> before) =>
        new(PlanExpressions.Call(name, before.Concat(arguments.Select(a => a.Expression))));

    private static Expression Lambda(Func<Column, Column> function) => PlanExpressions.Lambda(1, v => function(v[0]));

    private static Expression Lambda(Func<Column, Column, Column> function) => PlanExpressions.Lambda(2, v => function(v[0], v[1]));

    private static Expression Lambda(Func<Column, Column, Column, Column> function) =>
        PlanExpressions.Lambda(3, v => function(v[0], v[1], v[2]));
}
