using BigData.Pipelines.Running;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Writing;

/// <summary>Holds the columns of a table against its contract. Columns are only ever added; anything else needs a rebuild.</summary>
internal static class SchemaGrowth
{
    private const string CommentKey = "comment";

    /// <summary>The columns of the contract that the table lacks, in the contract's order.</summary>
    /// <exception cref="PipelineException">The contract has lost a column or given one another type; all changes are in the message.</exception>
    public static IReadOnlyList<TableColumn> Missing(TableContract table, StructType schema)
    {
        List<TableColumn> missing = [];
        List<string> changes = [];
        foreach (TableColumn column in table.Columns)
        {
            int index = schema.IndexOf(column.Name, ignoreCase: true);
            if (index < 0)
            {
                missing.Add(column);
                continue;
            }

            string held = schema[index].DataType.CatalogString;
            if (TypeNames.Normal(held) != TypeNames.Normal(column.Type))
            {
                changes.Add($"column {column.Name} is {held} in the table, the contract says {column.Type}");
            }
        }

        // The runner's own tables may have been widened by a newer program.
        changes.AddRange(schema.FieldNames
            .Where(name => table.Layer != "ops" && !table.Columns.Any(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)))
            .Select(name => $"column {name} is in the table, but not in the contract any more"));
        return changes.Count == 0
            ? missing
            : throw new PipelineException(
                $"The contract of {table.Name} does not fit the table: {string.Join("; ", changes)}. Columns are only added, so that readers keep "
                + $"what they have. Take the change back, give the table another name, or build it anew with 'run {table.Name} --full-refresh' "
                + "(a table that reads files is never built anew).");
    }

    /// <summary>No rows, but all columns: a write that merges schemas gives them to the table.</summary>
    public static DataFrame Empty(DataFrame table, IReadOnlyList<TableColumn> missing) => table.Limit(0).Select(
    [
        .. table.Columns().Select(name => Col(TableStatements.Quote(name))),
        .. missing.Select(column => Commented(Lit(null).Cast(column.Type), column)),
    ]);

    /// <summary>The rows with the comments of the contract on their columns, for a write that replaces the schema.</summary>
    public static DataFrame Commented(TableContract table, DataFrame rows) =>
        rows.Select([.. table.Columns.Select(column => Commented(Col(TableStatements.Quote(column.Name)), column))]);

    private static Column Commented(Column value, TableColumn column) =>
        value.Alias(column.Name, Metadata.Empty.With(CommentKey, TableStatements.Comment(column)));
}
