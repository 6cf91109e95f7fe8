namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Window; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The part of the partition's rows that do not come after this one.</summary>
    /// <remarks>Spark's <c>cume_dist</c>, since 2.0.0.</remarks>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column CumeDist() =>
        Call("cume_dist");

    /// <summary>The rank in the partition, without gaps after equal rows.</summary>
    /// <remarks>Spark's <c>dense_rank</c>, since 2.0.0.</remarks>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column DenseRank() =>
        Call("dense_rank");

    /// <summary>The value some rows before, 1 by default.</summary>
    /// <remarks>Spark's <c>lag</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="offset">A value, or a column; the engine's default if null.</param>
    /// <param name="defaultValue">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column Lag(ColumnOrName e, ColumnOrValue? offset = null, ColumnOrValue? defaultValue = null) =>
        Call("lag", e.Expression, offset?.Expression, defaultValue?.Expression);

    /// <summary>The value some rows after, 1 by default.</summary>
    /// <remarks>Spark's <c>lead</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="offset">A value, or a column; the engine's default if null.</param>
    /// <param name="defaultValue">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column Lead(ColumnOrName e, ColumnOrValue? offset = null, ColumnOrValue? defaultValue = null) =>
        Call("lead", e.Expression, offset?.Expression, defaultValue?.Expression);

    /// <summary>The value of the n-th row of the frame, from 1.</summary>
    /// <remarks>Spark's <c>nth_value</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="offset">A value, or a column.</param>
    /// <param name="ignoreNulls">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column NthValue(ColumnOrName e, ColumnOrValue offset, ColumnOrValue? ignoreNulls = null) =>
        Call("nth_value", e.Expression, offset.Expression, ignoreNulls?.Expression);

    /// <summary>The number of one of n buckets of nearly equal size.</summary>
    /// <remarks>Spark's <c>ntile</c>, since 2.0.0.</remarks>
    /// <param name="n">A value, or a column.</param>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column NTile(ColumnOrValue n) =>
        Call("ntile", n.Expression);

    /// <summary>The rank from 0 to 1.</summary>
    /// <remarks>Spark's <c>percent_rank</c>, since 2.0.0.</remarks>
    /// <returns>A column of type double; never NULL.</returns>
    public static Column PercentRank() =>
        Call("percent_rank");

    /// <summary>The rank in the partition, with gaps after equal rows.</summary>
    /// <remarks>Spark's <c>rank</c>, since 2.0.0.</remarks>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column Rank() =>
        Call("rank");

    /// <summary>The number of the row in the partition, from 1.</summary>
    /// <remarks>Spark's <c>row_number</c>, since 2.0.0.</remarks>
    /// <returns>A column of type int; never NULL.</returns>
    public static Column RowNumber() =>
        Call("row_number");
}
