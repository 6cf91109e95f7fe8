using System.Security.Cryptography;
using System.Text;

namespace BigData.Activation.PostgreSql;

/// <summary>
/// Views over the published tables, each from a file NAME.sql: lines of comment, then one SELECT. One comment says
/// <c>-- needs: TABLE, TABLE</c>, those that begin with <c>-- column NAME:</c> tell of a column, the others of the view. A view is made once
/// all tables that it needs are there, and anew when its file changes.
/// </summary>
internal sealed class PublishedViews(PostgreSqlNames names, string? folder)
{
    private const string Needs = "needs:";
    private const string OfColumn = "column ";
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

    // A column of a view means what its file says, else what the column of the same name in the tables behind it means.
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
        foreach ((string column, string comment) in columns.Select(column => ((string)column[0]!, (string)column[1]!)).Concat(view.Columns))
        {
            await session.ExecuteAsync(
                $"COMMENT ON COLUMN {names.In(view.Name)}.{PostgreSqlNames.Quote(column)} IS {PostgreSqlNames.Literal(comment)}", token).ConfigureAwait(false);
        }
    }

    private sealed record ViewFile(
        string Name, string Comment, IReadOnlyList<string> Needs, IReadOnlyList<(string Column, string Comment)> Columns, string Sql, string Hash)
    {
        public string FullComment => Comment + Mark + Hash + ".";

        public static ViewFile Read(string path)
        {
            string[] lines = File.ReadAllLines(path);
            string[] comments = [.. lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Select(line => line.TrimStart('-').Trim())];
            string needs = comments.FirstOrDefault(IsNeeds) ?? throw new DestinationException(
                $"The view {path} does not say which tables it needs. Add a line such as '-- needs: customer_segments' to its head.");
            return new ViewFile(
                Path.GetFileNameWithoutExtension(path),
                string.Join(' ', comments.Where(line => !IsNeeds(line) && !IsColumn(line))),
                needs[PublishedViews.Needs.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                [.. comments.Where(IsColumn).Select(Column)],
                string.Join('\n', lines.Skip(comments.Length)).Trim().TrimEnd(';'),
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))).AsSpan(0, 4)));
        }

        private static bool IsNeeds(string line) => line.StartsWith(PublishedViews.Needs, StringComparison.Ordinal);

        private static bool IsColumn(string line) => line.StartsWith(OfColumn, StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal);

        private static (string Column, string Comment) Column(string line)
        {
            string[] parts = line[OfColumn.Length..].Split(':', 2, StringSplitOptions.TrimEntries);
            return (parts[0], parts[1]);
        }
    }
}
