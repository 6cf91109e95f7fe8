namespace BigData.Activation.PostgreSql;

/// <summary>A table as the server has it: columns with types, and the primary key.</summary>
internal sealed record TableShape(IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<string> Keys)
{
    /// <summary>The shape of a table; null when there is none.</summary>
    public static async Task<TableShape?> ReadAsync(PostgreSqlSession session, PostgreSqlNames names, string table, CancellationToken token)
    {
        string relation = $"to_regclass({PostgreSqlNames.Literal(names.In(table))})";
        IReadOnlyList<object?[]> columns = await session.RowsAsync(
            $"""
            SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute
            WHERE attrelid = {relation} AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """,
            token).ConfigureAwait(false);
        if (columns.Count == 0)
        {
            return null;
        }

        IReadOnlyList<string> keys = await session.ListAsync(
            $"""
            SELECT a.attname::text FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
            WHERE c.conrelid = {relation} AND c.contype = 'p' ORDER BY k.place
            """,
            token).ConfigureAwait(false);
        return new TableShape([.. columns.Select(column => ((string)column[0]!, (string)column[1]!))], keys);
    }

    /// <summary>Whether it has exactly the columns and the key of the contract, in whatever order columns are.</summary>
    public bool Fits(PublishedTable table) => Columns.Count == table.Columns.Count && CanBecome(table);

    /// <summary>Whether new columns are all that it lacks.</summary>
    public bool CanBecome(PublishedTable table) => Keys.SequenceEqual(table.Keys, StringComparer.Ordinal)
        && Columns.All(own => table.Columns.Any(wanted => wanted.Name == own.Name && PostgreSqlTypes.Of(wanted.Type) == own.Type));
}
