using System.Security.Cryptography;
using System.Text;

namespace BigData.Activation.PostgreSql;

/// <summary>
/// Views over the published tables, each from a file NAME.sql: lines of comment, of which the first is the view's comment and one says
/// <c>-- needs: TABLE, TABLE</c>, then one SELECT. A view is made once all tables that it needs are there, and anew when its text changes.
/// </summary>
internal sealed class PublishedViews(PostgreSqlNames names, string? folder)
{
    private const string Needs = "needs:";
    private const string Mark = " Text ";

    /// <summary>Makes the views that are missing or have another text.</summary>
    public async Task MakeAsync(PostgreSqlSession session, CancellationToken token)
    {
        foreach (ViewFile view in Read())
        {
            IReadOnlyList<string> there = await session.ListAsync(
                $"SELECT relname::text FROM pg_class WHERE relnamespace = {Schema()} AND relkind IN ('r', 'v')", token).ConfigureAwait(false);
            if (!view.Needs.All(there.Contains) || await CommentAsync(session, view.Name, token).ConfigureAwait(false) == view.FullComment)
            {
                continue;
            }

            await session.ExecuteAsync(
                $"""
                SET LOCAL search_path TO {PostgreSqlNames.Quote(names.Schema)}, pg_catalog;
                DROP VIEW IF EXISTS {names.In(view.Name)};
                CREATE VIEW {names.In(view.Name)} AS {view.Sql};
                COMMENT ON VIEW {names.In(view.Name)} IS {PostgreSqlNames.Literal(view.FullComment)};
                GRANT SELECT ON {names.In(view.Name)} TO {PostgreSqlNames.Quote(names.Reader)};
                """,
                token).ConfigureAwait(false);
            await DescribeAsync(session, view, token).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the views away, so that a table can give way to another one in the same transaction.</summary>
    public async Task DropAsync(PostgreSqlSession session, CancellationToken token)
    {
        foreach (ViewFile view in Read().Reverse())
        {
            await session.ExecuteAsync($"DROP VIEW IF EXISTS {names.In(view.Name)}", token).ConfigureAwait(false);
        }
    }

    private IReadOnlyList<ViewFile> Read()
    {
        if (folder is null)
        {
            return [];
        }

        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal).Select(ViewFile.Read)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DestinationException($"The views of PostgreSQL cannot be read: {e.Message} Give their folder in the setting views.", e);
        }
    }

    private string Schema() => $"(SELECT oid FROM pg_namespace WHERE nspname = {PostgreSqlNames.Literal(names.Schema)})";

    private async Task<string?> CommentAsync(PostgreSqlSession session, string view, CancellationToken token) =>
        (await session.ListAsync($"SELECT obj_description(to_regclass({PostgreSqlNames.Literal(names.In(view))}), 'pg_class')", token).ConfigureAwait(false))[0];

    // A column of a view means what the column of the same name in the tables behind it means.
    private async Task DescribeAsync(PostgreSqlSession session, ViewFile view, CancellationToken token)
    {
        IReadOnlyList<object?[]> columns = await session.RowsAsync(
            $"""
            SELECT DISTINCT ON (v.attnum) v.attname::text, d.description FROM pg_attribute v
            JOIN pg_attribute t ON t.attname = v.attname AND t.attnum > 0 AND t.attrelid IN ({string.Join(", ", view.Needs.Select(need => $"to_regclass({PostgreSqlNames.Literal(names.In(need))})"))})
            JOIN pg_description d ON d.objoid = t.attrelid AND d.objsubid = t.attnum AND d.classoid = 'pg_class'::regclass
            WHERE v.attrelid = to_regclass({PostgreSqlNames.Literal(names.In(view.Name))}) AND v.attnum > 0 ORDER BY v.attnum
            """,
            token).ConfigureAwait(false);
        foreach (object?[] column in columns)
        {
            await session.ExecuteAsync(
                $"COMMENT ON COLUMN {names.In(view.Name)}.{PostgreSqlNames.Quote((string)column[0]!)} IS {PostgreSqlNames.Literal((string)column[1]!)}",
                token).ConfigureAwait(false);
        }
    }

    private sealed record ViewFile(string Name, string Comment, IReadOnlyList<string> Needs, string Sql)
    {
        public string FullComment => Comment + Mark
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)).AsSpan(0, 4)) + ".";

        public static ViewFile Read(string path)
        {
            string[] lines = File.ReadAllLines(path);
            string[] comments = [.. lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Select(line => line.TrimStart('-').Trim())];
            string needs = comments.FirstOrDefault(line => line.StartsWith(PublishedViews.Needs, StringComparison.Ordinal)) ?? throw new DestinationException(
                $"The view {path} does not say which tables it needs. Add a line such as '-- needs: customer_segments' to its head.");
            return new ViewFile(
                Path.GetFileNameWithoutExtension(path),
                comments[0],
                needs[PublishedViews.Needs.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                string.Join('\n', lines.Skip(comments.Length)).Trim().TrimEnd(';'));
        }
    }
}
