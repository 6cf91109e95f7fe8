namespace BigData.Activation.PostgreSql;

/// <summary>
/// Foreign keys between published tables, so that BI tools know how to join them: a table refers to every other one whose whole key it
/// has among its columns, where all its rows have a partner. They are taken away before a table changes and come back afterwards where
/// they still hold.
/// </summary>
internal sealed class ForeignKeys(PostgreSqlNames names)
{
    private const string Prefix = "bigdata_fk_";

    public async Task DropAsync(PostgreSqlSession session, string table, CancellationToken token)
    {
        IReadOnlyList<object?[]> constraints = await session.RowsAsync(
            $"""
            SELECT conrelid::regclass::text, conname::text FROM pg_constraint
            WHERE contype = 'f' AND starts_with(conname, {PostgreSqlNames.Literal(Prefix)})
                AND to_regclass({PostgreSqlNames.Literal(names.In(table))}) IN (conrelid, confrelid)
            """,
            token).ConfigureAwait(false);
        foreach (object?[] constraint in constraints)
        {
            await session.ExecuteAsync($"ALTER TABLE {constraint[0]} DROP CONSTRAINT {PostgreSqlNames.Quote((string)constraint[1]!)}", token).ConfigureAwait(false);
        }
    }

    public async Task AddAsync(PostgreSqlSession session, CancellationToken token)
    {
        foreach ((string from, string to, IReadOnlyList<string> keys) in await MissingAsync(session, token).ConfigureAwait(false))
        {
            string pairs = string.Join(" AND ", keys.Select(key => $"t.{PostgreSqlNames.Quote(key)} = f.{PostgreSqlNames.Quote(key)}"));
            string known = string.Join(" AND ", keys.Select(key => $"f.{PostgreSqlNames.Quote(key)} IS NOT NULL"));
            long orphans = await session.NumberAsync(
                $"SELECT count(*) FROM (SELECT FROM {names.In(from)} AS f WHERE {known} AND NOT EXISTS (SELECT FROM {names.In(to)} AS t WHERE {pairs}) LIMIT 1) AS o",
                token).ConfigureAwait(false);
            if (orphans == 0)
            {
                string list = PostgreSqlNames.List(keys);
                await session.ExecuteAsync(
                    $"ALTER TABLE {names.In(from)} ADD CONSTRAINT {PostgreSqlNames.Quote(Prefix + to)} FOREIGN KEY ({list}) REFERENCES {names.In(to)} ({list})",
                    token).ConfigureAwait(false);
            }
        }
    }

    // Pairs of published tables where the first has every column of the second one's key, with the same type, and does not refer to it yet.
    private async Task<IReadOnlyList<(string From, string To, IReadOnlyList<string> Keys)>> MissingAsync(PostgreSqlSession session, CancellationToken token)
    {
        IReadOnlyList<object?[]> rows = await session.RowsAsync(
            $"""
            WITH published AS (
                SELECT c.oid, c.relname FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = {PostgreSqlNames.Literal(names.Schema)}
                JOIN {names.State("publications")} p ON p.table_name = c.relname
                WHERE c.relkind = 'r'),
            keys AS (
                SELECT p.oid, p.relname, k.place, a.attname, a.atttypid FROM published p
                JOIN pg_constraint c ON c.conrelid = p.oid AND c.contype = 'p'
                CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
                JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum = k.attnum)
            SELECT f.relname::text, t.relname::text, array_agg(t.attname::text ORDER BY t.place)
            FROM published f CROSS JOIN keys t
            LEFT JOIN pg_attribute a ON a.attrelid = f.oid AND a.attname = t.attname AND a.atttypid = t.atttypid AND NOT a.attisdropped
            WHERE f.oid <> t.oid AND NOT EXISTS (
                SELECT FROM pg_constraint c WHERE c.contype = 'f' AND (c.conrelid, c.confrelid) IN ((f.oid, t.oid), (t.oid, f.oid)))
            GROUP BY f.relname, t.relname HAVING count(a.attname) = count(*)
            ORDER BY f.relname, t.relname
            """,
            token).ConfigureAwait(false);
        List<(string From, string To, IReadOnlyList<string> Keys)> pairs =
            [.. rows.Select(row => ((string)row[0]!, (string)row[1]!, (IReadOnlyList<string>)(string[])row[2]!))];

        // Of two tables with the same key, one refers to the other.
        return [.. pairs.Where(pair => string.CompareOrdinal(pair.From, pair.To) < 0 || !pairs.Exists(other => other.From == pair.To && other.To == pair.From))];
    }
}
