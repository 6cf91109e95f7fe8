using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Map; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>A map of keys and values in turn.</summary>
    /// <remarks>Spark's <c>map</c>, since 2.0.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: map of the common types; never NULL.</returns>
    public static Column Map(params ColumnOrName[] e) =>
        CallAll("map", e);

    /// <summary>A map of keys and values in turn.</summary>
    /// <remarks>Spark's <c>map</c>, since 2.0.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: map of the common types; never NULL.</returns>
    public static Column Map(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("map", [.. e.Select(a => a.Expression)]));

    /// <summary>The entries of several maps; an error for a key that two hold.</summary>
    /// <remarks>Spark's <c>map_concat</c>, since 2.4.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column MapConcat(params ColumnOrName[] e) =>
        CallAll("map_concat", e);

    /// <summary>The entries of several maps; an error for a key that two hold.</summary>
    /// <remarks>Spark's <c>map_concat</c>, since 2.4.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column MapConcat(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("map_concat", [.. e.Select(a => a.Expression)]));

    /// <summary>Whether a map holds a key.</summary>
    /// <remarks>Spark's <c>map_contains_key</c>, since 3.3.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="key">A value, or a column.</param>
    /// <returns>A column of type boolean; NULL if an argument is NULL.</returns>
    public static Column MapContainsKey(ColumnOrName e, ColumnOrValue key) =>
        Call("map_contains_key", e.Expression, key.Expression);

    /// <summary>The entries of a map.</summary>
    /// <remarks>Spark's <c>map_entries</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of struct key, value; NULL if an argument is NULL.</returns>
    public static Column MapEntries(ColumnOrName e) =>
        Call("map_entries", e.Expression);

    /// <summary>The entries for which a condition over key and value is true.</summary>
    /// <remarks>Spark's <c>map_filter</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="predicate">A function that makes an expression of its variables.</param>
    /// <returns>A column: the type of the first argument; NULL if an argument is NULL.</returns>
    public static Column MapFilter(ColumnOrName e, Func<Column, Column, Column> predicate) =>
        Call("map_filter", e.Expression, Lambda(predicate));

    /// <summary>A map of two arrays.</summary>
    /// <remarks>Spark's <c>map_from_arrays</c>, since 2.4.0.</remarks>
    /// <param name="keys">A column, or its name.</param>
    /// <param name="values">A column, or its name.</param>
    /// <returns>A column: map of the elements; NULL if an argument is NULL.</returns>
    public static Column MapFromArrays(ColumnOrName keys, ColumnOrName values) =>
        Call("map_from_arrays", keys.Expression, values.Expression);

    /// <summary>A map of an array of structs of key and value.</summary>
    /// <remarks>Spark's <c>map_from_entries</c>, since 2.4.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: map of the fields; NULL if an argument is NULL.</returns>
    public static Column MapFromEntries(ColumnOrName e) =>
        Call("map_from_entries", e.Expression);

    /// <summary>The keys of a map.</summary>
    /// <remarks>Spark's <c>map_keys</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of the keys; NULL if an argument is NULL.</returns>
    public static Column MapKeys(ColumnOrName e) =>
        Call("map_keys", e.Expression);

    /// <summary>The values of a map.</summary>
    /// <remarks>Spark's <c>map_values</c>, since 2.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of the values; NULL if an argument is NULL.</returns>
    public static Column MapValues(ColumnOrName e) =>
        Call("map_values", e.Expression);

    /// <summary>The values of two maps by key through a function of key and both values.</summary>
    /// <remarks>Spark's <c>map_zip_with</c>, since 3.0.0.</remarks>
    /// <param name="a">A column, or its name.</param>
    /// <param name="b">A column, or its name.</param>
    /// <param name="function">A function that makes an expression of its variables.</param>
    /// <returns>A column: map of the key and the result; NULL if an argument is NULL.</returns>
    public static Column MapZipWith(ColumnOrName a, ColumnOrName b, Func<Column, Column, Column, Column> function) =>
        Call("map_zip_with", a.Expression, b.Expression, Lambda(function));

    /// <summary>A map of a text like a:1,b:2.</summary>
    /// <remarks>Spark's <c>str_to_map</c>, since 2.0.1.</remarks>
    /// <param name="text">A column, or its name.</param>
    /// <param name="pairDelim">A value, or a column; the engine's default if null.</param>
    /// <param name="keyValueDelim">A value, or a column; the engine's default if null.</param>
    /// <returns>A column of type map&lt;string,string&gt;; NULL if an argument is NULL.</returns>
    public static Column StrToMap(ColumnOrName text, ColumnOrValue? pairDelim = null, ColumnOrValue? keyValueDelim = null) =>
        Call("str_to_map", text.Expression, pairDelim?.Expression, keyValueDelim?.Expression);

    /// <summary>The keys of a map through a function of key and value.</summary>
    /// <remarks>Spark's <c>transform_keys</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="function">A function that makes an expression of its variables.</param>
    /// <returns>A column: map of the result and the value; NULL if an argument is NULL.</returns>
    public static Column TransformKeys(ColumnOrName e, Func<Column, Column, Column> function) =>
        Call("transform_keys", e.Expression, Lambda(function));

    /// <summary>The values of a map through a function of key and value.</summary>
    /// <remarks>Spark's <c>transform_values</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="function">A function that makes an expression of its variables.</param>
    /// <returns>A column: map of the key and the result; NULL if an argument is NULL.</returns>
    public static Column TransformValues(ColumnOrName e, Func<Column, Column, Column> function) =>
        Call("transform_values", e.Expression, Lambda(function));
}
