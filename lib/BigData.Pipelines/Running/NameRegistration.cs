using BigData.Pipelines.Writing;
using BigData.Spark.Sql;

namespace BigData.Pipelines.Running;

/// <summary>Gives tables their <c>schema.table</c> names for users' own SQL; a name that is somebody else's is left alone.</summary>
internal sealed class NameRegistration(RunSession run)
{
    public async Task RegisterAsync(IEnumerable<string> tables, CancellationToken token)
    {
        HashSet<string> schemas = new(StringComparer.Ordinal);
        foreach (string table in tables)
        {
            string path = run.Store.PathOf(table);
            string? location = await LocationAsync(table, token).ConfigureAwait(false);
            if (location is null)
            {
                string schema = table[..table.IndexOf('.', StringComparison.Ordinal)];
                if (schemas.Add(schema))
                {
                    await run.Spark.SqlAsync("CREATE SCHEMA IF NOT EXISTS " + TableStatements.Quote(schema), token).ConfigureAwait(false);
                }

                await run.Spark.SqlAsync(TableStatements.Register(table, path), token).ConfigureAwait(false);
            }
            else if (!IsSame(location, path))
            {
                run.Note($"the name {table} of this engine points to {location} and was left alone; this lakehouse's table is delta.`{path}`");
            }
        }
    }

    private async Task<string?> LocationAsync(string table, CancellationToken token)
    {
        try
        {
            DataFrame detail = await run.Spark.SqlAsync("DESCRIBE DETAIL " + TableStatements.ByName(table), token).ConfigureAwait(false);
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
