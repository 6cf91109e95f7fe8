using BigData.Spark.Plans;

namespace BigData.Spark.Sql;

/// <content>Functions of the catalogue's group Struct; its test writes this file.</content>
public static partial class Functions
{
    /// <summary>A struct with the names of its columns.</summary>
    /// <remarks>Spark's <c>struct</c>, since 1.4.0.</remarks>
    /// <param name="e">Columns, or their names.</param>
    /// <returns>A column: struct of the columns; never NULL.</returns>
    public static Column Struct(params ColumnOrName[] e) =>
        CallAll("struct", e);

    /// <summary>A struct with the names of its columns.</summary>
    /// <remarks>Spark's <c>struct</c>, since 1.4.0.</remarks>
    /// <param name="e">The columns.</param>
    /// <returns>A column: struct of the columns; never NULL.</returns>
    public static Column Struct(IEnumerable<Column> e) =>
        new(PlanExpressions.Call("struct", [.. e.Select(a => a.Expression)]));
}
