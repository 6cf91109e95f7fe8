using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Aggregate; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>Whether one value of the group is true.</summary>
    /// <remarks>Spark's <c>any</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column Any(ColumnOrName e) =>
        Call("any", e.Expression);

    /// <summary>Some value of the group.</summary>
    /// <remarks>Spark's <c>any_value</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ignoreNulls">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column AnyValue(ColumnOrName e, ColumnOrValue? ignoreNulls = null) =>
        Call("any_value", e.Expression, ignoreNulls?.Expression);

    /// <summary>An estimate of the count of different values, 5 % off by default.</summary>
    /// <remarks>Spark's <c>approx_count_distinct</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="rsd">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column ApproxCountDistinct(ColumnOrName e, ColumnOrValue? rsd = null) =>
        Call("approx_count_distinct", e.Expression, rsd?.Expression);

    /// <summary>An estimate of percentiles of the group.</summary>
    /// <remarks>Spark's <c>approx_percentile</c>, since 2.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="percentage">A value, or a column.</param>
    /// <param name="accuracy">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first, or an array of it.</returns>
    public static Column ApproxPercentile(ColumnOrName e, ColumnOrValue percentage, ColumnOrValue? accuracy = null) =>
        Call("approx_percentile", e.Expression, percentage.Expression, accuracy?.Expression);

    /// <summary>All values of the group but NULL, as an array.</summary>
    /// <remarks>Spark's <c>array_agg</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of the type of the first argument; never NULL.</returns>
    public static Column ArrayAgg(ColumnOrName e) =>
        Call("array_agg", e.Expression);

    /// <summary>The average of the group; NULL is skipped.</summary>
    /// <remarks>Spark's <c>avg</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: double, or decimal for decimals.</returns>
    public static Column Avg(ColumnOrName e) =>
        Call("avg", e.Expression);

    /// <summary>The bits that all values have.</summary>
    /// <remarks>Spark's <c>bit_and</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column BitAnd(ColumnOrName e) =>
        Call("bit_and", e.Expression);

    /// <summary>The bits that one value has.</summary>
    /// <remarks>Spark's <c>bit_or</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column BitOr(ColumnOrName e) =>
        Call("bit_or", e.Expression);

    /// <summary>The bits that an odd count of values have.</summary>
    /// <remarks>Spark's <c>bit_xor</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column BitXor(ColumnOrName e) =>
        Call("bit_xor", e.Expression);

    /// <summary>Whether all values of the group are true.</summary>
    /// <remarks>Spark's <c>bool_and</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column BoolAnd(ColumnOrName e) =>
        Call("bool_and", e.Expression);

    /// <summary>Whether one value of the group is true.</summary>
    /// <remarks>Spark's <c>bool_or</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column BoolOr(ColumnOrName e) =>
        Call("bool_or", e.Expression);

    /// <summary>All values of the group but NULL, as an array.</summary>
    /// <remarks>Spark's <c>collect_list</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of the type of the first argument; never NULL.</returns>
    public static Column CollectList(ColumnOrName e) =>
        Call("collect_list", e.Expression);

    /// <summary>The different values of the group but NULL, as an array.</summary>
    /// <remarks>Spark's <c>collect_set</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of the type of the first argument; never NULL.</returns>
    public static Column CollectSet(ColumnOrName e) =>
        Call("collect_set", e.Expression);

    /// <summary>Pearson's correlation of the group.</summary>
    /// <remarks>Spark's <c>corr</c>, since 1.6.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Corr(ColumnOrName a, ColumnOrName b) =>
        Call("corr", a.Expression, b.Expression);

    /// <summary>The count of rows of the group in which no argument is NULL.</summary>
    /// <remarks>Spark's <c>count</c>, since 1.0.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column Count(params ColumnOrName[] e) =>
        CallAll("count", e);

    /// <summary>The count of rows of the group in which no argument is NULL.</summary>
    /// <remarks>Spark's <c>count</c>, since 1.0.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column Count(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("count", [.. e.Select(a => a.Expression)]));

    /// <summary>The count of rows of the group for which a condition is true.</summary>
    /// <remarks>Spark's <c>count_if</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column CountIf(ColumnOrName e) =>
        Call("count_if", e.Expression);

    /// <summary>A count-min sketch of the group, in Spark's form.</summary>
    /// <remarks>Spark's <c>count_min_sketch</c>, since 2.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="eps">A value, or a column.</param>
    /// <param name="confidence">A value, or a column.</param>
    /// <param name="seed">A value, or a column.</param>
    /// <returns>A column of type binary.</returns>
    public static Column CountMinSketch(ColumnOrName e, ColumnOrValue eps, ColumnOrValue confidence, ColumnOrValue seed) =>
        Call("count_min_sketch", e.Expression, eps.Expression, confidence.Expression, seed.Expression);

    /// <summary>The population covariance of the group.</summary>
    /// <remarks>Spark's <c>covar_pop</c>, since 2.0.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column CovarPop(ColumnOrName a, ColumnOrName b) =>
        Call("covar_pop", a.Expression, b.Expression);

    /// <summary>The sample covariance of the group.</summary>
    /// <remarks>Spark's <c>covar_samp</c>, since 2.0.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column CovarSamp(ColumnOrName a, ColumnOrName b) =>
        Call("covar_samp", a.Expression, b.Expression);

    /// <summary>Whether all values of the group are true.</summary>
    /// <remarks>Spark's <c>every</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column Every(ColumnOrName e) =>
        Call("every", e.Expression);

    /// <summary>The first value of the group, in the order that rows come.</summary>
    /// <remarks>Spark's <c>first</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ignoreNulls">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column First(ColumnOrName e, ColumnOrValue? ignoreNulls = null) =>
        Call("first", e.Expression, ignoreNulls?.Expression);

    /// <summary>The first value of the group or window.</summary>
    /// <remarks>Spark's <c>first_value</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ignoreNulls">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column FirstValue(ColumnOrName e, ColumnOrValue? ignoreNulls = null) =>
        Call("first_value", e.Expression, ignoreNulls?.Expression);

    /// <summary>1 if a column is aggregated in this row of a rollup or cube, else 0.</summary>
    /// <remarks>Spark's <c>grouping</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type tinyint; never NULL.</returns>
    public static Column Grouping(ColumnOrName e) =>
        Call("grouping", e.Expression);

    /// <summary>The bits of grouping() of columns as one number.</summary>
    /// <remarks>Spark's <c>grouping_id</c>, since 2.0.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column GroupingId(params ColumnOrName[] e) =>
        CallAll("grouping_id", e);

    /// <summary>The bits of grouping() of columns as one number.</summary>
    /// <remarks>Spark's <c>grouping_id</c>, since 2.0.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column GroupingId(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("grouping_id", [.. e.Select(a => a.Expression)]));

    /// <summary>A histogram of the group.</summary>
    /// <remarks>Spark's <c>histogram_numeric</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="numBins">A value, or a column.</param>
    /// <returns>A column: array of struct x, y.</returns>
    public static Column HistogramNumeric(ColumnOrName e, ColumnOrValue numBins) =>
        Call("histogram_numeric", e.Expression, numBins.Expression);

    /// <summary>The excess kurtosis of the group.</summary>
    /// <remarks>Spark's <c>kurtosis</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Kurtosis(ColumnOrName e) =>
        Call("kurtosis", e.Expression);

    /// <summary>The last value of the group, in the order that rows come.</summary>
    /// <remarks>Spark's <c>last</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ignoreNulls">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column Last(ColumnOrName e, ColumnOrValue? ignoreNulls = null) =>
        Call("last", e.Expression, ignoreNulls?.Expression);

    /// <summary>The last value of the group or window.</summary>
    /// <remarks>Spark's <c>last_value</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ignoreNulls">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column LastValue(ColumnOrName e, ColumnOrValue? ignoreNulls = null) =>
        Call("last_value", e.Expression, ignoreNulls?.Expression);

    /// <summary>All values of the group but NULL, with a delimiter between.</summary>
    /// <remarks>Spark's <c>listagg</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="delimiter">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string.</returns>
    public static Column ListAgg(ColumnOrName e, ColumnOrValue? delimiter = null) =>
        Call("listagg", e.Expression, delimiter?.Expression);

    /// <summary>The greatest value of the group.</summary>
    /// <remarks>Spark's <c>max</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column Max(ColumnOrName e) =>
        Call("max", e.Expression);

    /// <summary>The value of the row with the greatest other value.</summary>
    /// <remarks>Spark's <c>max_by</c>, since 4.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ord">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column MaxBy(ColumnOrName e, ColumnOrName ord) =>
        Call("max_by", e.Expression, ord.Expression);

    /// <summary>The average of the group; NULL is skipped.</summary>
    /// <remarks>Spark's <c>mean</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: double, or decimal for decimals.</returns>
    public static Column Mean(ColumnOrName e) =>
        Call("mean", e.Expression);

    /// <summary>The median of the group, between both middle values if they are two.</summary>
    /// <remarks>Spark's <c>median</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Median(ColumnOrName e) =>
        Call("median", e.Expression);

    /// <summary>The least value of the group.</summary>
    /// <remarks>Spark's <c>min</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column Min(ColumnOrName e) =>
        Call("min", e.Expression);

    /// <summary>The value of the row with the least other value.</summary>
    /// <remarks>Spark's <c>min_by</c>, since 4.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="ord">A column, or its name.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column MinBy(ColumnOrName e, ColumnOrName ord) =>
        Call("min_by", e.Expression, ord.Expression);

    /// <summary>The most frequent value of the group.</summary>
    /// <remarks>Spark's <c>mode</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="deterministic">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column Mode(ColumnOrName e, ColumnOrValue? deterministic = null) =>
        Call("mode", e.Expression, deterministic?.Expression);

    /// <summary>Exact percentiles of the group, between neighbours.</summary>
    /// <remarks>Spark's <c>percentile</c>, since 2.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="percentage">A value, or a column.</param>
    /// <param name="frequency">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: double, or an array of it.</returns>
    public static Column Percentile(ColumnOrName e, ColumnOrValue percentage, ColumnOrValue? frequency = null) =>
        Call("percentile", e.Expression, percentage.Expression, frequency?.Expression);

    /// <summary>An estimate of percentiles of the group.</summary>
    /// <remarks>Spark's <c>percentile_approx</c>, since 2.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="percentage">A value, or a column.</param>
    /// <param name="accuracy">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first, or an array of it.</returns>
    public static Column PercentileApprox(ColumnOrName e, ColumnOrValue percentage, ColumnOrValue? accuracy = null) =>
        Call("percentile_approx", e.Expression, percentage.Expression, accuracy?.Expression);

    /// <summary>The product of the group; NULL is skipped.</summary>
    /// <remarks>Spark's <c>product</c>, since 3.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column Product(ColumnOrName e) =>
        Call("product", e.Expression);

    /// <summary>The average of x over pairs without NULL.</summary>
    /// <remarks>Spark's <c>regr_avgx</c>, since 3.3.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrAvgx(ColumnOrName y, ColumnOrName x) =>
        Call("regr_avgx", y.Expression, x.Expression);

    /// <summary>The average of y over pairs without NULL.</summary>
    /// <remarks>Spark's <c>regr_avgy</c>, since 3.3.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrAvgy(ColumnOrName y, ColumnOrName x) =>
        Call("regr_avgy", y.Expression, x.Expression);

    /// <summary>The count of pairs without NULL.</summary>
    /// <remarks>Spark's <c>regr_count</c>, since 3.3.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type bigint; never NULL.</returns>
    public static Column RegrCount(ColumnOrName y, ColumnOrName x) =>
        Call("regr_count", y.Expression, x.Expression);

    /// <summary>Where the line of least squares meets the y axis.</summary>
    /// <remarks>Spark's <c>regr_intercept</c>, since 3.4.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrIntercept(ColumnOrName y, ColumnOrName x) =>
        Call("regr_intercept", y.Expression, x.Expression);

    /// <summary>The part of the variance that the line of least squares explains.</summary>
    /// <remarks>Spark's <c>regr_r2</c>, since 3.3.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrR2(ColumnOrName y, ColumnOrName x) =>
        Call("regr_r2", y.Expression, x.Expression);

    /// <summary>The slope of the line of least squares.</summary>
    /// <remarks>Spark's <c>regr_slope</c>, since 3.4.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrSlope(ColumnOrName y, ColumnOrName x) =>
        Call("regr_slope", y.Expression, x.Expression);

    /// <summary>The sum of squares of x around its average.</summary>
    /// <remarks>Spark's <c>regr_sxx</c>, since 3.4.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrSxx(ColumnOrName y, ColumnOrName x) =>
        Call("regr_sxx", y.Expression, x.Expression);

    /// <summary>The sum of products of x and y around their averages.</summary>
    /// <remarks>Spark's <c>regr_sxy</c>, since 3.4.0.</remarks>
    /// <param name="y">A column, or its name.</param>
    /// <param name="x">A column, or its name.</param>
    /// <returns>A column of type double.</returns>
    public static Column RegrSxy(ColumnOrName y, ColumnOrName x) =>
        Call("regr_sxy", y.Expression, x.Expression);
}
