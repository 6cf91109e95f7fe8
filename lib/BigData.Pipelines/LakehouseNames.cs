using BigData.Pipelines.Writing;
using BigData.Spark.Sql;

namespace BigData.Pipelines;

/// <summary>Names of an engine's catalog for the tables of a lakehouse, so that SQL text can say <c>gold.customer_rfm</c>.</summary>
public static class LakehouseNames
{
    /// <summary>Gives each table its name where the name is free; a name that is somebody else's is left alone.</summary>
    /// <param name="spark">The engine; the embedded one has the names of its lakehouse anyway.</param>
    /// <param name="lakehouse">The folder of the lakehouse.</param>
    /// <param name="tables">Names of tables that are there, such as <c>gold.customer_rfm</c>.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The tables whose names point elsewhere, each with that location; empty when all names are right.</returns>
    /// <exception cref="SparkException">The engine refused to make a schema or a name.</exception>
    public static async Task<IReadOnlyList<ForeignName>> RegisterAsync(
        SparkSession spark, string lakehouse, IEnumerable<string> tables, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(spark);
        ArgumentNullException.ThrowIfNull(lakehouse);
        ArgumentNullException.ThrowIfNull(tables);
        List<ForeignName> foreign = [];
        HashSet<string> schemas = new(StringComparer.Ordinal);
        foreach (string table in tables)
        {
            string path = Path.Combine([lakehouse, .. table.Split('.')]);
            string? location = await LocationAsync(spark, table, token).ConfigureAwait(false);
            if (location is null)
            {
                string schema = table[..table.IndexOf('.', StringComparison.Ordinal)];
                if (schemas.Add(schema))
                {
                    await spark.SqlAsync("CREATE SCHEMA IF NOT EXISTS " + TableStatements.Quote(schema), token).ConfigureAwait(false);
                }

                await spark.SqlAsync(TableStatements.Register(table, path), token).ConfigureAwait(false);
            }
            else if (!IsSame(location, path))
            {
                foreign.Add(new ForeignName(table, location, path));
            }
        }

        return foreign;
    }

    private static async Task<string?> LocationAsync(SparkSession spark, string table, CancellationToken token)
    {
        try
        {
            DataFrame detail = await spark.SqlAsync("DESCRIBE DETAIL " + TableStatements.ByName(table), token).ConfigureAwait(false);
            IReadOnlyList<Row> rows = await detail.CollectAsync(token).ConfigureAwait(false);
            return rows.Count == 0 ? null : rows[0].GetAs<string?>("location");
        }
        catch (AnalysisException)
        {
            // Table or schema not found: the name is free.
            return null;
        }
    }

    private static bool IsSame(string location, string path)
    {
        // Engines write file:/a/b and file:///a/b; .NET's Uri reads only the latter as a local path.
        const string Scheme = "file:";
        string local = location.StartsWith(Scheme, StringComparison.Ordinal)
            ? Uri.UnescapeDataString("/" + location[Scheme.Length..].TrimStart('/'))
            : location;
        return string.Equals(Path.TrimEndingDirectorySeparator(local), Path.TrimEndingDirectorySeparator(path), StringComparison.Ordinal);
    }
}

/// <summary>A table whose name in the engine's catalog belongs to another folder.</summary>
/// <param name="Table">The name, such as <c>gold.customer_rfm</c>.</param>
/// <param name="Location">Where the name points to.</param>
/// <param name="Path">The folder of this lakehouse's table.</param>
public sealed record ForeignName(string Table, string Location, string Path);
