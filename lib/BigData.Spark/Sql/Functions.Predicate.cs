namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Predicate; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>Whether both are equal or both are NULL.</summary>
    /// <remarks>Spark's <c>equal_null</c>, since 3.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A value, or a column.</param>
    /// <returns>A column of type boolean; never NULL.</returns>
    public static Column EqualNull(ColumnOrName a, ColumnOrValue b) =>
        Call("equal_null", a.Expression, b.Expression);

    /// <summary>Whether a text matches a SQL pattern, upper and lower case alike.</summary>
    /// <remarks>Spark's <c>ilike</c>, since 3.3.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="pattern">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column ILike(ColumnOrName str, ColumnOrValue pattern) =>
        Call("ilike", str.Expression, pattern.Expression);

    /// <summary>Whether a number is NaN; false for NULL.</summary>
    /// <remarks>Spark's <c>isnan</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean; never NULL.</returns>
    public static Column IsNaN(ColumnOrName e) =>
        Call("isnan", e.Expression);

    /// <summary>Whether a value is not NULL.</summary>
    /// <remarks>Spark's <c>isnotnull</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean; never NULL.</returns>
    public static Column IsNotNull(ColumnOrName e) =>
        Call("isnotnull", e.Expression);

    /// <summary>Whether a value is NULL.</summary>
    /// <remarks>Spark's <c>isnull</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean; never NULL.</returns>
    public static Column IsNull(ColumnOrName e) =>
        Call("isnull", e.Expression);

    /// <summary>Whether a text matches a SQL pattern.</summary>
    /// <remarks>Spark's <c>like</c>, since 1.0.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="pattern">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column Like(ColumnOrName str, ColumnOrValue pattern) =>
        Call("like", str.Expression, pattern.Expression);

    /// <summary>The opposite of a condition.</summary>
    /// <remarks>Spark's <c>not</c>, since 1.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column Not(ColumnOrName e) =>
        Call("not", e.Expression);

    /// <summary>Whether a regular expression of Java is found in a text.</summary>
    /// <remarks>Spark's <c>regexp</c>, since 3.2.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column RegExp(ColumnOrName str, ColumnOrValue regexp) =>
        Call("regexp", str.Expression, regexp.Expression);

    /// <summary>Whether a regular expression of Java is found in a text.</summary>
    /// <remarks>Spark's <c>regexp_like</c>, since 3.2.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column RegexpLike(ColumnOrName str, ColumnOrValue regexp) =>
        Call("regexp_like", str.Expression, regexp.Expression);

    /// <summary>Whether a regular expression of Java is found in a text.</summary>
    /// <remarks>Spark's <c>rlike</c>, since 1.0.0.</remarks>
    /// <param name="str">A column, or its name.</param>
    /// <param name="regexp">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column RLike(ColumnOrName str, ColumnOrValue regexp) =>
        Call("rlike", str.Expression, regexp.Expression);
}
