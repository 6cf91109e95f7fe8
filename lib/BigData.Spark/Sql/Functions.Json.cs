using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Json; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The value that JSON text stands for, by a schema in DDL.</summary>
    /// <remarks>Spark's <c>from_json</c>, since 2.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="schema">A value, or a column.</param>
    /// <returns>A column: the schema.</returns>
    public static Column FromJson(ColumnOrName e, ColumnOrValue schema) =>
        Call("from_json", e.Expression, schema.Expression);

    /// <summary>A part of JSON text by a path such as $.a[0].</summary>
    /// <remarks>Spark's <c>get_json_object</c>, since 1.5.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="path">A value, or a column.</param>
    /// <returns>A column of type string.</returns>
    public static Column GetJsonObject(ColumnOrName e, ColumnOrValue path) =>
        Call("get_json_object", e.Expression, path.Expression);

    /// <summary>The count of elements of the outermost array.</summary>
    /// <remarks>Spark's <c>json_array_length</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type int.</returns>
    public static Column JsonArrayLength(ColumnOrName e) =>
        Call("json_array_length", e.Expression);

    /// <summary>The keys of the outermost object.</summary>
    /// <remarks>Spark's <c>json_object_keys</c>, since 3.1.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: array of string.</returns>
    public static Column JsonObjectKeys(ColumnOrName e) =>
        Call("json_object_keys", e.Expression);

    /// <summary>Fields of JSON text as columns.</summary>
    /// <remarks>Spark's <c>json_tuple</c>, since 1.6.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="field">Values, or columns.</param>
    /// <returns>A column: columns c0, c1 ….</returns>
    public static Column JsonTuple(ColumnOrName e, params ColumnOrValue[] field) =>
        new(PlanExpressions.Call("json_tuple", [e.Expression, .. field.Select(a => a.Expression)]));

    /// <summary>The schema of JSON text, in DDL.</summary>
    /// <remarks>Spark's <c>schema_of_json</c>, since 2.4.0.</remarks>
    /// <param name="json">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column SchemaOfJson(ColumnOrValue json) =>
        Call("schema_of_json", json.Expression);

    /// <summary>A struct, map or array as JSON; fields that are NULL are left out.</summary>
    /// <remarks>Spark's <c>to_json</c>, since 2.2.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column ToJson(ColumnOrName e) =>
        Call("to_json", e.Expression);
}
