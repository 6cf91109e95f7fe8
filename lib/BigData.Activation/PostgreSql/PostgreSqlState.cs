using Npgsql;

namespace BigData.Activation.PostgreSql;

/// <summary>What the destination remembers, in a schema of its own: one row for each published table.</summary>
internal sealed class PostgreSqlState(PostgreSqlNames names)
{
    private const string Publications = "publications";

    /// <summary>The view that tells readers how fresh each table is.</summary>
    public const string FreshnessView = "data_freshness";

    /// <summary>Makes schemas, role and memory where they are not there yet.</summary>
    public async Task PrepareAsync(PostgreSqlSession session, CancellationToken token)
    {
        if (await session.NumberAsync($"SELECT count(*) FROM pg_roles WHERE rolname = {PostgreSqlNames.Literal(names.Reader)}", token).ConfigureAwait(false) == 0)
        {
            await session.ExecuteAsync($"CREATE ROLE {PostgreSqlNames.Quote(names.Reader)} NOLOGIN", token).ConfigureAwait(false);
        }

        string reader = PostgreSqlNames.Quote(names.Reader);
        if (await ExistsAsync(session, names.State(Publications), token).ConfigureAwait(false)
            && await ExistsAsync(session, names.In(FreshnessView), token).ConfigureAwait(false))
        {
            return;
        }

        await session.ExecuteAsync(
            $"""
            CREATE SCHEMA IF NOT EXISTS {PostgreSqlNames.Quote(names.Schema)};
            CREATE SCHEMA IF NOT EXISTS {PostgreSqlNames.Quote(names.StateSchema)};
            CREATE TABLE IF NOT EXISTS {names.State(Publications)} (
                table_name text PRIMARY KEY, table_id text NOT NULL, version bigint NOT NULL, contract_version text NOT NULL, condition text,
                rows bigint NOT NULL, rejected bigint NOT NULL, run_id text NOT NULL, published_at timestamptz NOT NULL, as_of date);
            COMMENT ON TABLE {names.State(Publications)} IS 'What bigdata publish has published last; publishing goes on from here.';
            CREATE OR REPLACE VIEW {names.In(FreshnessView)} AS
                SELECT table_name, as_of, rows, version, contract_version, published_at FROM {names.State(Publications)};
            COMMENT ON VIEW {names.In(FreshnessView)} IS 'How fresh each published table is. One row: a published table.';
            COMMENT ON COLUMN {names.In(FreshnessView)}.table_name IS 'name of the table in this schema';
            COMMENT ON COLUMN {names.In(FreshnessView)}.as_of IS 'the day whose start ends what the rows tell; null when the table has none';
            COMMENT ON COLUMN {names.In(FreshnessView)}.rows IS 'number of rows';
            COMMENT ON COLUMN {names.In(FreshnessView)}.version IS 'version of the Delta table that the rows are';
            COMMENT ON COLUMN {names.In(FreshnessView)}.contract_version IS 'changes when key, names or types of columns change';
            COMMENT ON COLUMN {names.In(FreshnessView)}.published_at IS 'when the rows were published';
            GRANT USAGE ON SCHEMA {PostgreSqlNames.Quote(names.Schema)} TO {reader};
            GRANT SELECT ON {names.In(FreshnessView)} TO {reader};
            """,
            token).ConfigureAwait(false);
    }

    /// <summary>Lets one publication at a time write; the lock ends with the transaction.</summary>
    public Task LockAsync(PostgreSqlSession session, CancellationToken token) => session.RowsAsync(
        $"SELECT pg_advisory_xact_lock(hashtext({PostgreSqlNames.Literal("bigdata " + names.Schema)}))", token);

    public async Task<Acknowledgement?> ReadAsync(PostgreSqlSession session, string table, CancellationToken token)
    {
        if (!await ExistsAsync(session, names.State(Publications), token).ConfigureAwait(false))
        {
            return null;
        }

        IReadOnlyList<object?[]> rows = await session.RowsAsync(
            $"""
            SELECT table_id, version, contract_version, condition, rows, rejected, run_id, published_at, as_of
            FROM {names.State(Publications)} WHERE table_name = {PostgreSqlNames.Literal(table)}
            """,
            token).ConfigureAwait(false);
        return rows is not [object?[] row] ? null : new Acknowledgement
        {
            TableId = (string)row[0]!,
            Version = (long)row[1]!,
            ContractVersion = (string)row[2]!,
            Where = (string?)row[3],
            Rows = (long)row[4]!,
            Rejected = (long)row[5]!,
            RunId = (string)row[6]!,
            PublishedAt = new DateTimeOffset((DateTime)row[7]!),
            AsOf = (DateOnly?)row[8],
        };
    }

    public async Task WriteAsync(PostgreSqlSession session, string table, Acknowledgement content, CancellationToken token)
    {
        NpgsqlCommand command = new(
            $"""
            INSERT INTO {names.State(Publications)} AS held
                (table_name, table_id, version, contract_version, condition, rows, rejected, run_id, published_at, as_of)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (table_name) DO UPDATE SET
                table_id = excluded.table_id, version = excluded.version, contract_version = excluded.contract_version,
                condition = excluded.condition, rows = excluded.rows, rejected = excluded.rejected, run_id = excluded.run_id,
                published_at = excluded.published_at, as_of = excluded.as_of
            """,
            session.Connection);
        await using (command.ConfigureAwait(false))
        {
            foreach (object? value in new object?[]
            {
                table, content.TableId, content.Version, content.ContractVersion, content.Where, content.Rows, content.Rejected, content.RunId,
                content.PublishedAt.UtcDateTime,
            })
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            command.Parameters.Add(new NpgsqlParameter { Value = (object?)content.AsOf ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date });
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ExistsAsync(PostgreSqlSession session, string relation, CancellationToken token) =>
        await session.NumberAsync($"SELECT count(to_regclass({PostgreSqlNames.Literal(relation)}))", token).ConfigureAwait(false) == 1;
}
