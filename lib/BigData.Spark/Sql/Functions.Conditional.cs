using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Conditional; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The first value that is not NULL.</summary>
    /// <remarks>Spark's <c>coalesce</c>, since 1.0.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Coalesce(params ColumnOrName[] e) =>
        CallAll("coalesce", e);

    /// <summary>The first value that is not NULL.</summary>
    /// <remarks>Spark's <c>coalesce</c>, since 1.0.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Coalesce(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("coalesce", [.. e.Select(a => a.Expression)]));

    /// <summary>One value where a condition is true, else another.</summary>
    /// <remarks>Spark's <c>if</c>, since 1.0.0.</remarks>
    /// <param name="condition">A column, or its name.</param>
    /// <param name="then">A value, or a column.</param>
    /// <param name="otherwise">A value, or a column.</param>
    /// <returns>A column: the common type of the arguments.</returns>
    public static Column If(ColumnOrName condition, ColumnOrValue then, ColumnOrValue otherwise) =>
        Call("if", condition.Expression, then.Expression, otherwise.Expression);

    /// <summary>A value, or another one where it is NULL.</summary>
    /// <remarks>Spark's <c>ifnull</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="replacement">A value, or a column.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column IfNull(ColumnOrName e, ColumnOrValue replacement) =>
        Call("ifnull", e.Expression, replacement.Expression);

    /// <summary>A number, or another one where it is NaN.</summary>
    /// <remarks>Spark's <c>nanvl</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="replacement">A column, or its name.</param>
    /// <returns>A column: the common type of the arguments.</returns>
    public static Column NaNvl(ColumnOrName e, ColumnOrName replacement) =>
        Call("nanvl", e.Expression, replacement.Expression);

    /// <summary>NULL where both are equal, else the first.</summary>
    /// <remarks>Spark's <c>nullif</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="other">A value, or a column.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column NullIf(ColumnOrName e, ColumnOrValue other) =>
        Call("nullif", e.Expression, other.Expression);

    /// <summary>NULL for 0, else the number.</summary>
    /// <remarks>Spark's <c>nullifzero</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column NullIfZero(ColumnOrName e) =>
        Call("nullifzero", e.Expression);

    /// <summary>A value, or another one where it is NULL.</summary>
    /// <remarks>Spark's <c>nvl</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="replacement">A value, or a column.</param>
    /// <returns>A column: the common type of the arguments; NULL if all arguments are NULL.</returns>
    public static Column Nvl(ColumnOrName e, ColumnOrValue replacement) =>
        Call("nvl", e.Expression, replacement.Expression);

    /// <summary>One value where the first is not NULL, else another.</summary>
    /// <remarks>Spark's <c>nvl2</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="notNull">A value, or a column.</param>
    /// <param name="isNull">A value, or a column.</param>
    /// <returns>A column: the common type of the arguments.</returns>
    public static Column Nvl2(ColumnOrName e, ColumnOrValue notNull, ColumnOrValue isNull) =>
        Call("nvl2", e.Expression, notNull.Expression, isNull.Expression);

    /// <summary>0 for NULL, else the number.</summary>
    /// <remarks>Spark's <c>zeroifnull</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; never NULL.</returns>
    public static Column ZeroIfNull(ColumnOrName e) =>
        Call("zeroifnull", e.Expression);
}
