namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Xml; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The struct that XML text stands for, by a schema in DDL.</summary>
    /// <remarks>Spark's <c>from_xml</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="schema">A value, or a column.</param>
    /// <returns>A column: the schema.</returns>
    public static Column FromXml(ColumnOrName e, ColumnOrValue schema) =>
        Call("from_xml", e.Expression, schema.Expression);

    /// <summary>The schema of XML text, in DDL.</summary>
    /// <remarks>Spark's <c>schema_of_xml</c>, since 4.0.0.</remarks>
    /// <param name="xml">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column SchemaOfXml(ColumnOrValue xml) =>
        Call("schema_of_xml", xml.Expression);

    /// <summary>A struct as XML text.</summary>
    /// <remarks>Spark's <c>to_xml</c>, since 4.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column ToXml(ColumnOrName e) =>
        Call("to_xml", e.Expression);

    /// <summary>The texts of the nodes of XML that a path finds.</summary>
    /// <remarks>Spark's <c>xpath</c>, since 2.0.0.</remarks>
    /// <param name="xml">A column, or its name.</param>
    /// <param name="path">A value, or a column.</param>
    /// <returns>A column: array of string; NULL if an argument is NULL.</returns>
    public static Column XPath(ColumnOrName xml, ColumnOrValue path) =>
        Call("xpath", xml.Expression, path.Expression);
}
