using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Generator; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>A row for each element, or for each entry as key and value; none for NULL and empty.</summary>
    /// <remarks>Spark's <c>explode</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: a row per element.</returns>
    public static Column Explode(ColumnOrName e) =>
        Call("explode", e.Expression);

    /// <summary>A row for each element or entry; one of NULL for NULL and empty.</summary>
    /// <remarks>Spark's <c>explode_outer</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: a row per element.</returns>
    public static Column ExplodeOuter(ColumnOrName e) =>
        Call("explode_outer", e.Expression);

    /// <summary>A row for each struct of an array.</summary>
    /// <remarks>Spark's <c>inline</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: columns of the structs.</returns>
    public static Column Inline(ColumnOrName e) =>
        Call("inline", e.Expression);

    /// <summary>A row for each struct of an array; one of NULL for NULL and empty.</summary>
    /// <remarks>Spark's <c>inline_outer</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: columns of the structs.</returns>
    public static Column InlineOuter(ColumnOrName e) =>
        Call("inline_outer", e.Expression);

    /// <summary>A row for each element with its position from 0.</summary>
    /// <remarks>Spark's <c>posexplode</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: pos and a row per element.</returns>
    public static Column PosExplode(ColumnOrName e) =>
        Call("posexplode", e.Expression);

    /// <summary>A row for each element with its position from 0; one of NULL for NULL and empty.</summary>
    /// <remarks>Spark's <c>posexplode_outer</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: pos and a row per element.</returns>
    public static Column PosExplodeOuter(ColumnOrName e) =>
        Call("posexplode_outer", e.Expression);

    /// <summary>Values in n rows.</summary>
    /// <remarks>Spark's <c>stack</c>, since 2.0.0.</remarks>
    /// <param name="n">A value, or a column.</param>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: columns col0, col1 ….</returns>
    public static Column Stack(ColumnOrValue n, params ColumnOrName[] e) =>
        CallAll("stack", e, n.Expression);

    /// <summary>Values in n rows.</summary>
    /// <remarks>Spark's <c>stack</c>, since 2.0.0.</remarks>
    /// <param name="n">A value, or a column.</param>
    /// <param name="e">The columns.</param>
    /// <returns>A column: columns col0, col1 ….</returns>
    public static Column Stack(ColumnOrValue n, IEnumerable<Column> e) =>
        new(PlanExpressions.Call("stack", [n.Expression, .. e.Select(a => a.Expression)]));
}
