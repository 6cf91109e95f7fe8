namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Variant; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>JSON text as a variant.</summary>
    /// <remarks>Spark's <c>parse_json</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column: variant; NULL if an argument is NULL.</returns>
    public static Column ParseJson(ColumnOrName e) =>
        Call("parse_json", e.Expression);

    /// <summary>A part of a variant by a path, as a type.</summary>
    /// <remarks>Spark's <c>variant_get</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="path">A value, or a column.</param>
    /// <param name="type">A value, or a column.</param>
    /// <returns>A column: the type.</returns>
    public static Column VariantGet(ColumnOrName e, ColumnOrValue path, ColumnOrValue type) =>
        Call("variant_get", e.Expression, path.Expression, type.Expression);
}
