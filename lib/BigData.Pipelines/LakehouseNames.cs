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
        foreach (IGrouping<string, string> schema in tables.GroupBy(SchemaOf, StringComparer.Ordinal))
        {
            IReadOnlyDictionary<string, string?>? known = await NamesAsync(spark, schema.Key, token).ConfigureAwait(false);
            if (known is null)
            {
                await spark.SqlAsync("CREATE SCHEMA IF NOT EXISTS " + TableStatements.Quote(schema.Key), token).ConfigureAwait(false);
            }

            foreach (string table in schema)
            {
                string path = Path.Combine([lakehouse, .. table.Split('.')]);
                if (known is null || !known.TryGetValue(table[(schema.Key.Length + 1)..], out string? location))
                {
                    await spark.SqlAsync(TableStatements.Register(table, path), token).ConfigureAwait(false);
                    continue;
                }

                location ??= await LocationAsync(spark, table, token).ConfigureAwait(false);
                if (!IsSame(location, path))
                {
                    foreign.Add(new ForeignName(table, location, path));
                }
            }
        }

        return foreign;
    }

    private static string SchemaOf(string table) => table[..table.IndexOf('.', StringComparison.Ordinal)];

    // The tables of a schema with their locations, where the catalog tells them; null when there is no such schema.
    private static async Task<IReadOnlyDictionary<string, string?>?> NamesAsync(SparkSession spark, string schema, CancellationToken token)
    {
        try
        {
            DataFrame shown = await spark.SqlAsync($"SHOW TABLE EXTENDED IN {TableStatements.Quote(schema)} LIKE '*'", token).ConfigureAwait(false);
            return (await shown.CollectAsync(token).ConfigureAwait(false))
                .Where(row => !row.GetAs<bool>("isTemporary"))
                .ToDictionary(row => row.GetAs<string>("tableName"), row => Location(row.GetAs<string>("information")), StringComparer.OrdinalIgnoreCase);
        }
        catch (AnalysisException e) when (e.ErrorClass == "SCHEMA_NOT_FOUND")
        {
            return null;
        }
    }

    // Comments come before the location and may have lines of their own.
    private static string? Location(string information)
    {
        const string Label = "Location: ";
        return information.Split('\n').LastOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))?[Label.Length..];
    }

    private static async Task<string> LocationAsync(SparkSession spark, string table, CancellationToken token)
    {
        DataFrame detail = await spark.SqlAsync("DESCRIBE DETAIL " + TableStatements.ByName(table), token).ConfigureAwait(false);
        return (await detail.CollectAsync(token).ConfigureAwait(false))[0].GetAs<string>("location");
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
