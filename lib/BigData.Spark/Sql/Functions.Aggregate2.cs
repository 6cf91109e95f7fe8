namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Aggregate; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The sum of squares of y around its average.</summary>
    /// <remarks>Spark's <c>regr_syy</c>, since 3.4.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrSyy(ColumnOrName y, ColumnOrName x) =>
        Call("regr_syy", y.Expression, x.Expression);

    /// <summary>The skewness of the group.</summary>
    /// <remarks>Spark's <c>skewness</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Skewness(ColumnOrName e) =>
        Call("skewness", e.Expression);

    /// <summary>Whether one value of the group is true.</summary>
    /// <remarks>Spark's <c>some</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column Some(ColumnOrName e) =>
        Call("some", e.Expression);

    /// <summary>The sample standard deviation of the group.</summary>
    /// <remarks>Spark's <c>std</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Std(ColumnOrName e) =>
        Call("std", e.Expression);

    /// <summary>The sample standard deviation of the group.</summary>
    /// <remarks>Spark's <c>stddev</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column StdDev(ColumnOrName e) =>
        Call("stddev", e.Expression);

    /// <summary>The population standard deviation of the group.</summary>
    /// <remarks>Spark's <c>stddev_pop</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column StddevPop(ColumnOrName e) =>
        Call("stddev_pop", e.Expression);

    /// <summary>The sample standard deviation of the group.</summary>
    /// <remarks>Spark's <c>stddev_samp</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column StddevSamp(ColumnOrName e) =>
        Call("stddev_samp", e.Expression);

    /// <summary>All values of the group but NULL, with a delimiter between.</summary>
    /// <remarks>Spark's <c>string_agg</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="delimiter">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string.</returns>
    public static Column StringAgg(ColumnOrName e, ColumnOrValue? delimiter = null) =>
        Call("string_agg", e.Expression, delimiter?.Expression);

    /// <summary>The sum of the group; NULL is skipped; an overflow is an error.</summary>
    /// <remarks>Spark's <c>sum</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: bigint, double or wider decimal.</returns>
    public static Column Sum(ColumnOrName e) =>
        Call("sum", e.Expression);

    /// <summary>The average of the group, or NULL if it does not fit.</summary>
    /// <remarks>Spark's <c>try_avg</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: double, or decimal for decimals.</returns>
    public static Column TryAvg(ColumnOrName e) =>
        Call("try_avg", e.Expression);

    /// <summary>The sum of the group, or NULL if it does not fit.</summary>
    /// <remarks>Spark's <c>try_sum</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: bigint, double or wider decimal.</returns>
    public static Column TrySum(ColumnOrName e) =>
        Call("try_sum", e.Expression);

    /// <summary>The population variance of the group.</summary>
    /// <remarks>Spark's <c>var_pop</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column VarPop(ColumnOrName e) =>
        Call("var_pop", e.Expression);

    /// <summary>The sample variance of the group.</summary>
    /// <remarks>Spark's <c>var_samp</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column VarSamp(ColumnOrName e) =>
        Call("var_samp", e.Expression);

    /// <summary>The sample variance of the group.</summary>
    /// <remarks>Spark's <c>variance</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Variance(ColumnOrName e) =>
        Call("variance", e.Expression);
}
