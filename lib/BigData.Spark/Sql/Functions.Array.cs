using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Array; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>Folds an array into one value.</summary>
    /// <remarks>Spark's <c>aggregate</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="initialValue">A value, or a column.</param>
    /// <param name="merge">A function that makes an expression of its variables.</param>
    /// <param name="finish">A function that makes an expression; none if null.</param>
    /// <returns>A column: the type of the start value.</returns>
    public static Column Aggregate(ColumnOrName e, ColumnOrValue initialValue, Func<Column, Column, Column> merge, Func<Column, Column>? finish = null) =>
        Call("aggregate", e.Expression, initialValue.Expression, Lambda(merge), finish is null ? null : Lambda(finish));

    /// <summary>An array of values.</summary>
    /// <remarks>Spark's <c>array</c>, since 1.1.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: array of the common type; never NULL.</returns>
    public static Column Array(params ColumnOrName[] e) =>
        CallAll("array", e);

    /// <summary>An array of values.</summary>
    /// <remarks>Spark's <c>array</c>, since 1.1.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: array of the common type; never NULL.</returns>
    public static Column Array(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("array", [.. e.Select(a => a.Expression)]));

    /// <summary>An array with an element at its end.</summary>
    /// <remarks>Spark's <c>array_append</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="element">A value, or a column.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column ArrayAppend(ColumnOrName e, ColumnOrValue element) =>
        Call("array_append", e.Expression, element.Expression);

    /// <summary>An array without NULL.</summary>
    /// <remarks>Spark's <c>array_compact</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArrayCompact(ColumnOrName e) =>
        Call("array_compact", e.Expression);

    /// <summary>Whether an array holds a value; NULL if it does not but holds NULL.</summary>
    /// <remarks>Spark's <c>array_contains</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="value">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column ArrayContains(ColumnOrName e, ColumnOrValue value) =>
        Call("array_contains", e.Expression, value.Expression);

    /// <summary>An array with each value once.</summary>
    /// <remarks>Spark's <c>array_distinct</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArrayDistinct(ColumnOrName e) =>
        Call("array_distinct", e.Expression);

    /// <summary>The different elements of one array that another lacks.</summary>
    /// <remarks>Spark's <c>array_except</c>, since 2.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArrayExcept(ColumnOrName a, ColumnOrName b) =>
        Call("array_except", a.Expression, b.Expression);

    /// <summary>An array with an element at a position from 1, or from the end if negative.</summary>
    /// <remarks>Spark's <c>array_insert</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="pos">A value, or a column.</param>
    /// <param name="value">A value, or a column.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column ArrayInsert(ColumnOrName e, ColumnOrValue pos, ColumnOrValue value) =>
        Call("array_insert", e.Expression, pos.Expression, value.Expression);

    /// <summary>The different elements that both arrays hold.</summary>
    /// <remarks>Spark's <c>array_intersect</c>, since 2.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArrayIntersect(ColumnOrName a, ColumnOrName b) =>
        Call("array_intersect", a.Expression, b.Expression);

    /// <summary>The elements as text with a delimiter between; NULL is skipped or replaced.</summary>
    /// <remarks>Spark's <c>array_join</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="delimiter">A value, or a column.</param>
    /// <param name="nullReplacement">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column ArrayJoin(ColumnOrName e, ColumnOrValue delimiter, ColumnOrValue? nullReplacement = null) =>
        Call("array_join", e.Expression, delimiter.Expression, nullReplacement?.Expression);

    /// <summary>The greatest element; NULL is skipped.</summary>
    /// <remarks>Spark's <c>array_max</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the elements.</returns>
    public static Column ArrayMax(ColumnOrName e) =>
        Call("array_max", e.Expression);

    /// <summary>The least element; NULL is skipped.</summary>
    /// <remarks>Spark's <c>array_min</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the elements.</returns>
    public static Column ArrayMin(ColumnOrName e) =>
        Call("array_min", e.Expression);

    /// <summary>The position from 1 of a value; 0 if it is not there.</summary>
    /// <remarks>Spark's <c>array_position</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="value">A value, or a column.</param>
    /// <returns>A column of type bigint; NULL if an argument is NULL.</returns>
    public static Column ArrayPosition(ColumnOrName e, ColumnOrValue value) =>
        Call("array_position", e.Expression, value.Expression);

    /// <summary>An array with an element at its start.</summary>
    /// <remarks>Spark's <c>array_prepend</c>, since 3.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="element">A value, or a column.</param>
    /// <returns>A column: the type of the first argument.</returns>
    public static Column ArrayPrepend(ColumnOrName e, ColumnOrValue element) =>
        Call("array_prepend", e.Expression, element.Expression);

    /// <summary>An array without a value.</summary>
    /// <remarks>Spark's <c>array_remove</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="element">A value, or a column.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArrayRemove(ColumnOrName e, ColumnOrValue element) =>
        Call("array_remove", e.Expression, element.Expression);

    /// <summary>An array of one value several times.</summary>
    /// <remarks>Spark's <c>array_repeat</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="count">A value, or a column.</param>
    /// <returns>A column: array of the type of the first argument.</returns>
    public static Column ArrayRepeat(ColumnOrName e, ColumnOrValue count) =>
        Call("array_repeat", e.Expression, count.Expression);

    /// <summary>The count of elements.</summary>
    /// <remarks>Spark's <c>array_size</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int; NULL if an argument is NULL.</returns>
    public static Column ArraySize(ColumnOrName e) =>
        Call("array_size", e.Expression);

    /// <summary>An array in ascending order with NULL last, or by a comparison that gives -1, 0 or 1.</summary>
    /// <remarks>Spark's <c>array_sort</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="comparator">A function that makes an expression; none if null.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArraySort(ColumnOrName e, Func<Column, Column, Column>? comparator = null) =>
        Call("array_sort", e.Expression, comparator is null ? null : Lambda(comparator));

    /// <summary>The different elements of both arrays.</summary>
    /// <remarks>Spark's <c>array_union</c>, since 2.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column ArrayUnion(ColumnOrName a, ColumnOrName b) =>
        Call("array_union", a.Expression, b.Expression);

    /// <summary>Whether both arrays share an element that is not NULL.</summary>
    /// <remarks>Spark's <c>arrays_overlap</c>, since 2.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column ArraysOverlap(ColumnOrName a, ColumnOrName b) =>
        Call("arrays_overlap", a.Expression, b.Expression);

    /// <summary>The n-th elements of arrays as structs.</summary>
    /// <remarks>Spark's <c>arrays_zip</c>, since 2.4.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: array of struct; NULL if an argument is NULL.</returns>
    public static Column ArraysZip(params ColumnOrName[] e) =>
        CallAll("arrays_zip", e);

    /// <summary>The n-th elements of arrays as structs.</summary>
    /// <remarks>Spark's <c>arrays_zip</c>, since 2.4.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: array of struct; NULL if an argument is NULL.</returns>
    public static Column ArraysZip(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("arrays_zip", [.. e.Select(a => a.Expression)]));

    /// <summary>The count of elements of an array or map.</summary>
    /// <remarks>Spark's <c>cardinality</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int.</returns>
    public static Column Cardinality(ColumnOrName e) =>
        Call("cardinality", e.Expression);

    /// <summary>The element at a position from 1, or the value of a key; an error outside of the array.</summary>
    /// <remarks>Spark's <c>element_at</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="key">A value, or a column.</param>
    /// <returns>A column: element or value.</returns>
    public static Column ElementAt(ColumnOrName e, ColumnOrValue key) =>
        Call("element_at", e.Expression, key.Expression);

    /// <summary>Whether a condition is true for one element.</summary>
    /// <remarks>Spark's <c>exists</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="predicate">A function that makes an expression of its variables.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column Exists(ColumnOrName e, Func<Column, Column> predicate) =>
        Call("exists", e.Expression, Lambda(predicate));

    /// <summary>The elements for which a condition is true; the second variable is the position from 0.</summary>
    /// <remarks>Spark's <c>filter</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="predicate">A function that makes an expression of its variables.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Filter(ColumnOrName e, Func<Column, Column> predicate) =>
        Call("filter", e.Expression, Lambda(predicate));

    /// <summary>The elements for which a condition is true; the second variable is the position from 0.</summary>
    /// <remarks>Spark's <c>filter</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="predicate">A function that makes an expression of its variables.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Filter(ColumnOrName e, Func<Column, Column, Column> predicate) =>
        Call("filter", e.Expression, Lambda(predicate));

    /// <summary>The elements of arrays in an array; NULL if one of them is NULL.</summary>
    /// <remarks>Spark's <c>flatten</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the elements.</returns>
    public static Column Flatten(ColumnOrName e) =>
        Call("flatten", e.Expression);

    /// <summary>Whether a condition is true for all elements.</summary>
    /// <remarks>Spark's <c>forall</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="predicate">A function that makes an expression of its variables.</param>
    /// <returns>A column of type boolean.</returns>
    public static Column ForAll(ColumnOrName e, Func<Column, Column> predicate) =>
        Call("forall", e.Expression, Lambda(predicate));

    /// <summary>The element at a position from 0; NULL outside of the array.</summary>
    /// <remarks>Spark's <c>get</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="index">A value, or a column.</param>
    /// <returns>A column: the type of the elements.</returns>
    public static Column Get(ColumnOrName e, ColumnOrValue index) =>
        Call("get", e.Expression, index.Expression);

    /// <summary>Folds an array into one value.</summary>
    /// <remarks>Spark's <c>reduce</c>, since 3.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="initialValue">A value, or a column.</param>
    /// <param name="merge">A function that makes an expression of its variables.</param>
    /// <param name="finish">A function that makes an expression; none if null.</param>
    /// <returns>A column: the type of the start value.</returns>
    public static Column Reduce(ColumnOrName e, ColumnOrValue initialValue, Func<Column, Column, Column> merge, Func<Column, Column>? finish = null) =>
        Call("reduce", e.Expression, initialValue.Expression, Lambda(merge), finish is null ? null : Lambda(finish));

    /// <summary>A text or array from its end to its start.</summary>
    /// <remarks>Spark's <c>reverse</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Reverse(ColumnOrName e) =>
        Call("reverse", e.Expression);

    /// <summary>The values from one to another, both included.</summary>
    /// <remarks>Spark's <c>sequence</c>, since 2.4.0.</remarks>
    /// <param name="start">A column, or its name.</param>
    /// <param name="stop">A column, or its name.</param>
    /// <param name="step">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: array of the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Sequence(ColumnOrName start, ColumnOrName stop, ColumnOrValue? step = null) =>
        Call("sequence", start.Expression, stop.Expression, step?.Expression);

    /// <summary>An array in random order.</summary>
    /// <remarks>Spark's <c>shuffle</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="seed">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Shuffle(ColumnOrName e, ColumnOrValue? seed = null) =>
        Call("shuffle", e.Expression, seed?.Expression);

    /// <summary>The count of elements of an array or map; NULL for NULL.</summary>
    /// <remarks>Spark's <c>size</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int.</returns>
    public static Column Size(ColumnOrName e) =>
        Call("size", e.Expression);

    /// <summary>A part of an array from a position from 1, or from the end if negative.</summary>
    /// <remarks>Spark's <c>slice</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="start">A value, or a column.</param>
    /// <param name="length">A value, or a column.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column Slice(ColumnOrName e, ColumnOrValue start, ColumnOrValue length) =>
        Call("slice", e.Expression, start.Expression, length.Expression);

    /// <summary>An array in ascending order with NULL first, or in descending order with NULL last.</summary>
    /// <remarks>Spark's <c>sort_array</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="asc">A value, or a column; the engine's default if null.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column SortArray(ColumnOrName e, ColumnOrValue? asc = null) =>
        Call("sort_array", e.Expression, asc?.Expression);

    /// <summary>Each element through a function; the second variable is the position from 0.</summary>
    /// <remarks>Spark's <c>transform</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="function">A function that makes an expression of its variables.</param>
    /// <returns>A column: array of the result of the function; NULL if an argument is NULL.</returns>
    public static Column Transform(ColumnOrName e, Func<Column, Column> function) =>
        Call("transform", e.Expression, Lambda(function));

    /// <summary>Each element through a function; the second variable is the position from 0.</summary>
    /// <remarks>Spark's <c>transform</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="function">A function that makes an expression of its variables.</param>
    /// <returns>A column: array of the result of the function; NULL if an argument is NULL.</returns>
    public static Column Transform(ColumnOrName e, Func<Column, Column, Column> function) =>
        Call("transform", e.Expression, Lambda(function));

    /// <summary>The element at a position from 1, or the value of a key; NULL if there is none.</summary>
    /// <remarks>Spark's <c>try_element_at</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="key">A value, or a column.</param>
    /// <returns>A column: element or value.</returns>
    public static Column TryElementAt(ColumnOrName e, ColumnOrValue key) =>
        Call("try_element_at", e.Expression, key.Expression);

    /// <summary>The n-th elements of two arrays through a function; the shorter one is filled with NULL.</summary>
    /// <remarks>Spark's <c>zip_with</c>, since 2.4.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <param name="function">A function that makes an expression of its variables.</param>
    /// <returns>A column: array of the result of the function; NULL if an argument is NULL.</returns>
    public static Column ZipWith(ColumnOrName a, ColumnOrName b, Func<Column, Column, Column> function) =>
        Call("zip_with", a.Expression, b.Expression, Lambda(function));
}
