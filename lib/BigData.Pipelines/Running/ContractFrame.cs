using BigData.Pipelines.Writing;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;
using static BigData.Spark.Sql.Functions;

namespace BigData.Pipelines.Running;

/// <summary>Holds a built frame against its contract.</summary>
internal static class ContractFrame
{
    /// <summary>The frame with the contract's columns in the contract's order.</summary>
    /// <exception cref="PipelineException">Columns are missing, unknown or of another type; all failures are in the message.</exception>
    public static async Task<DataFrame> ConformAsync(TableContract table, DataFrame frame, CancellationToken token)
    {
        StructType schema = await frame.SchemaAsync(token).ConfigureAwait(false);
        Dictionary<string, StructField> given = new(StringComparer.OrdinalIgnoreCase);
        List<string> errors = [];
        foreach (StructField field in schema.Fields)
        {
            if (!given.TryAdd(field.Name, field))
            {
                errors.Add($"column {field.Name} is there twice");
            }
        }

        foreach (TableColumn column in table.Columns)
        {
            string wanted = TypeNames.Normal(column.Type);
            if (!given.Remove(column.Name, out StructField? field))
            {
                errors.Add($"column {column.Name} ({wanted}) is missing");
            }
            else if (!string.Equals(TypeNames.Normal(field.DataType.CatalogString), wanted, StringComparison.Ordinal))
            {
                errors.Add($"column {column.Name} is {field.DataType.CatalogString}, the contract says {wanted}");
            }
        }

        errors.AddRange(given.Keys.Select(name => $"column {name} is not in the contract"));
        return errors.Count == 0
            ? frame.Select([.. table.Columns.Select(column => Col(TableStatements.Quote(column.Name)).As(column.Name))])
            : throw new PipelineException(
                $"The frame built for {table.Name} does not fit its contract: {string.Join("; ", errors)}. Change the build or the contract.");
    }
}
