using BigData.DuckDb;
using BigData.Spark.Embedded.Sources;

namespace BigData.Spark.Embedded.Executing;

/// <summary>
/// Tables of the session's private schema: persisted frames and the intermediate tables of commands. They are ordinary tables
/// of the in-memory DuckDB, because temporary ones are seen by one connection only.
/// </summary>
internal static class SessionTables
{
    /// <summary>Runs a query into a new table with the columns c0, c1 …</summary>
    /// <param name="session">The session.</param>
    /// <param name="table">A quoted name from <see cref="EmbeddedSession.NewTable"/>.</param>
    /// <param name="sql">The query; its column names do not matter.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="token">Interrupts the query.</param>
    internal static async Task CreateAsync(EmbeddedSession session, string table, string sql, int columns, CancellationToken token)
    {
        string names = string.Join(", ", Enumerable.Range(0, columns).Select(TableScan.ColumnName));
        string body = columns == 0 ? $"SELECT 1 AS c0 FROM ({sql})" : $"SELECT * FROM ({sql}) AS q({names})";
        using DuckDbSession connection = session.Connect();
        await connection.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {EmbeddedSession.PrivateSchema}; CREATE TABLE {table} AS {body}", token).ConfigureAwait(false);
    }

    internal static async Task DropAsync(EmbeddedSession session, string table)
    {
        using DuckDbSession connection = session.Connect();
        await connection.ExecuteAsync($"DROP TABLE IF EXISTS {table}", CancellationToken.None).ConfigureAwait(false);
    }
}

/// <summary>A table of the private schema that is dropped when its command has ended.</summary>
internal sealed class ScratchTable(EmbeddedSession session, string name) : IAsyncDisposable
{
    internal string Name => name;

    public async ValueTask DisposeAsync() => await SessionTables.DropAsync(session, name).ConfigureAwait(false);
}
