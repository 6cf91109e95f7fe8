namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Math; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The square root; NaN below 0.</summary>
    /// <remarks>Spark's <c>sqrt</c>, since 1.1.1.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Sqrt(ColumnOrName e) =>
        Call("sqrt", e.Expression);

    /// <summary>The tangent of an angle in radians.</summary>
    /// <remarks>Spark's <c>tan</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Tan(ColumnOrName e) =>
        Call("tan", e.Expression);

    /// <summary>The hyperbolic tangent.</summary>
    /// <remarks>Spark's <c>tanh</c>, since 1.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type double; NULL if an argument is NULL.</returns>
    public static Column Tanh(ColumnOrName e) =>
        Call("tanh", e.Expression);

    /// <summary>The sum, or NULL if it does not fit.</summary>
    /// <remarks>Spark's <c>try_add</c>, since 3.2.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A value, or a column.</param>
    /// <returns>A column: as the operator +.</returns>
    public static Column TryAdd(ColumnOrName a, ColumnOrValue b) =>
        Call("try_add", a.Expression, b.Expression);

    /// <summary>The quotient, or NULL for a divisor of 0.</summary>
    /// <remarks>Spark's <c>try_divide</c>, since 3.2.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A value, or a column.</param>
    /// <returns>A column: as the operator /.</returns>
    public static Column TryDivide(ColumnOrName a, ColumnOrValue b) =>
        Call("try_divide", a.Expression, b.Expression);

    /// <summary>The remainder, or NULL for a divisor of 0.</summary>
    /// <remarks>Spark's <c>try_mod</c>, since 4.0.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A value, or a column.</param>
    /// <returns>A column: as the operator %.</returns>
    public static Column TryMod(ColumnOrName a, ColumnOrValue b) =>
        Call("try_mod", a.Expression, b.Expression);

    /// <summary>The product, or NULL if it does not fit.</summary>
    /// <remarks>Spark's <c>try_multiply</c>, since 3.3.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A value, or a column.</param>
    /// <returns>A column: as the operator *.</returns>
    public static Column TryMultiply(ColumnOrName a, ColumnOrValue b) =>
        Call("try_multiply", a.Expression, b.Expression);

    /// <summary>The difference, or NULL if it does not fit.</summary>
    /// <remarks>Spark's <c>try_subtract</c>, since 3.3.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A value, or a column.</param>
    /// <returns>A column: as the operator -.</returns>
    public static Column TrySubtract(ColumnOrName a, ColumnOrValue b) =>
        Call("try_subtract", a.Expression, b.Expression);

    /// <summary>The bytes that hexadecimal digits stand for; NULL for other characters.</summary>
    /// <remarks>Spark's <c>unhex</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type binary.</returns>
    public static Column Unhex(ColumnOrName e) =>
        Call("unhex", e.Expression);

    /// <summary>A random number between bounds, new for each row.</summary>
    /// <remarks>Spark's <c>uniform</c>, since 4.0.0.</remarks>
    /// <param name="min">A value, or a column.</param>
    /// <param name="max">A value, or a column.</param>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the bounds; never NULL.</returns>
    public static Column Uniform(ColumnOrValue min, ColumnOrValue max, ColumnOrValue? seed = null) =>
        Call("uniform", min.Expression, max.Expression, seed?.Expression);

    /// <summary>The number of the bucket of a histogram with equal widths that a value falls into.</summary>
    /// <remarks>Spark's <c>width_bucket</c>, since 3.1.0.</remarks>
    /// <param name="v">A column, or its name.</param>
    /// <param name="min">A column, or its name.</param>
    /// <param name="max">A column, or its name.</param>
    /// <param name="numBuckets">A value, or a column.</param>
    /// <returns>A column of type bigint.</returns>
    public static Column WidthBucket(ColumnOrName v, ColumnOrName min, ColumnOrName max, ColumnOrValue numBuckets) =>
        Call("width_bucket", v.Expression, min.Expression, max.Expression, numBuckets.Expression);
}
