namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Csv; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>The struct that a line of CSV stands for, by a schema in DDL.</summary>
    /// <remarks>Spark's <c>from_csv</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <param name="schema">A value, or a column.</param>
    /// <returns>A column: the schema.</returns>
    public static Column FromCsv(ColumnOrName e, ColumnOrValue schema) =>
        Call("from_csv", e.Expression, schema.Expression);

    /// <summary>The schema of a line of CSV, in DDL.</summary>
    /// <remarks>Spark's <c>schema_of_csv</c>, since 3.0.0.</remarks>
    /// <param name="csv">A value, or a column.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column SchemaOfCsv(ColumnOrValue csv) =>
        Call("schema_of_csv", csv.Expression);

    /// <summary>A struct as a line of CSV.</summary>
    /// <remarks>Spark's <c>to_csv</c>, since 3.0.0.</remarks>
    /// <param name="e">A column, or its name.</param>
    /// <returns>A column of type string; NULL if an argument is NULL.</returns>
    public static Column ToCsv(ColumnOrName e) =>
        Call("to_csv", e.Expression);
}
